import type { TerritoryBot } from '#contract/territory';
import { RandomNumbers, STREAM } from '../game/random-numbers';
import { GameSeat } from '../game/seat-view';
import type { TerritoryGame } from '../game/territory-game';
import { BOTS } from './bots';

interface Opponent {
  readonly name: TerritoryBot;
  readonly seat: GameSeat;
  readonly random: RandomNumbers;
  /** Acts in every decision or in every second, drawn anew for each game. */
  period: number;
  phase: number;
}

/** The scripted players 2 to 6 of a game. */
export class Opponents {
  private readonly all: readonly Opponent[];

  constructor(
    private readonly game: TerritoryGame,
    names: readonly TerritoryBot[],
  ) {
    this.all = names.map((name, i) => ({
      name,
      seat: new GameSeat(game, i + 2),
      random: new RandomNumbers(0, STREAM.bot + i),
      period: 1,
      phase: 0,
    }));
  }

  reset(seed: number): void {
    this.all.forEach((opponent, i) => {
      opponent.random.seed(seed, STREAM.bot + i);
      opponent.period = 1 + opponent.random.below(2);
      opponent.phase = opponent.random.below(opponent.period);
    });
  }

  /** @returns the action of player `i + 2`, null when it is not due or no longer lives */
  choose(i: number): number | null {
    const { name, seat, random, period, phase } = this.all[i]!;
    if (this.game.alive[seat.player] === 0 || (this.game.decision + phase) % period !== 0) return null;
    return BOTS[name](seat, random);
  }
}
