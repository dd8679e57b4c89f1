/** A query that main could not answer, cut at the place that it names. */
export interface QueryFault {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  /** The query with the nearest known field in place of the unknown one; null when none is near. */
  readonly replacement: { readonly label: string; readonly query: string } | null;
}

/**
 * @param error an error of main; one of a query carries `position` (from 1) and perhaps `nearest` in its details
 * @returns null when the error is not about the text of the query
 */
export function queryFault(query: string, error: Error): QueryFault | null {
  const details =
    'details' in error && typeof error.details === 'object' && error.details !== null ? error.details : {};
  const position = 'position' in details && typeof details.position === 'number' ? details.position : null;
  if (position === null) return null;
  const start = Math.min(query.length, Math.max(0, position - 1));
  const length = Math.max(1, /^[\w.]+/.exec(query.slice(start))?.[0].length ?? 1);
  const nearest = 'nearest' in details && typeof details.nearest === 'string' ? details.nearest : null;
  const before = query.slice(0, start);
  const after = query.slice(start + length);
  return {
    before,
    // At the end there is no sign to mark: a space shows the place.
    marked: query.slice(start, start + length) || ' ',
    after,
    replacement: nearest === null ? null : { label: `Replace with ${nearest}`, query: `${before}${nearest}${after}` },
  };
}
