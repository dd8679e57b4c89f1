import { runEventSchema, type RunEvent } from '#contract/events';

/** A line of an events file: an event, or why it is none. Lines count from 1. */
export type ParsedLine =
  | { readonly line: number; readonly event: RunEvent }
  | { readonly line: number; readonly event: null; readonly reason: string };

/** @param firstLine number of the first of these lines in its file */
export function parseEventLines(lines: readonly string[], firstLine: number): readonly ParsedLine[] {
  return lines.map((text, index) => parseEventLine(text, firstLine + index));
}

function parseEventLine(text: string, line: number): ParsedLine {
  const value = parseJson(text);
  if (value === undefined) return { line, event: null, reason: 'it is not JSON' };
  const parsed = runEventSchema.safeParse(value);
  if (parsed.success) return { line, event: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    line,
    event: null,
    reason: issue ? `${issue.path.join('.') || 'event'}: ${issue.message}` : 'it is not an event',
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
