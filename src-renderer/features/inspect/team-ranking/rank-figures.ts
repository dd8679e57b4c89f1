/** A team's place by some order and its true place, both from 1. */
export interface RankPair {
  readonly predicted: number;
  readonly actual: number;
}

/** How well an order agrees with the true one. */
export interface RankFigures {
  readonly teams: number;
  /** null for fewer than two teams, or when one of the orders has no differences. */
  readonly spearman: number | null;
  /** Places. */
  readonly rmse: number;
  readonly mae: number;
}

/**
 * Rank correlation and rank errors over the teams of one season.
 *
 * Spearman is Pearson's correlation of the average ranks, which is right with ties too.
 *
 * @returns null without teams
 */
export function rankFigures(pairs: readonly RankPair[]): RankFigures | null {
  if (pairs.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const errors = pairs.map(({ predicted, actual }) => predicted - actual);
  return {
    teams: pairs.length,
    spearman: pearson(
      averageRanks(pairs.map(({ predicted }) => predicted)),
      averageRanks(pairs.map(({ actual }) => actual)),
    ),
    rmse: Math.sqrt(mean(errors.map((error) => error ** 2))),
    mae: mean(errors.map(Math.abs)),
  };
}

/** @returns the mean of the figures over seasons; null without seasons */
export function meanFigures(seasons: readonly RankFigures[]): RankFigures | null {
  if (seasons.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const correlations = seasons.flatMap(({ spearman }) => spearman ?? []);
  return {
    teams: seasons.reduce((sum, { teams }) => sum + teams, 0),
    spearman: correlations.length === seasons.length ? mean(correlations) : null,
    rmse: mean(seasons.map(({ rmse }) => rmse)),
    mae: mean(seasons.map(({ mae }) => mae)),
  };
}

/** Rank 1 for the smallest; equal values share the mean of their places. */
function averageRanks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const before = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return before + (same + 1) / 2;
  });
}

function pearson(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  a.forEach((value, index) => {
    const [left, right] = [value - meanA, b[index]! - meanB];
    products += left * right;
    squaresA += left ** 2;
    squaresB += right ** 2;
  });
  return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : null;
}
