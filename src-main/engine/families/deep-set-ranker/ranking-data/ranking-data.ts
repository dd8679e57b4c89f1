import type { EvaluationSplit, Split } from '#contract/ids';
import type { Player, Team } from '../box-scores/box-scores';
import type { EncodedLists } from '../lists/encode-lists';

/**
 * Everything a run needs of its source, padded and ready, statistics still raw. Plain values and typed arrays only, so
 * that it can be kept in the cache and read back byte for byte.
 */
export interface RankingData {
  readonly teams: readonly Team[];
  readonly players: readonly Player[];
  readonly encoded: EncodedLists;
  /** Positions in `encoded.lists` of each part. */
  readonly parts: Readonly<Record<Split, readonly number[]>>;
  /** The lists of the last day of each season of a part: 30 teams a season. They belong to no part. */
  readonly snapshots: Readonly<Record<EvaluationSplit, readonly number[]>>;
  readonly statisticNames: readonly string[];
  readonly games: number;
  readonly playerRows: number;
  /** As in the box scores. */
  readonly assumedConferences: readonly string[];
  readonly warnings: readonly string[];
}
