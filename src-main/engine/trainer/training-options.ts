import type { EngineConfig } from '#contract/config/engine';
import type { OptimizerConfig, ScheduleConfig } from '#contract/config/optimization';
import type { Split } from '#contract/ids';

/**
 * A value that checkpoints and early stopping watch: a metric of a split, or its loss. A monitor whose value never comes
 * (its split is empty, or is `test`, which is looked at once, at the end) decides nothing.
 */
export interface Monitor {
  /** `train` has the metric `loss` only. */
  readonly split: Split;
  /** Metric id, or `loss`. */
  readonly metric: string;
  readonly mode: 'min' | 'max';
  /** Which of equal epochs keeps the checkpoint; left out: `first`. */
  readonly ties?: 'first' | 'last';
}

/** What the general training loop needs to know; a family derives it from its configuration. */
export interface TrainingOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly optimizer: OptimizerConfig;
  readonly schedule: ScheduleConfig;
  /** Global gradient norm to clip to; null never clips. */
  readonly maxGradientNorm: number | null;
  /** Checkpoint `best-<metric>`: shipped when the run ends. Without a value, the last weights are shipped. */
  readonly monitor: Monitor;
  /** Checkpoint `best-loss`. */
  readonly lossMonitor: Monitor;
  /** null: every epoch is trained. It says when to stop; which weights are shipped is the business of `monitor`. */
  readonly earlyStopping: { readonly monitor: Monitor; readonly patience: number; readonly minDelta: number } | null;
  /** Epochs in a row without a lower training loss after which the run stops; 0 never. */
  readonly notLearningPatience: number;
  /** Epochs between two evaluations; left out: every epoch. The last epoch is always evaluated. */
  readonly evaluateEvery?: number;
  readonly engine: EngineConfig;
}
