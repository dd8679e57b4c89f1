import { wilsonInterval } from '../../../statistics/wilson-interval';

/** A share of games with Wilson's 95 % interval. */
export interface Proportion {
  readonly count: number;
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/** @throws StatisticsInputError when `total` is 0 */
export const proportion = (count: number, total: number): Proportion => ({
  count,
  share: count / total,
  ...wilsonInterval(count, total),
});
