import { createHash } from 'node:crypto';
import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { EMBEDDING_HASH } from '../features/embedding-index';
import { statisticNames } from '../features/statistic-names';

/** Raised whenever code that makes lists or features gives other numbers, or more of them: old cache files are then never read again. */
const FEATURE_VERSION = 2;

/**
 * Key of prepared lists: everything that decides them, and nothing else. Rates, epochs and the network are not in it, so
 * that the trials of a sweep share their lists.
 *
 * @param splitter    which rule split the dates
 * @param fingerprint of the source
 * @returns hexadecimal SHA-256
 */
export function rankingDataKey(
  { data, training, model_a }: DeepSetRankerConfig,
  splitter: string,
  fingerprint: string,
): string {
  const facts = [
    FEATURE_VERSION,
    EMBEDDING_HASH,
    statisticNames(training),
    training.listmle_target,
    training.roster_size,
    training.max_dates,
    training.max_final_batches,
    training.use_prior_season_baseline,
    training.prior_season_lookback_days,
    model_a.num_embeddings,
    model_a.early_stopping_patience > 0 ? model_a.early_stopping_val_frac : 0,
    Object.entries(data.season_ranges).sort(([a], [b]) => (a < b ? -1 : 1)),
    data.train_seasons,
    data.validation_seasons,
    data.test_seasons,
    splitter,
    fingerprint,
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
