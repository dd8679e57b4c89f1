import type { RunConfig } from '#contract/run-config';
import type { RunResult } from '#contract/runs';
import type { TrainingResult } from '../engine/trainer/finish-training';

/** Splits that a result may name as the place of its best value. */
const isEvaluated = (split: string): split is NonNullable<RunResult['best']>['split'] => split !== 'train';

/** @returns the content of `result.json`: the trainer's result with the run's identity */
export function toRunResult({ runId }: RunConfig, { best, ...rest }: TrainingResult): RunResult {
  const named =
    best && isEvaluated(best.split)
      ? {
          metric: best.metric,
          split: best.split,
          value: best.value,
          epoch: best.epoch,
          checkpointId: `${runId}:${best.role}`,
        }
      : null;
  return { schemaVersion: 1, runId, best: named, ...rest };
}
