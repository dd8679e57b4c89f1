import { existsSync } from 'node:fs';
import { DataFileMissingError, DataSourceMissingError } from '#contract/errors/data-errors';
import { DataProblems } from '../../../data/data-problems';
import { finishArrays, growingArrays } from './growing-array';
import { trackingFolder, weekFiles } from './layout';
import { readWeek } from './read-week';
import type { ReadingState } from './read-week';
import type { TrackingData, TrackingLengths, TrackingWeek } from './tracking-data';

/**
 * Reads and checks a tracking source, one week at a time: what is kept is a small part of the rows.
 *
 * @param source folder with `input_<season>_w<week>.csv` and `output_...` files (`.gz` too), or with a folder `train` of them
 * @param onWeek called before each week with the share that is done; may throw to end the reading
 * @throws the error of the wrong row (file and line), or DataProblemsError naming several; DataFileMissingError,
 *   EmptyDataFileError, MissingColumnError, DataFileUnreadableError for a whole file
 */
export function readTracking(
  source: string,
  lengths: TrackingLengths,
  onWeek: (file: string, share: number) => void = () => {},
): TrackingData {
  if (!existsSync(source)) throw new DataSourceMissingError(source);
  const folder = trackingFolder(source);
  const files = weekFiles(folder);
  if (files.length === 0) throw new DataFileMissingError(folder, 'input_<season>_w<week>.csv');
  const problems = new DataProblems();
  const state: ReadingState = {
    arrays: growingArrays(),
    positions: new Map(),
    names: new Map(),
    plays: new Map(),
    lengths,
  };
  state.arrays.frameOffsets.push(0);
  state.arrays.pathOffsets.push(0);
  const weeks: TrackingWeek[] = [];
  files.forEach((week, index) => {
    onWeek(week.input, index / files.length);
    weeks.push(readWeek(folder, week, index, state, problems));
  });
  problems.throwIfAny();
  return {
    header: { weeks, positions: [...state.positions.keys()], names: [...state.names.keys()], ...lengths },
    arrays: finishArrays(state.arrays),
  };
}
