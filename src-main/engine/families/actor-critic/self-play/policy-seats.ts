import type { ForwardPass } from '../../../backend/executor';
import { sampleAllowed } from '../../../environments/evaluation/masked-choice';
import { SCRIPTED_ACTION } from '../../../environments/territory/episode/episode';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import {
  observationsFrom,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';
import type { TerritoryVectorEnvironment } from '../../../environments/territory/territory-vector-environment';
import type { RandomStream } from '../../../random/random-stream';
import { FrameHistory } from '../evaluation/frame-history';
import { PositionInputs } from '../rollout/position-inputs';

type Seen = { readonly observations: TerritoryObservations; readonly actionMasks: Uint8Array };

/** Who plays which rows of an environment. */
export interface PolicySeatsParts {
  readonly environment: TerritoryVectorEnvironment;
  /** Rows from `first` up to, but not at, `end`. */
  readonly first: number;
  readonly end: number;
  readonly forward: ForwardPass;
  readonly frames: number;
  /** Draws the actions. */
  readonly random: RandomStream;
}

/**
 * Seats that one policy plays by sampling, in all games at once: a decision costs one forward pass. It may take them in the
 * middle of a game: a frame stack then begins with copies of what it sees first, as at the start of an episode.
 */
export class PolicySeats {
  /** Time in forward passes so far. */
  forwardMs = 0;
  private readonly rows: number;
  private readonly inputs: PositionInputs;
  private readonly history: FrameHistory;
  private isSeated = false;

  constructor(private readonly parts: PolicySeatsParts) {
    const { first, end, frames } = parts;
    this.rows = end - first;
    this.inputs = new PositionInputs(this.rows, frames);
    this.history = new FrameHistory(this.rows, frames);
  }

  /**
   * @param seen    what all rows of the environment show now
   * @param actions int32 [environment.rows]; those of the own rows are written
   */
  async act({ observations, actionMasks }: Seen, actions: Int32Array): Promise<void> {
    const { environment, first, random } = this.parts;
    const masks = actionMasks.subarray(first * ACTIONS);
    const logProbabilities = await this.logProbabilities(observationsFrom(observations, first), masks);
    for (let row = 0; row < this.rows; row++) {
      // Drawn for eliminated players too: what one draws does not depend on who else lives.
      const uniform = random.uniform();
      const isPlaying = environment.isPlaying[first + row] === 1;
      actions[first + row] = isPlaying
        ? sampleAllowed(logProbabilities, masks, row * ACTIONS, ACTIONS, uniform)
        : SCRIPTED_ACTION;
    }
  }

  private async logProbabilities(observations: TerritoryObservations, actionMasks: Uint8Array): Promise<Float32Array> {
    const { environment, forward, first } = this.parts;
    const { rows } = this;
    const decisions = this.isSeated ? environment.decisions.subarray(first) : new Int32Array(rows);
    this.isSeated = true;
    this.history.write({ rows, observations, actionMasks, decisions }, this.inputs);
    const started = performance.now();
    const outputs = await forward.run(this.inputs.tensors());
    this.forwardMs += performance.now() - started;
    return outputs['log_probabilities']!.data as Float32Array;
  }
}
