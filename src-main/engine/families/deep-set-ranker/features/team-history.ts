import type { BoxScores } from '../box-scores/box-scores';

/** A team's games over a stretch of time. */
export interface TeamRecord {
  readonly games: number;
  readonly wins: number;
  /** Sum of own points minus the opponents'. */
  readonly pointDifference: number;
}

/** All games of each team in order of time. */
export class TeamHistory {
  /** Team rows (2 game + side) by team, in order of time. */
  private readonly slots: readonly (readonly number[])[];

  constructor(private readonly box: BoxScores) {
    const slots: number[][] = box.teams.map(() => []);
    box.games.teams.forEach((team, slot) => slots[team]!.push(slot));
    this.slots = slots;
  }

  /** @returns the team rows of the games from `since` to before `day`, in order of time */
  slotsBetween(team: number, since: number, day: number): readonly number[] {
    const all = this.slots[team]!;
    return all.slice(this.firstFrom(all, since), this.firstFrom(all, day));
  }

  record(team: number, since: number, day: number): TeamRecord {
    const { won, pointDifference } = this.box.teamGames;
    const slots = this.slotsBetween(team, since, day);
    return {
      games: slots.length,
      wins: slots.reduce((sum, slot) => sum + won[slot]!, 0),
      pointDifference: slots.reduce((sum, slot) => sum + pointDifference[slot]!, 0),
    };
  }

  /** @returns day number of the game of a team row */
  dayOf(slot: number): number {
    return this.box.games.days[slot >> 1]!;
  }

  private firstFrom(slots: readonly number[], day: number): number {
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.dayOf(slots[middle]!) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
