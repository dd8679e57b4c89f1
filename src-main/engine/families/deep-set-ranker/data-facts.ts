import type { TrainingTask } from '../family';
import type { RankingData } from './ranking-data/ranking-data';
import type { CacheOutcome } from './ranking-data/ranking-data-cache';

const thousands = (value: number): string => value.toLocaleString('en-GB');

/** Facts for the pre-flight: what was read, how it is split, how much is padding. */
export function dataFacts(data: RankingData, cache: CacheOutcome): TrainingTask['facts'] {
  const { parts, encoded } = data;
  const fact = (label: string, value: string, group: string, state: 'ok' | 'info' | 'warning' = 'ok') => ({
    label,
    value,
    state,
    group,
  });
  const lists = (part: keyof typeof parts): string => {
    const dates = new Set(parts[part].map((list) => encoded.lists[list]!.day)).size;
    return `${thousands(parts[part].length)} lists on ${thousands(dates)} dates`;
  };
  return [
    fact('Games', thousands(data.games), 'Data'),
    fact('Player rows', thousands(data.playerRows), 'Data'),
    ...data.warnings.map((warning) => fact('Note', warning, 'Data', 'warning')),
    fact(
      'Prepared lists',
      cacheText(cache),
      'Data',
      cache.kind === 'rebuilt' || cache.kind === 'not-stored' ? 'warning' : 'ok',
    ),
    fact('Training', lists('train'), 'Split'),
    fact(
      'Holdout',
      parts.holdout.length === 0 ? 'none: early stopping is off' : lists('holdout'),
      'Split',
      parts.holdout.length === 0 ? 'info' : 'ok',
    ),
    fact('Validation', lists('validation'), 'Split', parts.validation.length === 0 ? 'warning' : 'ok'),
    fact('Test', lists('test'), 'Split', parts.test.length === 0 ? 'info' : 'ok'),
    fact('Padded roster slots', `${(paddedShare(data) * 100).toFixed(1)} %`, 'Batches', 'info'),
    fact(
      'Teams left out for an empty roster',
      String(encoded.emptyRosters),
      'Batches',
      encoded.emptyRosters > 0 ? 'warning' : 'ok',
    ),
  ];
}

const CACHE_TEXTS = {
  hit: 'from the cache',
  built: 'built anew, kept for the next run',
  rebuilt: 'built anew: the cached file was damaged',
  off: 'built anew: training.batch_cache is off',
} as const;

/** @returns where the lists came from, in words */
export function cacheText(cache: CacheOutcome): string {
  return cache.kind === 'not-stored' ? `built anew; could not be kept: ${cache.reason}` : CACHE_TEXTS[cache.kind];
}

/** Share of the roster slots of teams in lists that hold no player. */
function paddedShare({ encoded }: RankingData): number {
  const teams = encoded.lists.reduce((sum, list) => sum + list.entries.length, 0);
  const players = encoded.players.reduce((sum, player) => sum + (player >= 0 ? 1 : 0), 0);
  return teams === 0 ? 0 : 1 - players / (teams * encoded.shape.players);
}
