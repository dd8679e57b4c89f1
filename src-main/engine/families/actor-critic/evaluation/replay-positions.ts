import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { TerritoryEpisode } from '#contract/territory';
import type { ForwardPass } from '../../../backend/executor';
import type { HostTensors } from '../../../backend/host-tensor';
import { Episode } from '../../../environments/territory/episode/episode';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import { LEARNER } from '../../../environments/territory/game/rules';
import { makeTerritoryMap } from '../../../environments/territory/map/territory-map';
import {
  createObservations,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';
import { writeObservation } from '../../../environments/territory/observation/write-observation';
import type { PositionInputs } from '../rollout/position-inputs';

/** What the learner saw at each decision of a game. */
export interface ReplayPositions {
  readonly decisions: number;
  readonly observations: TerritoryObservations;
  /** uint8 [decisions, 90] */
  readonly actionMasks: Uint8Array;
  /** How it ended; the game must have been played to its end. */
  readonly episode: TerritoryEpisode;
}

/** Plays a finished game again. */
export function replayPositions({ tier, seed, mapSeed, actions }: TerritoryReplay): ReplayPositions {
  const episode = new Episode({ tier, reward: 'default', selfPlay: false });
  episode.reset(seed, makeTerritoryMap(mapSeed));
  const decisions = actions.length;
  const observations = createObservations(decisions);
  const actionMasks = new Uint8Array(decisions * ACTIONS);
  const played = Int32Array.from(actions);
  for (let decision = 0; decision < decisions; decision++) {
    writeObservation(episode.game, LEARNER, observations, decision);
    episode.game.writeMask(LEARNER, actionMasks, decision * ACTIONS);
    episode.play(played, decision);
  }
  return { decisions, observations, actionMasks, episode: episode.info(LEARNER, episode.outcome(LEARNER)!) };
}

/**
 * Shows every decision of a game to a network.
 * @param inputs   decides how many are shown at once
 * @param onOutput gets the outputs of a pass, whose first `count` rows are the decisions from `first` on
 */
export async function forEachPosition(
  { decisions, observations, actionMasks }: ReplayPositions,
  forward: ForwardPass,
  inputs: PositionInputs,
  onOutput: (outputs: HostTensors, first: number, count: number) => void,
): Promise<void> {
  const { positions, frames } = inputs;
  for (let first = 0; first < decisions; first += positions) {
    const count = Math.min(positions, decisions - first);
    for (let position = 0; position < count; position++) {
      const decision = first + position;
      for (let frame = 0; frame < frames; frame++) {
        inputs.writeFrame(position, frame, observations, Math.max(0, decision - (frames - 1 - frame)));
      }
      inputs.writeMask(position, actionMasks, decision);
    }
    onOutput(await forward.run(inputs.tensors()), first, count);
  }
}
