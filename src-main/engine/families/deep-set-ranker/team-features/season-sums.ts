import type { BoxScores, TeamCounts } from '../box-scores/box-scores';

/** Sums of a team over its games of the season so far. */
export type TeamSums = { -readonly [K in keyof TeamCounts]: number } & {
  games: number;
  opponentDefensiveRebounds: number;
  /** Of both teams, see {@link possessions}. */
  gamePossessions: number;
};

const EMPTY: TeamSums = {
  points: 0,
  fieldGoalsMade: 0,
  fieldGoalsAttempted: 0,
  threePointersMade: 0,
  freeThrowsAttempted: 0,
  offensiveRebounds: 0,
  defensiveRebounds: 0,
  turnovers: 0,
  games: 0,
  opponentDefensiveRebounds: 0,
  gamePossessions: 0,
};
const COUNTS: readonly (keyof TeamCounts)[] = [
  'points',
  'fieldGoalsMade',
  'fieldGoalsAttempted',
  'threePointersMade',
  'freeThrowsAttempted',
  'offensiveRebounds',
  'defensiveRebounds',
  'turnovers',
];

/** @returns possessions of a team row: attempts + 0.44 free throws - offensive rebounds + turnovers */
export function possessions({ teamGames }: BoxScores, slot: number): number {
  return (
    teamGames.fieldGoalsAttempted[slot]! +
    0.44 * teamGames.freeThrowsAttempted[slot]! -
    teamGames.offensiveRebounds[slot]! +
    teamGames.turnovers[slot]!
  );
}

/** Running sums of every team. */
export class SeasonSums {
  private sums: TeamSums[];

  constructor(private readonly box: BoxScores) {
    this.sums = box.teams.map(() => ({ ...EMPTY }));
  }

  clear(): void {
    this.sums = this.box.teams.map(() => ({ ...EMPTY }));
  }

  add(game: number): void {
    const { games, teamGames } = this.box;
    for (const slot of [2 * game, 2 * game + 1]) {
      const sum = this.sums[games.teams[slot]!]!;
      sum.games += 1;
      for (const count of COUNTS) sum[count] += teamGames[count][slot]!;
      // The other team of the game has the neighbouring row.
      sum.opponentDefensiveRebounds += teamGames.defensiveRebounds[slot ^ 1]!;
      sum.gamePossessions += possessions(this.box, slot) + possessions(this.box, slot ^ 1);
    }
  }

  of(team: number): Readonly<TeamSums> {
    return this.sums[team]!;
  }
}
