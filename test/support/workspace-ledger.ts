import { existsSync, readFileSync } from 'node:fs';
import type { RunEvent } from '#contract/events';
import type { Store } from '../../src-main/store/store';

/** @returns the complete lines of an events file as events; a torn last line is left out */
export function completeEvents(file: string): readonly RunEvent[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
}

/** @returns `attempt/seq/split.metric=value` of every metric value in an events file: what must be in the database, once */
export function expectedValues(attempt: number, events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'metrics'
      ? Object.entries(event.values).map(
          ([metric, value]) => `${attempt}/${event.seq}/${event.split}.${metric}=${value}`,
        )
      : [],
  );
}

/** @returns the same of the database, hidden rows included */
export function storedValues(store: Store, runId: string): readonly string[] {
  const rows = store.database
    .prepare(
      'SELECT v.attempt, v.seq, s.split, s.metric, v.value FROM metric_values AS v JOIN series AS s ON s.id = v.series WHERE v.run = ?',
    )
    .all(store.runs.keyOf(runId)) as { attempt: number; seq: number; split: string; metric: string; value: number }[];
  return rows.map(({ attempt, seq, split, metric, value }) => `${attempt}/${seq}/${split}.${metric}=${value}`);
}
