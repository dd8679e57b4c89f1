import type { EngineConfig } from '#contract/config/engine';
import type { OptimizerConfig, ScheduleConfig } from '#contract/config/optimization';
import type { EvaluationSplit } from '#contract/ids';

/** A value that checkpoints and early stopping watch: a metric of a split, or its loss. */
export interface Monitor {
  readonly split: EvaluationSplit;
  /** Metric id, or `loss`. */
  readonly metric: string;
  readonly mode: 'min' | 'max';
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
  /** Checkpoint `best-<metric>`: shipped when the run ends. */
  readonly monitor: Monitor;
  /** Checkpoint `best-loss`. */
  readonly lossMonitor: Monitor;
  /** null: every epoch is trained. Restores the best weights when it fires. */
  readonly earlyStopping: { readonly monitor: Monitor; readonly patience: number; readonly minDelta: number } | null;
  /** Epochs in a row without a lower training loss after which the run stops; 0 never. */
  readonly notLearningPatience: number;
  readonly engine: EngineConfig;
}
