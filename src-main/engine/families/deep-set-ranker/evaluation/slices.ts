import type { SplitMetrics } from '#contract/runs';
import type { PredictionTable } from '../../family';
import { fromPredictionTable } from './prediction-rows';
import type { PredictionRow } from './prediction-rows';
import { rankingMetrics } from './ranking-metrics';

/** What a split is cut by; a month is written YYYY-MM, so that Octobers of different seasons stay apart. */
const SLICES = {
  season: (row) => row.season,
  conference: (row) => row.conference,
  month: (row) => row.as_of_date.slice(0, 7),
} as const satisfies Record<string, (row: PredictionRow) => string>;

/** Slices whose rows hold whole snapshots of the league: others have no rank errors. */
const HAS_SNAPSHOTS: readonly string[] = ['season'];

/** @returns metrics of each value of each slice, values in order */
export function predictionSlices(
  table: PredictionTable,
): readonly { name: string; value: string; metrics: SplitMetrics }[] {
  const rows = fromPredictionTable(table);
  return Object.entries(SLICES).flatMap(([name, valueOf]) => {
    const usable = HAS_SNAPSHOTS.includes(name) ? rows : rows.filter((row) => row.is_snapshot === 0);
    const values = [...new Set(usable.map(valueOf))].sort();
    return values.map((value) => ({
      name,
      value,
      metrics: rankingMetrics(usable.filter((row) => valueOf(row) === value)),
    }));
  });
}
