import type { ExecutorId } from '#contract/ids';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { CutBatch } from './batch-parts';
import type { HostTensors } from './host-tensor';
import type { ParameterStore } from './parameter-store';

/** Tensors by name, as a model sees them; owned by the executor, never disposed by the model. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/**
 * One training step's mathematics in tfjs operations: pure, no value read back, no JavaScript branch on a tensor's
 * value, no randomness of its own (noise comes in as inputs). So the same function runs eagerly and compiled.
 */
export type LossFunction = (
  parameters: NamedTensors,
  inputs: NamedTensors,
) => { readonly loss: Scalar; readonly outputs: NamedTensors };

/** A forward pass in tfjs operations, under the same rules as {@link LossFunction}. */
export type ForwardFunction = (parameters: NamedTensors, inputs: NamedTensors) => NamedTensors;

/** The loss and the named outputs of one step. Gradients are in `ParameterStore.gradients`. */
export interface StepResult {
  readonly loss: number;
  readonly outputs: HostTensors;
}

/** A compiled or eager training step over one parameter store. */
export interface TrainingStep {
  /**
   * Computes loss and gradients for one batch; does not touch the parameter values.
   * @param inputs shapes may differ between calls; each new signature may cost a compilation
   */
  run(inputs: HostTensors): Promise<StepResult>;
  dispose(): void;
}

/** A compiled or eager forward pass over one parameter store. */
export interface ForwardPass {
  run(inputs: HostTensors): Promise<HostTensors>;
  dispose(): void;
}

/** What turns a model's functions into running code. Every executor passes `test/conformance/executor`. */
export interface Executor {
  readonly id: ExecutorId;
  /** Of the library underneath, for the run record. */
  readonly version: string;
  readonly threads: number;
  /** @param cut of the model; only an executor that was made to share batches among its threads uses it */
  training(loss: LossFunction, parameters: ParameterStore, cut?: CutBatch): TrainingStep;
  forward(forward: ForwardFunction, parameters: ParameterStore): ForwardPass;
  dispose(): Promise<void>;
}
