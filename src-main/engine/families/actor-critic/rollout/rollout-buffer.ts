import { ACTIONS } from '../../../environments/territory/game/action-codec';
import {
  copyObservation,
  createObservations,
  observationsFrom,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';

/** Size of a rollout. */
export interface RolloutShape {
  readonly steps: number;
  readonly environments: number;
  /** Observations that the network sees at once. */
  readonly frames: number;
}

/**
 * Decisions of parallel games between two updates. A decision has the index step * environments + environment. Observations
 * are kept as the environment stores them, tile codes and a lookup table: 12 x 1,024 decisions take 197 MiB instead of the
 * 3.75 GiB of their float32 channels. With a frame stack the last decisions before the rollout are kept in front.
 */
export class RolloutBuffer {
  readonly decisions: number;
  readonly actionMasks: Uint8Array;
  readonly actions: Int32Array;
  /** Log probability of the action when it was taken. */
  readonly logProbabilities: Float32Array;
  /** Entropy of the choice, nats. */
  readonly entropies: Float32Array;
  readonly values: Float32Array;
  readonly rewards: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** Value of the final observation where `truncated` is 1. */
  readonly finalValues: Float32Array;
  readonly advantages: Float32Array;
  /** What the value is fitted to. */
  readonly returns: Float32Array;
  /** [history + decisions] rows. */
  readonly observations: TerritoryObservations;
  /** Rows in front of the first decision. */
  private readonly history: number;
  /** Decisions since the episode began, of each row of `observations`. */
  private readonly ages: Int32Array;

  constructor(readonly shape: RolloutShape) {
    const { steps, environments, frames } = shape;
    this.decisions = steps * environments;
    this.history = (frames - 1) * environments;
    const rows = this.history + this.decisions;
    this.observations = createObservations(rows);
    this.ages = new Int32Array(rows);
    this.actionMasks = new Uint8Array(this.decisions * ACTIONS);
    this.actions = new Int32Array(this.decisions);
    this.terminated = new Uint8Array(this.decisions);
    this.truncated = new Uint8Array(this.decisions);
    const floats = (): Float32Array => new Float32Array(this.decisions);
    this.logProbabilities = floats();
    this.entropies = floats();
    this.values = floats();
    this.rewards = floats();
    this.finalValues = floats();
    this.advantages = floats();
    this.returns = floats();
  }

  /** Keeps of the rollout before only what a frame stack still looks at. */
  begin(): void {
    const { observations, history, ages, decisions } = this;
    for (let row = 0; row < history; row++) copyObservation(observations, decisions + row, observations, row);
    ages.copyWithin(0, decisions, decisions + history);
  }

  /**
   * Takes over what the learner of every environment sees before the decisions of a step.
   * @param from rows of the learners first; others are not read
   * @param ages of these rows
   */
  record(
    step: number,
    from: { readonly observations: TerritoryObservations; readonly actionMasks: Uint8Array },
    ages: Int32Array,
  ): void {
    const { environments } = this.shape;
    const first = this.history + step * environments;
    for (let row = 0; row < environments; row++)
      copyObservation(from.observations, row, this.observations, first + row);
    this.ages.set(ages.subarray(0, environments), first);
    this.actionMasks.set(from.actionMasks.subarray(0, environments * ACTIONS), step * environments * ACTIONS);
  }

  /**
   * @param back 0 = the observation of the decision itself
   * @returns row of `observations` of an earlier frame; before the first one of the episode, that first one
   */
  frameRow(decision: number, back: number): number {
    const row = this.history + decision;
    return row - Math.min(back, this.ages[row]!) * this.shape.environments;
  }

  /** The observations of the decisions alone, as a view. */
  get seen(): TerritoryObservations {
    return observationsFrom(this.observations, this.history);
  }

  /** @returns rows and ages that the next rollout begins with, to be stored; none without a frame stack */
  tail(): { readonly rows: readonly number[]; readonly ages: readonly number[] } {
    const rows = Array.from({ length: this.history }, (_, row) => this.decisions + row);
    return { rows, ages: rows.map((row) => this.ages[row]!) };
  }

  /** Puts a stored tail back. */
  setTail(observations: TerritoryObservations, ages: readonly number[]): void {
    ages.forEach((age, index) => {
      copyObservation(observations, index, this.observations, this.decisions + index);
      this.ages[this.decisions + index] = age;
    });
  }
}
