import type { OptimizerConfig } from '#contract/config/optimization';
import type { ParameterStore } from '../backend/parameter-store';
import { Adam } from './adam';
import type { Optimizer } from './optimizer';
import type { OptimizerSetup } from './optimizer-setup';
import type { RateMultipliers } from './parameter-segments';
import { plainVectorKernels } from './plain-vector-kernels';
import { StochasticGradientDescent } from './stochastic-gradient-descent';
import type { VectorKernels } from './vector-kernels';

/** Update rules, as `optimizer.kind` names them. */
export type OptimizerId = OptimizerConfig['kind'];

/** One constructor an update rule. A new rule is a line here, a kind in the contract and a file beside this one. */
export const OPTIMIZERS = {
  sgd: (setup) => new StochasticGradientDescent(setup),
  adam: (setup) => new Adam(setup, 0),
  adamw: (setup) => new Adam(setup, setup.config.weight_decay),
} satisfies Record<OptimizerId, (setup: OptimizerSetup) => Optimizer>;

/** Settings beside the configuration; all have working defaults. */
export interface CreateOptimizerOptions {
  /** Where the loops run; the store must have been made with the same kernels' `allocate`. */
  readonly kernels?: VectorKernels;
  readonly rateMultipliers?: RateMultipliers;
}

/**
 * @returns the optimiser that the configuration names, with zeroed state, for stores of this layout
 * @throws UnknownParameterBlockError when a multiplier names no block of the model
 */
export function createOptimizer(
  config: OptimizerConfig,
  store: ParameterStore,
  { kernels = plainVectorKernels, rateMultipliers = {} }: CreateOptimizerOptions = {},
): Optimizer {
  return OPTIMIZERS[config.kind]({ config, store, kernels, rateMultipliers });
}
