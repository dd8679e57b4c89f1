import type { ParameterStore } from '../backend/parameter-store';

/** What one update needs to know beside the parameters and their gradients. */
export interface UpdateOptions {
  /** Rate of this step, from the schedule; per-block multipliers come on top. */
  readonly learningRate: number;
  /** Updates made before this one, from 0. Adam's bias correction counts from it, so resume needs no counter of its own. */
  readonly stepIndex: number;
}

/** Buffers that an optimiser carries from step to step, by name; each as long as the trainable part of the store. */
export type OptimizerState = Readonly<Record<string, Float32Array>>;

/** An update rule that changes the trainable values of a store in place. Buffers (`trainable: false`) are never touched. */
export interface Optimizer {
  /**
   * Applies `store.gradients` to `store.values`. Values become non-finite if gradients are: check the norm first.
   * @param store the store the optimiser was made for, or one of the same layout
   */
  step(store: ParameterStore, options: UpdateOptions): void;
  /** @returns the live buffers, owned by the optimiser: copy or write them before the next step */
  state(): OptimizerState;
  /**
   * Copies saved buffers into the live ones.
   * @throws OptimizerStateError when a buffer is missing, unknown or of another length; nothing is changed then
   */
  restore(state: OptimizerState): void;
}
