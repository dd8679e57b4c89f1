import { float32, type HostTensors } from '../../../backend/host-tensor';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import { PositionInputs } from './position-inputs';
import type { RolloutBuffer } from './rollout-buffer';

const EPSILON = 1e-8;

/** Turns decisions of a rollout into the inputs of an optimiser step. The tensors are overwritten by the next call of the same size. */
export class UpdateBatches {
  private readonly sizes = new Map<number, UpdateTensors>();

  constructor(
    private readonly buffer: RolloutBuffer,
    private readonly normalizesAdvantages: boolean,
  ) {}

  /** @returns what a network sees at these decisions */
  observations(decisions: ArrayLike<number>): HostTensors {
    return this.written(decisions).inputs.tensors();
  }

  /** @returns all inputs of the loss at these decisions */
  update(decisions: ArrayLike<number>): HostTensors {
    const tensors = this.written(decisions);
    const count = decisions.length;
    tensors.actions.fill(0);
    for (let position = 0; position < count; position++) {
      const decision = decisions[position]!;
      tensors.actions[position * ACTIONS + this.buffer.actions[decision]!] = 1;
      tensors.oldLogProbabilities[position] = this.buffer.logProbabilities[decision]!;
      tensors.advantages[position] = this.buffer.advantages[decision]!;
      tensors.returns[position] = this.buffer.returns[decision]!;
    }
    if (this.normalizesAdvantages && count > 1) normalize(tensors.advantages);
    return {
      ...tensors.inputs.tensors(),
      action: float32(tensors.actions, [count, ACTIONS]),
      old_log_probability: float32(tensors.oldLogProbabilities, [count]),
      advantage: float32(tensors.advantages, [count]),
      returns: float32(tensors.returns, [count]),
    };
  }

  private written(decisions: ArrayLike<number>): UpdateTensors {
    const { frames } = this.buffer.shape;
    const count = decisions.length;
    const tensors = this.sizes.get(count) ?? createTensors(count, frames);
    this.sizes.set(count, tensors);
    for (let position = 0; position < count; position++) {
      const decision = decisions[position]!;
      for (let frame = 0; frame < frames; frame++) {
        const row = this.buffer.frameRow(decision, frames - 1 - frame);
        tensors.inputs.writeFrame(position, frame, this.buffer.observations, row);
      }
      tensors.inputs.writeMask(position, this.buffer.actionMasks, decision);
    }
    return tensors;
  }
}

interface UpdateTensors {
  readonly inputs: PositionInputs;
  readonly actions: Float32Array;
  readonly oldLogProbabilities: Float32Array;
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
}

const createTensors = (count: number, frames: number): UpdateTensors => ({
  inputs: new PositionInputs(count, frames),
  actions: new Float32Array(count * ACTIONS),
  oldLogProbabilities: new Float32Array(count),
  advantages: new Float32Array(count),
  returns: new Float32Array(count),
});

/** Mean 0 and sample deviation 1, in place; at least two values. */
export function normalize(values: Float32Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1)) + EPSILON;
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) / deviation;
}
