import type { RunConfig } from '#contract/run-config';
import type { RunResult } from '#contract/runs';
import type { TrainingResult } from '../engine/trainer/finish-training';

/** What goes into `result.json`: the trainer's result under the run's id, the best value with the id of its checkpoint. */
export function toRunResult({ runId }: RunConfig, { best, ...rest }: TrainingResult): RunResult {
  const named = best && {
    metric: best.metric,
    split: best.split,
    value: best.value,
    epoch: best.epoch,
    checkpointId: `${runId}:${best.role}`,
  };
  return { schemaVersion: 1, runId, best: named, ...rest };
}
