import type { RankerAttention } from '#contract/snapshots/ranker-attention';

export type Team = RankerAttention['teams'][number];
export type WeightKind = 'raw' | 'reported';

/** @returns the weights of a team by roster slot */
export const weightsOf = ({ players }: Team, kind: WeightKind): readonly number[] =>
  players.map((player) => player[kind]);

/**
 * Entropy of weights over the slots, divided by its largest value: 1 is uniform, 0 is all on one player. 1 for a roster
 * of one, which has no choice.
 */
export function normalizedEntropy(weights: readonly number[]): number {
  if (weights.length < 2) return 1;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0)) return NaN;
  const entropy = weights.reduce(
    (total, weight) => total - (weight > 0 ? (weight / sum) * Math.log(weight / sum) : 0),
    0,
  );
  return entropy / Math.log(weights.length);
}

/**
 * Ends of the colour ramp: 0 and the largest weight, except that a few saturated cells must not make all others look
 * alike; then the 98th percentile is the upper end.
 */
export function weightDomain(teams: readonly Team[], kind: WeightKind): readonly [number, number] {
  const all = teams.flatMap((team) => weightsOf(team, kind)).sort((a, b) => a - b);
  const largest = all.at(-1) ?? 1;
  const percentile = all[Math.floor((all.length - 1) * 0.98)] ?? 1;
  return [0, largest > 2 * percentile ? percentile : largest];
}

/** A team with its place by score among its conference; the baseline ranks within the conference too. */
export interface RankedTeam {
  readonly team: Team;
  readonly rank: number;
  /** Places that the model puts the team above its win rate. */
  readonly offBy: number;
}

/** @returns the teams of a conference, best score first */
export function rankTeams(teams: readonly Team[], conference: string): readonly RankedTeam[] {
  return teams
    .filter((team) => team.conference === conference)
    .sort((a, b) => b.score - a.score)
    .map((team, index) => ({
      team,
      rank: index + 1,
      offBy: team.winRateRank - (index + 1),
    }));
}

/**
 * Spearman correlation of the model's order and the win-rate order of one conference.
 *
 *   1 - 6 sum(d^2) / (n (n^2 - 1))
 *
 * Both are orders without ties, for which the short formula is exact.
 *
 * @returns null for fewer than two teams
 */
export function rankCorrelation(ranked: readonly RankedTeam[]): number | null {
  const n = ranked.length;
  if (n < 2) return null;
  const squares = ranked.reduce((sum, { offBy }) => sum + offBy ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}
