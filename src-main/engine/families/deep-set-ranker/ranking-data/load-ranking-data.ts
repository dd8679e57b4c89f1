import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { sourceFingerprint } from '../../../data/source-fingerprint';
import type { PrepareContext } from '../../family';
import { isBoxScoreFile } from '../box-scores/layout';
import type { BoxScores } from '../box-scores/box-scores';
import { readBoxScores } from '../box-scores/read-box-scores';
import { buildRankingData, checkStatisticsWidth } from './build-ranking-data';
import type { DateSplitter } from './build-ranking-data';
import { cachedRankingData } from './ranking-data-cache';
import type { CachedRankingData } from './ranking-data-cache';
import { rankingDataKey } from './ranking-data-key';

/** How the dates are split; the name goes into the cache key. */
export interface NamedSplitter {
  readonly name: 'configured' | 'unseen';
  readonly splitter: DateSplitter;
}

/**
 * The lists of a source: from the cache when the same were made before, else read and built.
 * @param read reads the source; a caller that needs it too gives one that remembers
 * @throws as `readBoxScores` and `buildRankingData`; DataSourceMissingError; the signal's reason when it is aborted
 */
export async function loadRankingData(
  config: DeepSetRankerConfig,
  context: PrepareContext,
  { name, splitter }: NamedSplitter,
  read: () => BoxScores = () => readBoxScores(context.source.path, config.data.season_ranges),
): Promise<CachedRankingData> {
  const { source, cacheFolder, signal } = context;
  checkStatisticsWidth(config);
  context.phase('checking data', null);
  const { fingerprint } = sourceFingerprint(source.path, isBoxScoreFile);
  signal.throwIfAborted();
  const build = () => {
    context.phase('reading data', null);
    const box = read();
    signal.throwIfAborted();
    context.phase('building lists', null);
    return buildRankingData(box, config, splitter);
  };
  if (!config.training.batch_cache.enabled) return { data: build(), cache: { kind: 'off' } };
  const onDamage = () => context.phase('rebuilding lists: the cached file was damaged', null);
  return cachedRankingData(cacheFolder, rankingDataKey(config, name, fingerprint), build, onDamage);
}
