import { deepSetRankerPreprocessingSchema } from '#contract/config/deep-set-ranker';
import type { DeepSetRankerConfig, DeepSetRankerPreprocessing } from '#contract/config/deep-set-ranker';
import { PreprocessingMismatchError } from '#contract/errors/data-errors';
import { EMBEDDING_HASH } from './features/embedding-index';
import { fitColumn, fitStandardization, identityStandardization } from './features/standardize';
import { statisticNames } from './features/statistic-names';
import type { RankingData } from './ranking-data/ranking-data';

/** Standardisation of statistics and win rate, from the training lists alone. */
export function fitPreprocessing(
  data: RankingData,
  { training }: DeepSetRankerConfig,
): Omit<DeepSetRankerPreprocessing, 'ensemble'> {
  const { encoded, parts, statisticNames: names } = data;
  const { means, deviations } = training.normalize_statistics
    ? fitStandardization(encoded, parts.train)
    : identityStandardization(names.length);
  const winRates = parts.train.flatMap((list) => encoded.lists[list]!.entries.map(({ winRate }) => winRate));
  return {
    version: 1,
    statistics: { names: [...names], means: [...means], deviations: [...deviations] },
    winRate: fitColumn(winRates),
    embeddingHash: EMBEDDING_HASH,
  };
}

/**
 * @param stored what a checkpoint holds
 * @throws PreprocessingMismatchError when it is not of this family and version, or does not fit the configuration
 */
export function readPreprocessing(stored: unknown, { training }: DeepSetRankerConfig): DeepSetRankerPreprocessing {
  const parsed = deepSetRankerPreprocessingSchema.safeParse(stored);
  if (!parsed.success) throw new PreprocessingMismatchError(parsed.error.issues[0]!.message);
  const { statistics, embeddingHash } = parsed.data;
  const expected = statisticNames(training);
  if (statistics.names.join() !== expected.join()) {
    throw new PreprocessingMismatchError(
      `it has the statistics ${statistics.names.join(', ')}, the configuration makes ${expected.join(', ')}`,
    );
  }
  if (embeddingHash !== EMBEDDING_HASH)
    throw new PreprocessingMismatchError(
      `it hashes players with ${embeddingHash}, this version with ${EMBEDDING_HASH}`,
    );
  return parsed.data;
}
