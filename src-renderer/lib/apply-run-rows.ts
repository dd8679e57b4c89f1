import type { RunSummary } from '#contract/runs';

/**
 * Puts changed rows into a list that was asked for earlier.
 *
 * @param rows    rows as last known, in their order
 * @param changed rows that changed since
 * @returns the list with the changed rows in place, and whether a row is missing from it (then the list must be asked for
 *   again, since only main knows whether and where it belongs)
 */
export function applyRunRows(
  rows: readonly RunSummary[],
  changed: readonly RunSummary[],
): { readonly rows: RunSummary[]; readonly hasUnknown: boolean } {
  const byId = new Map(changed.map((row) => [row.runId, row]));
  const merged = rows.map((row) => {
    const next = byId.get(row.runId);
    byId.delete(row.runId);
    return next ?? row;
  });
  return { rows: merged, hasUnknown: byId.size > 0 };
}
