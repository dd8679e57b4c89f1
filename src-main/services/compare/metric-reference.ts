import { MetricUnknownError } from '#contract/errors/compare-errors';
import { familyDescriptor } from '#contract/families';
import { evaluationSplitSchema, type EvaluationSplit } from '#contract/ids';
import type { RunSummary } from '#contract/runs';
import { nearestWord } from '../../store/query/nearest-word';

/** A metric and the part of the data that it is read from. */
export interface MetricReference {
  readonly split: EvaluationSplit;
  readonly metric: string;
}

/** Counts stand among the metrics of a split and are none. */
const isMetric = (id: string): boolean => id !== 'n' && id !== 'clusters';

/** @returns `split.metric` of everything that some of the runs have, in order of first appearance */
export function availableMetrics(runs: readonly RunSummary[]): readonly string[] {
  const names = new Set<string>();
  for (const { metrics } of runs) {
    for (const split of evaluationSplitSchema.options) {
      for (const id of Object.keys(metrics[split] ?? {})) if (isMetric(id)) names.add(`${split}.${id}`);
    }
  }
  return [...names];
}

/**
 * @param received `validation.macro_f1`, `macro_f1` (on the family's main split), or null for the family's main metric
 * @throws MetricUnknownError when none of the runs has it
 */
export function findMetric(received: string | null, runs: readonly RunSummary[]): MetricReference {
  const { mainMetric } = familyDescriptor(runs[0]!.family);
  if (received === null) return mainMetric;
  const available = availableMetrics(runs);
  const candidates = [
    received,
    `${mainMetric.split}.${received}`,
    ...evaluationSplitSchema.options.map((split) => `${split}.${received}`),
  ];
  const name = candidates.find((candidate) => available.includes(candidate));
  if (name === undefined) throw new MetricUnknownError(received, available, nearestMetric(received, available));
  const dot = name.indexOf('.');
  return { split: evaluationSplitSchema.parse(name.slice(0, dot)), metric: name.slice(dot + 1) };
}

function nearestMetric(received: string, available: readonly string[]): string | undefined {
  const whole = nearestWord(received, available);
  if (whole !== undefined) return whole;
  const word = nearestWord(received, [...new Set(available.map((name) => name.slice(name.indexOf('.') + 1)))]);
  return available.find((name) => name.endsWith(`.${word ?? ''}`) && word !== undefined);
}
