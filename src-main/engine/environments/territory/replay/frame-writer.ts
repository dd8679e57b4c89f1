import type { TerritoryFrame } from '#contract/snapshots/territory-replay';
import type { Episode } from '../episode/episode';
import { ACTIONS, OCTANTS } from '../game/action-codec';
import { LEARNER, MAP_TILES, PLAYERS } from '../game/rules';
import type { TerritoryGame } from '../game/territory-game';

const playersOf = (game: TerritoryGame): TerritoryFrame['players'] =>
  Array.from({ length: PLAYERS }, (_, i) => ({
    share: game.share(i + 1),
    troops: game.troops[i + 1]!,
    orders: [...game.orders.subarray((i + 1) * OCTANTS, (i + 2) * OCTANTS)],
    gold: game.gold[i + 1]!,
    cities: game.board.cities[i + 1]!,
    isAlive: game.alive[i + 1] === 1,
  }));

/** @returns what the rules allow a player, ascending, 0 to 89; of an eliminated one WAIT */
export function allowedActions(game: TerritoryGame, player: number): number[] {
  const mask = new Uint8Array(ACTIONS);
  game.writeMask(player, mask, 0);
  return [...mask.keys()].filter((action) => mask[action] === 1);
}

/** Notes a game for a canvas, decision by decision: each frame holds what changed since the one before. */
export class FrameWriter {
  /** Tile codes as of the newest frame. */
  private readonly shown = new Uint8Array(MAP_TILES);

  /** @param episode that has been reset */
  constructor(private readonly episode: Episode) {}

  /** @returns the game before its first decision */
  first(): TerritoryFrame {
    return this.frame(null, 0);
  }

  /** @param action the learner's that led here */
  next(action: number): TerritoryFrame {
    return this.frame(action, this.episode.records[LEARNER - 1]!.reward);
  }

  private frame(action: number | null, reward: number): TerritoryFrame {
    const { episode } = this;
    return {
      action,
      changes: this.changes(),
      players: playersOf(episode.game),
      allowed: episode.outcome(LEARNER) === null ? allowedActions(episode.game, LEARNER) : [],
      reward,
    };
  }

  /** @returns tiles whose code is not the one shown, as tile, code pairs */
  private changes(): number[] {
    const { code } = this.episode.game.board;
    const changes: number[] = [];
    for (let tile = 0; tile < MAP_TILES; tile++) {
      if (code[tile] === this.shown[tile]) continue;
      changes.push(tile, code[tile]!);
      this.shown[tile] = code[tile]!;
    }
    return changes;
  }
}
