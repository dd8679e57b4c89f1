import type { TerritoryFrame, TerritoryFrames, TerritoryReplay } from '#contract/snapshots/territory-replay';
import { EnvironmentHashError } from '#contract/errors/environment-errors';
import { opponentsOf } from '../bots/tiers';
import { ENVIRONMENT_HASH } from '../environment-hash';
import { Episode } from '../episode/episode';
import { ACTIONS, OCTANTS } from '../game/action-codec';
import { LEARNER, MAP_SIDE, MAP_TILES, PLAYERS } from '../game/rules';
import type { TerritoryGame } from '../game/territory-game';
import { makeTerritoryMap } from '../map/territory-map';

/** Tiles whose code is not the one shown, as tile, code pairs; `shown` is brought up to date. */
function changesOf(code: Uint8Array, shown: Uint8Array): number[] {
  const changes: number[] = [];
  for (let tile = 0; tile < MAP_TILES; tile++) {
    if (code[tile] === shown[tile]) continue;
    changes.push(tile, code[tile]!);
    shown[tile] = code[tile]!;
  }
  return changes;
}

const playersOf = (game: TerritoryGame): TerritoryFrame['players'] =>
  Array.from({ length: PLAYERS }, (_, i) => ({
    share: game.share(i + 1),
    troops: game.troops[i + 1]!,
    orders: [...game.orders.subarray((i + 1) * OCTANTS, (i + 2) * OCTANTS)],
    gold: game.gold[i + 1]!,
    cities: game.board.cities[i + 1]!,
    isAlive: game.alive[i + 1] === 1,
  }));

/** @returns the learner's allowed actions; none once the game is over */
function allowedOf(episode: Episode): number[] {
  if (episode.isOver()) return [];
  const mask = new Uint8Array(ACTIONS);
  episode.game.writeMask(LEARNER, mask, 0);
  return [...mask.keys()].filter((action) => mask[action] === 1);
}

/**
 * Plays a recorded game again and notes each decision for a canvas; takes some ten milliseconds.
 * @throws EnvironmentHashError when the replay was recorded under other rules
 */
export function replayFrames(replay: TerritoryReplay): TerritoryFrames {
  if (replay.environmentHash !== ENVIRONMENT_HASH) {
    throw new EnvironmentHashError('The replay', replay.environmentHash, ENVIRONMENT_HASH);
  }
  const episode = new Episode({ tier: replay.tier, reward: 'default', selfPlay: replay.selfPlay });
  const { game } = episode;
  episode.reset(replay.seed, makeTerritoryMap(replay.mapSeed));
  const shown = new Uint8Array(MAP_TILES);
  const frame = (action: number | null, reward: number): TerritoryFrame => ({
    action,
    changes: changesOf(game.board.code, shown),
    players: playersOf(game),
    allowed: allowedOf(episode),
    reward,
  });
  const frames = [frame(null, 0)];
  const actions = Int32Array.from(replay.actions);
  for (let at = 0; at < actions.length; at += episode.records.length) {
    episode.play(actions, at);
    frames.push(frame(actions[at]!, episode.records[LEARNER - 1]!.reward));
  }
  return {
    replay,
    opponents: [...opponentsOf(replay.tier)],
    side: MAP_SIDE,
    terrain: [...game.board.terrain],
    frames,
    outcome: episode.outcome(LEARNER),
  };
}
