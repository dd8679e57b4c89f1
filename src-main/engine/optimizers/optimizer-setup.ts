import type { OptimizerConfig } from '#contract/config/optimization';
import type { ParameterStore } from '../backend/parameter-store';
import type { RateMultipliers } from './parameter-segments';
import type { VectorKernels } from './vector-kernels';

/** What an optimiser is made from. */
export interface OptimizerSetup {
  /** Keys of `optimizer`; each rule reads its own. */
  readonly config: OptimizerConfig;
  /** Gives the layout; its buffers are stepped. */
  readonly store: ParameterStore;
  /** Must be the kernels whose `allocate` made the store's buffers. */
  readonly kernels: VectorKernels;
  readonly rateMultipliers: RateMultipliers;
}
