import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { Monitor, TrainingOptions } from '../../trainer/training-options';

/**
 * What the trainer needs of the configuration. With a holdout the run stops on its loss and ships the weights with the
 * lowest; those that order the holdout best are kept beside them. Without one nothing may choose: the validation seasons judge the run, so the lowest training loss is
 * shipped, which is nearly always the last epoch.
 */
export function trainingOptions(
  { model_a, training, engine }: DeepSetRankerConfig,
  seed: number,
  hasHoldout: boolean,
): TrainingOptions {
  const loss: Monitor = { split: hasHoldout ? 'holdout' : 'train', metric: 'loss', mode: 'min' };
  const order: Monitor = { split: 'holdout', metric: 'conference_spearman', mode: 'max' };
  return {
    seed,
    epochs: model_a.epochs,
    learningRate: model_a.learning_rate,
    optimizer: training.optimizer,
    schedule: training.schedule,
    maxGradientNorm: model_a.grad_clip_max_norm,
    monitor: loss,
    lossMonitor: hasHoldout ? order : loss,
    earlyStopping: hasHoldout
      ? { monitor: loss, patience: model_a.early_stopping_patience, minDelta: model_a.early_stopping_min_delta }
      : null,
    notLearningPatience: model_a.not_learning_patience,
    engine,
  };
}
