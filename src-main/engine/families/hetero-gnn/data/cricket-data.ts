import type { MatchArchive } from '../matches/match-archive';
import type { Vocabulary } from '../vocabulary/vocabulary';
import type { CricketDataOptions } from './data-options';

/** Parts of the data; `Split` without `holdout`: early stopping and calibration look at `validation`, as the brief does. */
export const DATA_PARTS = ['train', 'validation', 'test'] as const;
export type DataPart = (typeof DATA_PARTS)[number];

/** One part: whole matches. */
export interface PartOfData {
  /** Positions in `MatchArchive.matches`, ascending. */
  readonly matches: readonly number[];
  /** Positions in `MatchArchive.innings` that hold at least one sample, ascending. */
  readonly innings: readonly number[];
  /** Samples: deliveries that are targets. */
  readonly samples: number;
  /** Samples by class. */
  readonly classCounts: readonly number[];
}

/** Everything a run needs of its source. Graphs are made on demand: `inningsGraph(data, innings)` of innings-graph builds one. */
export interface CricketData {
  readonly options: CricketDataOptions;
  readonly archive: MatchArchive;
  readonly vocabulary: Vocabulary;
  readonly parts: Readonly<Record<DataPart, PartOfData>>;
}
