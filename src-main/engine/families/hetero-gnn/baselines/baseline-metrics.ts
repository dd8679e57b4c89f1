import type { SplitMetrics } from '#contract/runs';
import type { CricketData, DataPart } from '../data/cricket-data';
import { ballMetrics } from '../evaluation/ball-metrics';
import { scorePart } from '../evaluation/evaluate-part';
import { baselineLogits } from './fit-baselines';
import type { BaselineId, FittedBaselines } from './fit-baselines';

type JudgedPart = Exclude<DataPart, 'train'>;

/** Metrics of every baseline on some parts. */
export function baselineMetrics(
  data: CricketData,
  parts: readonly JudgedPart[],
  baselines: FittedBaselines,
): Readonly<Record<BaselineId, Partial<Record<JudgedPart, SplitMetrics>>>> {
  const metricsOf = (id: BaselineId) =>
    Object.fromEntries(
      parts.map((part) => {
        const logits = baselineLogits(data, part, baselines, id);
        return [part, ballMetrics(scorePart(data, part, logits, baselines.calibrations[id]))];
      }),
    );
  return { prior: metricsOf('prior'), table: metricsOf('table'), logistic: metricsOf('logistic') };
}
