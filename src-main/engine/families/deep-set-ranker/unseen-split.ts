import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { SplitDates } from './ranking-data/split-dates';
import type { DateSplitter } from './ranking-data/build-ranking-data';

/**
 * Puts the seasons that a run has not used into `test`: those of the source that it neither trained on nor compared
 * variants on. So a folder with a new season alone and one with the new season behind its history give the same
 * judgement. When the run used every season of the source, all of them are judged.
 */
export const unseenSplit =
  ({ data }: DeepSetRankerConfig): DateSplitter =>
  (dates): SplitDates => {
    const used = new Set([...data.train_seasons, ...data.validation_seasons]);
    const unseen = dates.filter(({ season }) => !used.has(season.name));
    return { train: [], holdout: [], validation: [], test: unseen.length > 0 ? unseen : dates };
  };
