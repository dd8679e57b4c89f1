import { NoSamplesError } from '#contract/errors/cricket-errors';
import type { PrepareContext } from '../../family';
import { archiveFiles } from '../archive/archive-files';
import { cachedMatchArchive } from '../matches/cached-match-archive';
import type { CacheOutcome } from '../../../data/cache-file';
import type { MatchArchive } from '../matches/match-archive';
import { readMatchArchive } from '../matches/read-match-archive';
import { splitMatches } from '../split/split-matches';
import { applyVocabulary, buildVocabulary } from '../vocabulary/build-vocabulary';
import type { StoredVocabulary } from '../vocabulary/vocabulary';
import type { CricketData, DataPart, PartOfData } from './cricket-data';
import type { CricketDataOptions } from './data-options';
import { partOfData } from './sample-counts';

export interface LoadedCricketData {
  readonly data: CricketData;
  /** Goes into checkpoints. */
  readonly vocabulary: StoredVocabulary;
  readonly cache: CacheOutcome;
}

type LoadContext = Pick<PrepareContext, 'source' | 'cacheFolder' | 'phase' | 'signal'>;

/**
 * The data of a training run: archive (from the cache when it can be), split, vocabulary of the training part.
 *
 * @throws as `readMatchArchive` and `archiveFiles`; NoSamplesError for an empty part
 */
export async function loadCricketData(options: CricketDataOptions, context: LoadContext): Promise<LoadedCricketData> {
  const { archive, cache } = await loadArchive(context);
  context.phase('splitting matches', null);
  const matches = splitMatches(archive.matches.length, options);
  const vocabulary = buildVocabulary(archive, matches.train);
  const part = (name: DataPart): PartOfData => nonEmpty(name, partOfData(archive, matches[name], options));
  const parts = { train: part('train'), validation: part('validation'), test: part('test') };
  return { data: { options, archive, vocabulary: applyVocabulary(archive, vocabulary), parts }, vocabulary, cache };
}

const NO_MATCHES: PartOfData = { matches: [], innings: [], samples: 0, classCounts: [] };

/**
 * A source for a finished model, numbered by the model's vocabulary.
 *
 * @param stored of the checkpoint
 * @param part   which part of the split is judged; null = every match of the source as data never seen, held as `test`
 * @throws as {@link loadCricketData}
 */
export async function loadUnseenData(
  options: CricketDataOptions,
  stored: StoredVocabulary,
  context: LoadContext,
  part: Exclude<DataPart, 'train'> | null,
): Promise<LoadedCricketData> {
  const { archive, cache } = await loadArchive(context);
  const all = archive.matches.map((_, position) => position);
  const matches = part === null ? all : splitMatches(archive.matches.length, options)[part];
  const name = part ?? 'test';
  const judged = nonEmpty(name, partOfData(archive, matches, options));
  const parts = { train: NO_MATCHES, validation: NO_MATCHES, test: NO_MATCHES, [name]: judged };
  return { data: { options, archive, vocabulary: applyVocabulary(archive, stored), parts }, vocabulary: stored, cache };
}

async function loadArchive({
  source,
  cacheFolder,
  phase,
  signal,
}: LoadContext): Promise<{ archive: MatchArchive; cache: CacheOutcome }> {
  phase('looking for archives', null);
  const { paths, fingerprint } = archiveFiles(source.path);
  return cachedMatchArchive(cacheFolder, fingerprint, () =>
    readMatchArchive(paths, (fraction) => phase('reading matches', fraction), signal),
  );
}

function nonEmpty(name: DataPart, part: PartOfData): PartOfData {
  if (part.samples === 0) throw new NoSamplesError(name, part.matches.length);
  return part;
}
