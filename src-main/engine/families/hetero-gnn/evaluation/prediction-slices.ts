import type { SplitMetrics } from '#contract/runs';
import type { PredictionTable } from '../../family';
import { ballMetrics } from './ball-metrics';
import { scoredSamples } from './scored-samples';

type Row = PredictionTable['rows'][number];
/** Value of a column of the row at hand, as text. */
type Read = (column: string) => string;

/** What predictions are cut by. A year or venue is a value each; phases are the five of the report and super overs. */
const SLICES = {
  phase: (read) => read('phase'),
  innings: (read) => (read('is_super_over') === '1' ? 'super over' : read('innings')),
  chase: (read) => (read('is_chase') === '1' ? 'chase' : 'batting first'),
  players: (read) => {
    const seen = ['striker_seen', 'non_striker_seen', 'bowler_seen'].every((column) => read(column) === '1');
    return seen ? 'all three seen in training' : 'at least one unseen';
  },
  year: (read) => read('date').slice(0, 4),
  venue: (read) => read('venue'),
} as const satisfies Record<string, (read: Read) => string>;

/** @returns metrics of each value of each slice, values in order */
export function predictionSlices(
  table: PredictionTable,
): readonly { name: string; value: string; metrics: SplitMetrics }[] {
  const at = new Map(table.columns.map((column, position) => [column, position]));
  return Object.entries(SLICES).flatMap(([name, valueOf]) => {
    const groups = new Map<string, Row[]>();
    for (const row of table.rows) {
      const value = valueOf((column) => String(row[at.get(column)!]));
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [row]);
      else group.push(row);
    }
    return [...groups.keys()]
      .sort()
      .map((value) => ({ name, value, metrics: ballMetrics(scoredSamples(table, groups.get(value))) }));
  });
}
