import { monitoredValue, type EpochValues } from './best-values';
import type { FinishReason } from './loop-state';
import type { ResumableParts } from './resumable-parts';
import type { TrainingOptions } from './training-options';

/**
 * Tells the stopping rules the values of a finished epoch.
 * @param epoch finished epochs, from 1
 * @returns why training ends now; null to go on. A run that does not learn says so even in its last epoch.
 */
export function decideStop(
  options: TrainingOptions,
  rules: Pick<ResumableParts, 'earlyStopping' | 'notLearning'>,
  values: EpochValues,
  epoch: number,
): FinishReason | null {
  const watched = options.earlyStopping ? monitoredValue(values, options.earlyStopping.monitor) : undefined;
  const isExhausted = watched !== undefined && rules.earlyStopping.observe(watched);
  if (rules.notLearning.observe(values.train?.['loss'] ?? NaN)) return 'not_learning';
  if (epoch >= options.epochs) return 'completed';
  return isExhausted ? 'early_stopping' : null;
}
