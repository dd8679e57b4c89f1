import { DuplicateRowError, FrameGapError } from '#contract/errors/data-errors';
import type { DataProblems } from '../../../data/data-problems';

/** The key columns of a file of frames. */
export interface FrameTable {
  readonly file: string;
  readonly rowCount: number;
  readonly lines: Int32Array;
  readonly columns: {
    readonly game_id: Int32Array;
    readonly play_id: Int32Array;
    readonly nfl_id: Int32Array;
    readonly frame_id: Int32Array;
  };
}

/** Rows of a file by track, in order of first appearance, each in order of frames. */
export interface GroupedRows {
  readonly count: number;
  readonly keys: readonly string[];
  /** count + 1: first place of each track in `rows`. */
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
}

/** Name of a track, as keys and messages write it. */
export const trackKey = (game: number, play: number, player: number): string =>
  `game ${game}, play ${play}, player ${player}`;

/**
 * Groups rows in one pass: a row with the key of the row above it needs no look-up.
 *
 * @param firstFrame the number that frames start with; null: any
 * @param problems   receives duplicate frames and gaps
 */
export function groupRows(table: FrameTable, firstFrame: number | null, problems: DataProblems): GroupedRows {
  const { keys, groups } = assignGroups(table);
  const offsets = new Int32Array(keys.length + 1);
  for (const group of groups) offsets[group + 1]! += 1;
  for (let group = 0; group < keys.length; group += 1) offsets[group + 1]! += offsets[group]!;
  const rows = new Int32Array(table.rowCount);
  const next = offsets.slice();
  groups.forEach((group, row) => {
    rows[next[group]!] = row;
    next[group]! += 1;
  });
  const { frame_id: frames } = table.columns;
  for (let group = 0; group < keys.length; group += 1) {
    const own = rows.subarray(offsets[group], offsets[group + 1]);
    if (own.some((row, place) => place > 0 && frames[own[place - 1]!]! > frames[row]!))
      own.sort((a, b) => frames[a]! - frames[b]!);
    checkFrames(table, keys[group]!, own, firstFrame, problems);
  }
  return { count: keys.length, keys, offsets, rows };
}

function assignGroups({ rowCount, columns }: FrameTable): { keys: string[]; groups: Int32Array } {
  const { game_id: games, play_id: plays, nfl_id: players } = columns;
  const keys: string[] = [];
  const byKey = new Map<string, number>();
  const groups = new Int32Array(rowCount);
  let group = -1;
  for (let row = 0; row < rowCount; row += 1) {
    const isSame =
      row > 0 && players[row] === players[row - 1] && plays[row] === plays[row - 1] && games[row] === games[row - 1];
    if (!isSame) {
      const key = trackKey(games[row]!, plays[row]!, players[row]!);
      group = byKey.get(key) ?? keys.push(key) - 1;
      byKey.set(key, group);
    }
    groups[row] = group;
  }
  return { keys, groups };
}

function checkFrames(
  { file, lines, columns }: FrameTable,
  key: string,
  rows: Int32Array,
  firstFrame: number | null,
  problems: DataProblems,
): void {
  const { frame_id: frames } = columns;
  for (let place = 0; place < rows.length; place += 1) {
    const frame = frames[rows[place]!]!;
    const before = place > 0 ? frames[rows[place - 1]!]! : (firstFrame ?? frame) - 1;
    const line = lines[rows[place]!]!;
    if (frame === before + 1) continue;
    if (place > 0 && frame === before)
      problems.add(new DuplicateRowError({ file, line }, `frame ${frame} of ${key}`, lines[rows[place - 1]!]!));
    else problems.add(new FrameGapError({ file, line }, key, before, frame));
    return;
  }
}
