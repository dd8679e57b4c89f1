import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { NoListsError } from '#contract/errors/data-errors';
import { evenlySpacedDates } from '../lists/list-dates';
import type { ListDate } from '../lists/list-dates';
import type { RankingData } from '../ranking-data/ranking-data';
import { datesOfLists } from './pipeline-data';

const NONE = { train: [], holdout: [], validation: [], test: [] } as const;
const onDates = ({ encoded }: RankingData, lists: readonly number[], dates: readonly ListDate[]): readonly number[] => {
  const days = new Set(dates.map(({ day }) => day));
  return lists.filter((list) => days.has(encoded.lists[list]!.day));
};

/** @returns lists sampled evenly by date, both conferences of a date together; null keeps all */
export function sampledLists(data: RankingData, lists: readonly number[], most: number | null): readonly number[] {
  if (most === null) return lists;
  return onDates(data, lists, evenlySpacedDates(datesOfLists(data, lists), Math.ceil(most / 2)));
}

/**
 * What one network is trained on: some of the lists, the latest share of their dates held out when it stops early. The
 * statistics are copied, because a training standardises them in place.
 *
 * @param lists    positions in `data.encoded.lists` that it may learn from
 * @param isJudged the validation lists are evaluated after each epoch, as in a plain run; nothing is chosen on them
 * @throws NoListsError
 */
export function networkData(
  data: RankingData,
  lists: readonly number[],
  { model_a }: Pick<DeepSetRankerConfig, 'model_a'>,
  options: { readonly most: number | null; readonly isJudged: boolean },
): RankingData {
  const dates = datesOfLists(data, lists);
  const share = model_a.early_stopping_patience > 0 ? model_a.early_stopping_val_frac : 0;
  const heldOut = Math.floor(dates.length * share);
  const kept = onDates(data, lists, dates.slice(0, dates.length - heldOut));
  if (kept.length === 0) throw new NoListsError('train', [...new Set(dates.map(({ season }) => season.name))]);
  return {
    ...data,
    encoded: { ...data.encoded, statistics: data.encoded.statistics.slice() },
    parts: {
      ...NONE,
      train: sampledLists(data, kept, options.most),
      holdout: onDates(data, lists, dates.slice(dates.length - heldOut)),
      ...(options.isJudged ? { validation: data.parts.validation } : {}),
    },
    snapshots: {
      holdout: [],
      validation: options.isJudged ? data.snapshots.validation : [],
      test: [],
    },
  };
}
