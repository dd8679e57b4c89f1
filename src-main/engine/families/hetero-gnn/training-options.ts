import type { HeteroGnnConfig } from '#contract/config/hetero-gnn';
import type { Monitor, TrainingOptions } from '../../trainer/training-options';

/** The two metrics that keep a checkpoint each; the shipped one is configured. */
const MONITORS = {
  log_loss: { split: 'validation', metric: 'log_loss', mode: 'min' },
  macro_f1: { split: 'validation', metric: 'macro_f1', mode: 'max' },
} as const satisfies Record<HeteroGnnConfig['training']['monitor'], Monitor>;

const RATE_FACTORS = {
  none: () => 1,
  linear: (ratio) => ratio,
  square_root: Math.sqrt,
} satisfies Record<HeteroGnnConfig['training']['learning_rate_rule'], (ratio: number) => number>;

/**
 * The rate for an effective batch. Linear: Goyal et al. (2017), https://arxiv.org/abs/1706.02677; the square root keeps the
 * noise of an Adam step: Malladi et al. (2022), https://arxiv.org/abs/2205.10287.
 * @param effectiveBatch mean samples of a step
 */
export const scaledRate = ({ training }: Pick<HeteroGnnConfig, 'training'>, effectiveBatch: number): number =>
  training.learning_rate * RATE_FACTORS[training.learning_rate_rule](effectiveBatch / training.base_batch_size);

/** What the trainer needs of the configuration. Checkpoints: best macro F1, best log loss, last. */
export function trainingOptions(config: HeteroGnnConfig, seed: number, effectiveBatch: number): TrainingOptions {
  const { training, engine } = config;
  const shipped = MONITORS[training.monitor];
  return {
    seed,
    epochs: training.epochs,
    learningRate: scaledRate(config, effectiveBatch),
    optimizer: training.optimizer,
    schedule: training.schedule,
    maxGradientNorm: training.max_gradient_norm,
    monitor: shipped,
    lossMonitor: MONITORS[training.monitor === 'log_loss' ? 'macro_f1' : 'log_loss'],
    earlyStopping:
      training.early_stopping_patience === 0
        ? null
        : {
            monitor: shipped,
            patience: training.early_stopping_patience,
            minDelta: training.early_stopping_min_delta,
          },
    notLearningPatience: training.not_learning_patience,
    engine,
  };
}
