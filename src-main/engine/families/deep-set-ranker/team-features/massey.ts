import type { BoxScores } from '../box-scores/box-scores';
import type { TeamFeatureGroupDefinition } from './team-feature-group';

/**
 * Every team is given one drawn game against an average one. Without it the system has no single solution while the
 * season's games do not connect all teams; with it the ratings sum to 0 by themselves, so that no row has to be replaced.
 */
const PRIOR_GAMES = 1;

/** Massey's rating (1997): least squares of the margins of the season's games so far; points a game. */
export class MasseyRatings {
  /** Row by row: games on the diagonal, minus the games between two teams beside it. */
  private readonly games: Float64Array;
  private readonly margins: Float64Array;
  private solution: Float64Array | null = null;

  constructor(private readonly box: BoxScores) {
    this.games = new Float64Array(box.teams.length ** 2);
    this.margins = new Float64Array(box.teams.length);
  }

  clear(): void {
    this.games.fill(0);
    this.margins.fill(0);
    this.solution = null;
  }

  add(game: number): void {
    const { games, teamGames, teams } = this.box;
    for (const slot of [2 * game, 2 * game + 1]) {
      const team = games.teams[slot]!;
      this.games[team * teams.length + team]! += 1;
      this.games[team * teams.length + games.teams[slot ^ 1]!]! -= 1;
      this.margins[team]! += teamGames.pointDifference[slot]!;
    }
    this.solution = null;
  }

  /** @returns one rating a team; 0 before the first game */
  ratings(): Float64Array {
    this.solution ??= this.solve();
    return this.solution;
  }

  /** Cholesky: the matrix is symmetric and, with the prior games, positive definite. */
  private solve(): Float64Array {
    const n = this.margins.length;
    const lower = Float64Array.from(this.games);
    const solution = Float64Array.from(this.margins);
    for (let i = 0; i < n; i += 1) lower[i * n + i]! += PRIOR_GAMES;
    for (let j = 0; j < n; j += 1) {
      for (let i = j; i < n; i += 1) {
        let sum = lower[i * n + j]!;
        for (let k = 0; k < j; k += 1) sum -= lower[i * n + k]! * lower[j * n + k]!;
        lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j]!;
      }
    }
    for (let i = 0; i < n; i += 1) {
      for (let k = 0; k < i; k += 1) solution[i]! -= lower[i * n + k]! * solution[k]!;
      solution[i]! /= lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      for (let k = i + 1; k < n; k += 1) solution[i]! -= lower[k * n + i]! * solution[k]!;
      solution[i]! /= lower[i * n + i]!;
    }
    return solution;
  }
}

/** Massey rating before the day, from this season's games alone. */
export const massey: TeamFeatureGroupDefinition = {
  names: ['massey'],
  create: ({ box }) => {
    const ratings = new MasseyRatings(box);
    return {
      startSeason: () => ratings.clear(),
      addGame: (game) => ratings.add(game),
      valuesOn: (team) => [ratings.ratings()[team]!],
    };
  },
};
