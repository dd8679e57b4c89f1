import type { BallProbabilities } from '#contract/snapshots/ball-probabilities';

export type ShownBall = BallProbabilities['deliveries'][number];

/** A share of the height of a ball's column, both ends from 0 at the bottom. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

/** @returns one band for each class, in order, that together fill 0 to 1 as far as the probabilities sum to 1 */
export function bandsOf(probabilities: readonly number[]): readonly Band[] {
  let sum = 0;
  return probabilities.map((probability) => {
    const from = sum;
    sum += probability;
    return { from, to: sum };
  });
}

/** @returns position of the largest probability; the first of equals */
export const mostProbable = (probabilities: readonly number[]): number =>
  probabilities.reduce((best, value, position) => (value > probabilities[best]! ? position : best), 0);

/** Smallest probability that a loss is taken of: stored numbers may have been rounded to 0. */
const TINY = 1e-12;

/** @returns negative natural logarithm of the probability of what came */
export const ballLoss = ({ probabilities, label }: ShownBall): number =>
  -Math.log(Math.max(probabilities[label]!, TINY));

export interface InningsFigures {
  readonly balls: number;
  readonly logLoss: number;
  /** Share of balls whose most probable class came. */
  readonly accuracy: number;
  /** By class: how often it came, and how often it was expected (sum of its probabilities). */
  readonly came: readonly number[];
  readonly expected: readonly number[];
}

/** @returns figures of one innings; null without a ball */
export function inningsFigures(balls: readonly ShownBall[]): InningsFigures | null {
  if (balls.length === 0) return null;
  const mean = (value: (ball: ShownBall) => number) => balls.reduce((sum, ball) => sum + value(ball), 0) / balls.length;
  const classes = balls[0]!.probabilities.map((_, position) => position);
  return {
    balls: balls.length,
    logLoss: mean(ballLoss),
    accuracy: mean((ball) => (mostProbable(ball.probabilities) === ball.label ? 1 : 0)),
    came: classes.map((position) => balls.filter(({ label }) => label === position).length),
    expected: classes.map((position) => balls.reduce((sum, ball) => sum + ball.probabilities[position]!, 0)),
  };
}

/** @returns positions of the first ball of every over but the first shown, for lines */
export const overStarts = (balls: readonly ShownBall[]): readonly { readonly index: number; readonly over: number }[] =>
  balls.flatMap(({ over }, index) => (index > 0 && over !== balls[index - 1]!.over ? [{ index, over }] : []));
