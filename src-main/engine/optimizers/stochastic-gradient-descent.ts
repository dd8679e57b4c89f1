import type { ParameterStore } from '../backend/parameter-store';
import type { Optimizer, OptimizerState, UpdateOptions } from './optimizer';
import type { OptimizerSetup } from './optimizer-setup';
import { parameterSegments, type ParameterSegment } from './parameter-segments';
import { restoreBuffers } from './restore-buffers';
import type { VectorKernels } from './vector-kernels';

/**
 * Stochastic gradient descent with heavy-ball momentum, in the form of PyTorch (no dampening, no Nesterov):
 *
 *   velocity = momentum * velocity + gradient
 *   value    = value - learningRate * velocity
 *
 * Without momentum there is no velocity buffer and no state.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
 */
export class StochasticGradientDescent implements Optimizer {
  private readonly kernels: VectorKernels;
  private readonly segments: readonly ParameterSegment[];
  private readonly momentum: number;
  private readonly velocity: Float32Array | undefined;

  constructor({ config, store, kernels, rateMultipliers }: OptimizerSetup) {
    this.kernels = kernels;
    this.segments = parameterSegments(store.slots, rateMultipliers);
    this.momentum = config.momentum;
    this.velocity = this.momentum > 0 ? kernels.allocate(store.trainableLength) : undefined;
  }

  step({ values, gradients }: ParameterStore, { learningRate }: UpdateOptions): void {
    for (const segment of this.segments) {
      const rate = learningRate * segment.rateMultiplier;
      if (this.velocity) {
        this.kernels.descendWithMomentum(values, gradients, this.velocity, segment, rate, this.momentum);
      } else this.kernels.descend(values, gradients, segment, rate);
    }
  }

  state(): OptimizerState {
    return this.velocity ? { velocity: this.velocity } : {};
  }

  restore(state: OptimizerState): void {
    restoreBuffers(this.state(), state);
  }
}
