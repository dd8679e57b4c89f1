import type { ParameterStore } from '../backend/parameter-store';
import type { Optimizer, OptimizerState, UpdateOptions } from './optimizer';
import type { OptimizerSetup } from './optimizer-setup';
import { parameterSegments, type ParameterSegment } from './parameter-segments';
import { restoreBuffers } from './restore-buffers';
import type { AdamCoefficients, VectorKernels } from './vector-kernels';

/** The constants of Adam; all without unit. */
export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled decay; 0 makes it plain Adam. */
  readonly weightDecay: number;
}

/**
 * Folds the bias corrections into two scalars so that the loop over parameters has none:
 * with r = sqrt(1 - beta2^t), (m / (1 - beta1^t)) / (sqrt(v) / r + epsilon) = (r / (1 - beta1^t)) * m / (sqrt(v) + epsilon * r).
 * @param stepIndex updates made before, so t = stepIndex + 1
 * @see Kingma and Ba (2015), section 2, last paragraph, https://arxiv.org/abs/1412.6980
 */
export function adamCoefficients(
  { beta1, beta2, epsilon, weightDecay }: AdamConstants,
  learningRate: number,
  stepIndex: number,
): AdamCoefficients {
  const updates = stepIndex + 1;
  const secondCorrection = Math.sqrt(1 - beta2 ** updates);
  return {
    firstDecay: beta1,
    firstWeight: 1 - beta1,
    secondDecay: beta2,
    secondWeight: 1 - beta2,
    stepSize: (learningRate * secondCorrection) / (1 - beta1 ** updates),
    epsilon: epsilon * secondCorrection,
    retention: 1 - learningRate * weightDecay,
  };
}

/**
 * Adam, and AdamW when `weightDecay` is above 0: values shrink by `learningRate * weightDecay` a step, apart from the
 * gradient, and only where the slot's `decay` is true (not biases, norms, embeddings). Both moments start at zero.
 *
 * Differs from PyTorch in rounding only: epsilon is scaled instead of the root (see {@link adamCoefficients}).
 * @see Loshchilov and Hutter (2019), algorithm 2, https://arxiv.org/abs/1711.05101
 * @see https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
 */
export class Adam implements Optimizer {
  private readonly kernels: VectorKernels;
  private readonly segments: readonly ParameterSegment[];
  private readonly constants: AdamConstants;
  private readonly firstMoment: Float32Array;
  private readonly secondMoment: Float32Array;

  /** @param weightDecay 0 for plain Adam */
  constructor({ config, store, kernels, rateMultipliers }: OptimizerSetup, weightDecay: number) {
    this.kernels = kernels;
    this.segments = parameterSegments(store.slots, rateMultipliers);
    this.constants = { beta1: config.beta_1, beta2: config.beta_2, epsilon: config.epsilon, weightDecay };
    this.firstMoment = kernels.allocate(store.trainableLength);
    this.secondMoment = kernels.allocate(store.trainableLength);
  }

  step({ values, gradients }: ParameterStore, { learningRate, stepIndex }: UpdateOptions): void {
    for (const segment of this.segments) {
      const weightDecay = segment.decay ? this.constants.weightDecay : 0;
      const rate = learningRate * segment.rateMultiplier;
      const coefficients = adamCoefficients({ ...this.constants, weightDecay }, rate, stepIndex);
      this.kernels.adam(values, gradients, this.firstMoment, this.secondMoment, segment, coefficients);
    }
  }

  state(): OptimizerState {
    return { first_moment: this.firstMoment, second_moment: this.secondMoment };
  }

  restore(state: OptimizerState): void {
    restoreBuffers(this.state(), state);
  }
}
