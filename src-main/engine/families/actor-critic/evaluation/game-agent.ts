import type { AgentChoice, AgentThought } from '#contract/territory-play';
import type { ForwardPass } from '../../../backend/executor';
import type { HostTensor } from '../../../backend/host-tensor';
import { argmaxAllowed, sampleAllowed } from '../../../environments/evaluation/masked-choice';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import { RandomNumbers, STREAM } from '../../../environments/territory/game/random-numbers';
import type { TerritoryGame } from '../../../environments/territory/game/territory-game';
import { createObservations } from '../../../environments/territory/observation/observation-layout';
import { writeObservation } from '../../../environments/territory/observation/write-observation';
import { PositionInputs } from '../rollout/position-inputs';
import { FrameHistory } from './frame-history';

/**
 * A trained network in one seat of a running game. Its draws follow from the seed of the game alone, so that a game is
 * decided by its seed and the actions of the others.
 */
export class GameAgent {
  private readonly inputs: PositionInputs;
  private readonly history: FrameHistory;
  private readonly random: RandomNumbers;
  private readonly observations = createObservations(1);
  private readonly mask = new Uint8Array(ACTIONS);
  private decisions = 0;

  /**
   * @param explanation pass of `createExplanation`
   * @param frames of the network's stack
   */
  constructor(
    private readonly explanation: ForwardPass,
    frames: number,
    private readonly options: { readonly player: number; readonly seed: number; readonly choice: AgentChoice },
  ) {
    this.inputs = new PositionInputs(1, frames);
    this.history = new FrameHistory(1, frames);
    this.random = new RandomNumbers(options.seed, STREAM.sampling);
  }

  /** @returns what it does now, and why; null when it is eliminated */
  async decide(game: TerritoryGame): Promise<AgentThought | null> {
    const { player } = this.options;
    if (game.alive[player] === 0) return null;
    const { observations, mask } = this;
    writeObservation(game, player, observations, 0);
    game.writeMask(player, mask, 0);
    const decisions = Int32Array.of(this.decisions++);
    this.history.write({ rows: 1, observations, actionMasks: mask, decisions }, this.inputs);
    const outputs = await this.explanation.run(this.inputs.tensors());
    const logProbabilities = outputs['log_probabilities']!.data as Float32Array;
    return {
      action: this.choose(logProbabilities),
      value: outputs['value']!.data[0]!,
      probabilities: Array.from(logProbabilities.subarray(0, ACTIONS), Math.exp),
      allowed: [...mask.keys()].filter((action) => mask[action] === 1),
      attention: attentionOf(outputs['attention']),
    };
  }

  private choose(logits: Float32Array): number {
    if (this.options.choice === 'argmax') return argmaxAllowed(logits, this.mask, 0, ACTIONS);
    return sampleAllowed(logits, this.mask, 0, ACTIONS, this.random.uniform());
  }
}

/** @returns weights over the places of the map; null for one place only, which cannot choose */
function attentionOf(tensor: HostTensor | undefined): AgentThought['attention'] {
  if (tensor === undefined) return null;
  const values = Array.from(tensor.data);
  return values.length === 1 ? null : { side: Math.sqrt(values.length), values };
}
