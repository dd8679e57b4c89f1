import type { TerritoryFrames, TerritoryReplay } from '#contract/snapshots/territory-replay';
import { EnvironmentHashError } from '#contract/errors/environment-errors';
import { opponentsOf } from '../bots/tiers';
import { ENVIRONMENT_HASH } from '../environment-hash';
import { Episode } from '../episode/episode';
import { LEARNER, MAP_SIDE } from '../game/rules';
import { makeTerritoryMap } from '../map/territory-map';
import { FrameWriter } from './frame-writer';

/**
 * Plays a recorded game again and notes each decision for a canvas; takes some ten milliseconds.
 * @throws EnvironmentHashError when the replay was recorded under other rules
 */
export function replayFrames(replay: TerritoryReplay): TerritoryFrames {
  if (replay.environmentHash !== ENVIRONMENT_HASH) {
    throw new EnvironmentHashError('The replay', replay.environmentHash, ENVIRONMENT_HASH);
  }
  const episode = new Episode({ tier: replay.tier, reward: 'default', selfPlay: replay.selfPlay });
  episode.reset(replay.seed, makeTerritoryMap(replay.mapSeed));
  const writer = new FrameWriter(episode);
  const frames = [writer.first()];
  const actions = Int32Array.from(replay.actions);
  for (let at = 0; at < actions.length; at += episode.records.length) {
    episode.play(actions, at);
    frames.push(writer.next(actions[at]!));
  }
  return {
    replay,
    opponents: [...opponentsOf(replay.tier)],
    side: MAP_SIDE,
    terrain: [...episode.game.board.terrain],
    frames,
    outcome: episode.outcome(LEARNER),
  };
}
