import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import type { EvaluationSplit } from '#contract/ids';
import type { Monitor, TrainingOptions } from '../../trainer/training-options';

/**
 * What the trainer needs of the configuration. Stopping, plateau and the shipped weights go by one monitor, by default the
 * free-running error: the model with the best one-step error is not the best forecaster.
 *
 * @param splits that have samples; the holdout decides where there is one, else the validation weeks, else the training loss
 */
export function trainingOptions(
  { training, engine }: MaskedSeq2SeqConfig,
  seed: number,
  splits: readonly EvaluationSplit[],
): TrainingOptions {
  const split = (['holdout', 'validation'] as const).find((held) => splits.includes(held));
  const loss: Monitor = { split: split ?? 'train', metric: 'loss', mode: 'min' };
  const monitor: Monitor = split ? { split, metric: training.monitor, mode: 'min' } : loss;
  const patience = training.early_stopping_patience;
  return {
    seed,
    epochs: training.epochs,
    learningRate: training.learning_rate,
    optimizer: training.optimizer,
    schedule: training.schedule,
    maxGradientNorm: training.max_gradient_norm,
    monitor,
    lossMonitor: loss,
    earlyStopping: patience > 0 ? { monitor, patience, minDelta: training.early_stopping_min_delta } : null,
    notLearningPatience: 0,
    engine,
  };
}
