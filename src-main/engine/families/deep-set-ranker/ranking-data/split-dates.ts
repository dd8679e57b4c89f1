import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { NoListsError, SeasonNotInSourceError, SplitOverlapError } from '#contract/errors/data-errors';
import type { Split } from '#contract/ids';
import { evenlySpacedDates } from '../lists/list-dates';
import type { ListDate } from '../lists/list-dates';

/** Dates of each part of the data, in order. */
export type SplitDates = Readonly<Record<Split, readonly ListDate[]>>;

const PARTS = ['train_seasons', 'validation_seasons', 'test_seasons'] as const;

/**
 * Parts of the dates by season. With early stopping the latest share of the training dates is held out to stop on;
 * without it every training date is trained on (the original gave the share away either way).
 *
 * @param dates of the source, already thinned to `training.max_dates`
 * @throws SplitOverlapError, SeasonNotInSourceError; NoListsError when thinning left no training date
 */
export function splitDates(
  { data, training, model_a }: DeepSetRankerConfig,
  dates: readonly ListDate[],
  seasonsHeld: readonly string[],
): SplitDates {
  checkSeasons(data, seasonsHeld);
  const ofSeasons = (seasons: readonly string[]): readonly ListDate[] =>
    dates.filter(({ season }) => seasons.includes(season.name));
  const trainable = ofSeasons(data.train_seasons);
  const heldOut =
    model_a.early_stopping_patience > 0 ? Math.floor(trainable.length * model_a.early_stopping_val_frac) : 0;
  const kept = trainable.slice(0, trainable.length - heldOut);
  if (kept.length === 0) throw new NoListsError('train', data.train_seasons);
  // Two lists a date: half as many dates as lists.
  const train =
    training.max_final_batches === null ? kept : evenlySpacedDates(kept, Math.ceil(training.max_final_batches / 2));
  return {
    train,
    holdout: trainable.slice(trainable.length - heldOut),
    validation: ofSeasons(data.validation_seasons),
    test: ofSeasons(data.test_seasons),
  };
}

function checkSeasons(data: DeepSetRankerConfig['data'], held: readonly string[]): void {
  const partOfSeason = new Map<string, string>();
  for (const part of PARTS) {
    for (const season of data[part]) {
      const other = partOfSeason.get(season);
      if (other !== undefined) throw new SplitOverlapError(season, `data.${other}`, `data.${part}`);
      if (!held.includes(season)) throw new SeasonNotInSourceError(`data.${part}`, season, held);
      partOfSeason.set(season, part);
    }
  }
}

/** @returns the last game date of each season that has a date in the part */
export function snapshotDates(part: readonly ListDate[], allDates: readonly ListDate[]): readonly ListDate[] {
  const seasons = new Set(part.map(({ season }) => season.name));
  const last = new Map(
    allDates.filter(({ season }) => seasons.has(season.name)).map((date) => [date.season.name, date]),
  );
  return [...last.values()];
}
