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

/** Who plays the opponents' rows of an environment. */
export interface PolicyOpponentsParts {
  readonly environment: TerritoryVectorEnvironment;
  readonly forward: ForwardPass;
  readonly frames: number;
  /** Draws the actions. */
  readonly random: RandomStream;
}

/**
 * The opponents of one rollout that a policy plays by sampling, in all games: one set of weights, so that a decision costs one
 * forward pass more whatever the size of the league. They take their seats with the rollout, also in the middle of a game: a
 * frame stack then begins with copies of what they see first, as at the start of an episode.
 */
export class PolicyOpponents {
  /** Time in forward passes so far. */
  forwardMs = 0;
  private readonly rows: number;
  private readonly inputs: PositionInputs;
  private readonly history: FrameHistory;
  /** int32 [environment.rows], the learners' first. */
  private readonly actions: Int32Array;
  private isSeated = false;

  constructor(private readonly parts: PolicyOpponentsParts) {
    const { environment, frames } = parts;
    this.rows = environment.rows - environment.environments;
    this.inputs = new PositionInputs(this.rows, frames);
    this.history = new FrameHistory(this.rows, frames);
    this.actions = new Int32Array(environment.rows);
  }

  /**
   * @param seen     what all rows show now
   * @param learners int32 [environments], the learners' actions
   * @returns actions of all rows, overwritten by the next call; eliminated players have none
   */
  async join(
    seen: { readonly observations: TerritoryObservations; readonly actionMasks: Uint8Array },
    learners: Int32Array,
  ): Promise<Int32Array> {
    const { environment, random } = this.parts;
    const first = environment.environments;
    this.actions.set(learners);
    const logProbabilities = await this.logProbabilities(seen);
    for (let row = 0; row < this.rows; row++) {
      // Drawn for eliminated players too: what one draws does not depend on who else lives.
      const uniform = random.uniform();
      const isPlaying = environment.isPlaying[first + row] === 1;
      const masks = seen.actionMasks.subarray(first * ACTIONS);
      this.actions[first + row] = isPlaying
        ? sampleAllowed(logProbabilities, masks, row * ACTIONS, ACTIONS, uniform)
        : SCRIPTED_ACTION;
    }
    return this.actions;
  }

  private async logProbabilities(seen: Parameters<PolicyOpponents['join']>[0]): Promise<Float32Array> {
    const { environment, forward } = this.parts;
    const { rows } = this;
    const first = environment.environments;
    const decisions = this.isSeated ? environment.decisions.subarray(first) : new Int32Array(rows);
    this.isSeated = true;
    const observations = observationsFrom(seen.observations, first);
    const actionMasks = seen.actionMasks.subarray(first * ACTIONS);
    this.history.write({ rows, observations, actionMasks, decisions }, this.inputs);
    const started = performance.now();
    const outputs = await forward.run(this.inputs.tensors());
    this.forwardMs += performance.now() - started;
    return outputs['log_probabilities']!.data as Float32Array;
  }
}

/**
 * @param finalRanks int32 [rows] of an environment, learners first; filled for the slot
 * @param slot       whose game has ended
 * @param slots      games side by side
 * @returns share of the slot's other rows that the learner finished ahead of; an equal rank counts half
 */
export function aheadShare(finalRanks: Int32Array, slot: number, slots: number): number {
  let [ahead, opponents] = [0, 0];
  for (let row = slot + slots; row < finalRanks.length; row += slots) {
    ahead += 0.5 + 0.5 * Math.sign(finalRanks[row]! - finalRanks[slot]!);
    opponents += 1;
  }
  return ahead / opponents;
}
