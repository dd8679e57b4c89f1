import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { TooFewFoldsError } from '#contract/errors/data-errors';
import type { ListDate } from '../lists/list-dates';

/** Days that one set of models is trained on, and days that it then predicts without having seen them. */
export interface Fold {
  readonly train: ReadonlySet<number>;
  readonly predict: ReadonlySet<number>;
}

export interface Folds {
  readonly folds: readonly Fold[];
  /** A season has days in two folds: its final table, the target, is then known to the fold's own training. */
  readonly shareSeasons: boolean;
}

const MINIMUM = 2;
const daysOf = (dates: readonly ListDate[]): ReadonlySet<number> => new Set(dates.map(({ day }) => day));

/** @returns `count` contiguous chunks whose sizes differ by one at most, larger ones first */
export function contiguousChunks<T>(items: readonly T[], count: number): readonly (readonly T[])[] {
  const small = Math.floor(items.length / count);
  const larger = items.length % count;
  let start = 0;
  return Array.from({ length: count }, (_, index) => {
    const end = start + small + (index < larger ? 1 : 0);
    const chunk = items.slice(start, end);
    start = end;
    return chunk;
  });
}

/**
 * How the training dates are predicted out of fold (spec section 3.7). The target of a team is one number a season, so
 * a fold that shares a season with its training would know the answer: folds are contiguous groups of seasons. Only
 * when there are fewer seasons than `n_folds` are they contiguous chunks of dates. `walk_forward` predicts each season
 * after the first by the seasons before it.
 *
 * @param dates of the training seasons, in order
 * @throws TooFewFoldsError
 */
export function outOfFoldFolds(
  dates: readonly ListDate[],
  { n_folds, walk_forward }: Pick<DeepSetRankerConfig['training'], 'n_folds' | 'walk_forward'>,
): Folds {
  const seasons = [...new Set(dates.map(({ season }) => season.name))];
  const ofSeasons = (names: readonly string[]): readonly ListDate[] =>
    dates.filter(({ season }) => names.includes(season.name));
  if (walk_forward) {
    if (seasons.length < MINIMUM)
      throw new TooFewFoldsError(`${seasons.length} training season to walk forward over`, MINIMUM);
    const folds = seasons.slice(1).map((name, index) => ({
      train: daysOf(ofSeasons(seasons.slice(0, index + 1))),
      predict: daysOf(ofSeasons([name])),
    }));
    return { folds, shareSeasons: false };
  }
  const shareSeasons = seasons.length < n_folds;
  if (shareSeasons && dates.length < n_folds)
    throw new TooFewFoldsError(`${dates.length} training ${dates.length === 1 ? 'date' : 'dates'} with lists`, n_folds);
  const chunks = shareSeasons
    ? contiguousChunks(dates, n_folds)
    : contiguousChunks(seasons, n_folds).map((names) => ofSeasons(names));
  const folds = chunks.map((chunk) => {
    const predict = daysOf(chunk);
    return { predict, train: daysOf(dates.filter(({ day }) => !predict.has(day))) };
  });
  return { folds, shareSeasons };
}
