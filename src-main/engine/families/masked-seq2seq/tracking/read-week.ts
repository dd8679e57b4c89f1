import { EmptyOutputError, InvalidValueError, UnknownTrackError } from '#contract/errors/data-errors';
import type { Table, TextColumn } from '../../../data/column-kinds';
import type { DataProblems } from '../../../data/data-problems';
import { readTable } from '../../../data/read-table';
import { writeTarget } from '../sequences/create-sequences';
import { NUMERIC_FEATURES, writeNumericFeatures, type FrameFacts } from '../sequences/numeric-features';
import type { GrowingArrays } from './growing-array';
import { groupRows, type GroupedRows } from './group-rows';
import { INPUT_LAYOUT, OUTPUT_LAYOUT, type WeekFiles } from './layout';
import { ageOnDay, gameDay, heightInches } from './player-facts';
import { DIRECTIONS, FRAME_VALUES, ROLES, SIDES, type TrackingLengths, type TrackingWeek } from './tracking-data';
import { turnAngle, turnX, turnY } from './turn';

/** What the weeks of a source are read into. */
export interface ReadingState {
  readonly arrays: GrowingArrays;
  /** Text to its index. */
  readonly positions: Map<string, number>;
  readonly names: Map<string, number>;
  /** Game and play to the index of the play. */
  readonly plays: Map<string, number>;
  readonly lengths: TrackingLengths;
}

type InputTable = Table<typeof INPUT_LAYOUT>;
type OutputTable = Table<typeof OUTPUT_LAYOUT>;

/** Output rows of a week by track. */
interface WeekOutput {
  readonly table: OutputTable;
  readonly grouped: GroupedRows;
  readonly groupOf: ReadonlyMap<string, number>;
}

/** Reads one week into the state. Rows that contradict the layout are reported, not repaired. */
export function readWeek(
  folder: string,
  files: WeekFiles,
  weekIndex: number,
  state: ReadingState,
  problems: DataProblems,
): TrackingWeek {
  const table = readTable(folder, files.input, INPUT_LAYOUT, problems);
  const words = checkedWords(table, problems);
  const grouped = groupRows(table, null, problems);
  const output = files.output === null ? null : readOutput(folder, files.output, problems);
  const sums = new FeatureSums();
  const positions = new Set<number>();
  for (let track = 0; track < grouped.count; track += 1) {
    const rows = grouped.rows.subarray(grouped.offsets[track], grouped.offsets[track + 1]);
    const reader = { table, words, rows, key: grouped.keys[track]!, weekIndex, state, problems };
    positions.add(addTrack(reader, sums));
    addPath(reader, output);
  }
  if (output) reportStrangers(output, grouped, files.input, problems);
  return {
    season: files.season,
    week: files.week,
    input: files.input,
    output: files.output,
    inputRows: table.rowCount,
    outputRows: output?.table.rowCount ?? 0,
    columnSums: sums.finish(),
    positions: [...positions].sort((a, b) => a - b),
  };
}

function readOutput(folder: string, file: string, problems: DataProblems): WeekOutput {
  const table = readTable(folder, file, OUTPUT_LAYOUT, problems);
  const grouped = groupRows(table, 1, problems);
  return { table, grouped, groupOf: new Map(grouped.keys.map((key, group) => [key, group])) };
}

/** For each text column with fixed words: code of the text to place of the word, -1 where it is none. */
interface Words {
  readonly direction: Int32Array;
  readonly side: Int32Array;
  readonly role: Int32Array;
  readonly predict: Int32Array;
}

const TRUTHS = ['false', 'true'] as const;

function checkedWords(table: InputTable, problems: DataProblems): Words {
  const { columns } = table;
  const words = {
    direction: placesOf(columns.play_direction, DIRECTIONS),
    side: placesOf(columns.player_side, SIDES),
    role: placesOf(columns.player_role, ROLES),
    predict: placesOf(columns.player_to_predict, TRUTHS, (text) => text.toLowerCase()),
  };
  const report = (name: keyof typeof columns, column: TextColumn, places: Int32Array, allowed: readonly string[]) =>
    places.forEach((place, code) => {
      if (place >= 0) return;
      const line = table.lines[column.codes.indexOf(code)]!;
      const expected = `one of ${allowed.join(', ')}`;
      problems.add(new InvalidValueError({ file: table.file, line }, name, column.values[code]!, expected));
    });
  report('play_direction', columns.play_direction, words.direction, DIRECTIONS);
  report('player_side', columns.player_side, words.side, SIDES);
  report('player_role', columns.player_role, words.role, ROLES);
  report('player_to_predict', columns.player_to_predict, words.predict, ['True', 'False']);
  return words;
}

const placesOf = (
  { values }: TextColumn,
  allowed: readonly string[],
  normal: (text: string) => string = (text) => text,
): Int32Array => Int32Array.from(values, (value) => allowed.indexOf(normal(value)));

interface TrackReader {
  readonly table: InputTable;
  readonly words: Words;
  /** Of one track, in order of time. */
  readonly rows: Int32Array;
  readonly key: string;
  readonly weekIndex: number;
  readonly state: ReadingState;
  readonly problems: DataProblems;
}

const indexOf = (known: Map<string, number>, text: string): number => {
  const index = known.get(text) ?? known.size;
  known.set(text, index);
  return index;
};

/** @returns the position of the player */
function addTrack(reader: TrackReader, sums: FeatureSums): number {
  const { table, words, rows, state } = reader;
  const { columns } = table;
  const { arrays } = state;
  const first = rows[0]!;
  const isTurned = words.direction[columns.play_direction.codes[first]!] === 0;
  const position = indexOf(state.positions, textAt(columns.player_position, first));
  const height = heightInches(textAt(columns.player_height, first));
  const age = ageOnDay(textAt(columns.player_birth_date, first), gameDay(columns.game_id[first]!));
  arrays.trackPlay.push(playOf(reader, isTurned));
  arrays.trackPlayer.push(columns.nfl_id[first]!);
  arrays.trackName.push(indexOf(state.names, textAt(columns.player_name, first)));
  arrays.trackPredict.push(words.predict[columns.player_to_predict.codes[first]!] === 1 ? 1 : 0);
  // A word that is none was reported, and the source is refused at the end: any code will do until then.
  arrays.trackRole.push(Math.max(0, words.role[columns.player_role.codes[first]!]!));
  arrays.trackSide.push(Math.max(0, words.side[columns.player_side.codes[first]!]!));
  arrays.trackPosition.push(position);
  arrays.trackBody.push(height, age);
  arrays.trackInputLength.push(rows.length);
  addFrames(reader, isTurned, height, age, sums);
  return position;
}

const textAt = ({ values, codes }: TextColumn, row: number): string => values[codes[row]!]!;

/** Copies the latest frames, turned, and counts every row for the standardisation. */
function addFrames(reader: TrackReader, isTurned: boolean, height: number, age: number, sums: FeatureSums): void {
  const { table, rows, state } = reader;
  const { columns } = table;
  const { frames, frameOffsets } = state.arrays;
  const kept = Math.min(rows.length, state.lengths.maxInputLen);
  const start = frames.extend(kept * FRAME_VALUES);
  const view = frames.view(start, kept * FRAME_VALUES);
  const facts: FrameFacts = { x: 0, y: 0, s: 0, a: 0, dir: 0, o: 0, height, age, landX: 0, landY: 0, flight: 0 };
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    facts.x = isTurned ? turnX(columns.x[row]!) : columns.x[row]!;
    facts.y = isTurned ? turnY(columns.y[row]!) : columns.y[row]!;
    facts.s = columns.s[row]!;
    facts.a = columns.a[row]!;
    facts.dir = isTurned ? turnAngle(columns.dir[row]!) : columns.dir[row]!;
    facts.o = isTurned ? turnAngle(columns.o[row]!) : columns.o[row]!;
    facts.landX = isTurned ? turnX(columns.ball_land_x[row]!) : columns.ball_land_x[row]!;
    facts.landY = isTurned ? turnY(columns.ball_land_y[row]!) : columns.ball_land_y[row]!;
    facts.flight = columns.num_frames_output[row]!;
    sums.add(facts);
    const at = (place - (rows.length - kept)) * FRAME_VALUES;
    if (at < 0) continue;
    view[at] = facts.x;
    view[at + 1] = facts.y;
    view[at + 2] = facts.s;
    view[at + 3] = facts.a;
    view[at + 4] = facts.dir;
    view[at + 5] = facts.o;
  }
  frameOffsets.push((start + kept * FRAME_VALUES) / FRAME_VALUES);
}

/** @returns the index of the track's play, added at its first track */
function playOf({ table, rows, weekIndex, state, problems }: TrackReader, isTurned: boolean): number {
  const { columns } = table;
  const row = rows[0]!;
  const key = `${columns.game_id[row]!}/${columns.play_id[row]!}`;
  const known = state.plays.get(key);
  if (known !== undefined) return known;
  const flight = columns.num_frames_output[row]!;
  if (flight < 1) {
    const place = { file: table.file, line: table.lines[row]! };
    problems.add(new InvalidValueError(place, 'num_frames_output', String(flight), 'at least 1 frame'));
  }
  const { arrays } = state;
  const play = state.plays.size;
  state.plays.set(key, play);
  arrays.playWeek.push(weekIndex);
  arrays.playGame.push(columns.game_id[row]!);
  arrays.playId.push(columns.play_id[row]!);
  arrays.playTurned.push(isTurned ? 1 : 0);
  arrays.playFlight.push(flight);
  const turnedX = (value: number): number => (isTurned ? turnX(value) : value);
  const landY = columns.ball_land_y[row]!;
  arrays.playPlace.push(
    turnedX(columns.ball_land_x[row]!),
    isTurned ? turnY(landY) : landY,
    turnedX(columns.absolute_yardline_number[row]!),
  );
  return play;
}

/** Adds the true positions after the release, the target and the mask of the track that was added last. */
function addPath({ table, words, rows, key, state, problems }: TrackReader, output: WeekOutput | null): void {
  const { arrays, lengths } = state;
  const { columns } = table;
  const group = output?.groupOf.get(key);
  const isToPredict = words.predict[columns.player_to_predict.codes[rows[0]!]!] === 1;
  if (output && isToPredict && group === undefined) {
    const place = { file: table.file, line: table.lines[rows[0]!]! };
    problems.add(new EmptyOutputError(place, key, output.table.file));
  }
  const isTurned = words.direction[columns.play_direction.codes[rows[0]!]!] === 0;
  const path = output && group !== undefined ? pathOf(output, group, isTurned) : new Float32Array(0);
  const start = arrays.path.extend(path.length);
  arrays.path.view(start, path.length).set(path);
  arrays.pathOffsets.push((start + path.length) / 2);
  const targetStart = arrays.target.extend(lengths.maxOutputLen * 2);
  const maskStart = arrays.mask.extend(lengths.maxOutputLen);
  writeTarget(
    lastOf(arrays),
    path,
    arrays.target.view(targetStart, lengths.maxOutputLen * 2) as Float32Array,
    arrays.mask.view(maskStart, lengths.maxOutputLen) as Uint8Array,
  );
}

function pathOf({ table, grouped }: WeekOutput, group: number, isTurned: boolean): Float32Array {
  const rows = grouped.rows.subarray(grouped.offsets[group], grouped.offsets[group + 1]);
  const path = new Float32Array(rows.length * 2);
  rows.forEach((row, frame) => {
    const [x, y] = [table.columns.x[row]!, table.columns.y[row]!];
    path[2 * frame] = isTurned ? turnX(x) : x;
    path[2 * frame + 1] = isTurned ? turnY(y) : y;
  });
  return path;
}

function lastOf({ frames }: GrowingArrays): readonly [number, number] {
  const view = frames.view(frames.length - FRAME_VALUES, 2);
  return [view[0]!, view[1]!];
}

function reportStrangers(
  { table, grouped }: WeekOutput,
  input: GroupedRows,
  inputFile: string,
  problems: DataProblems,
): void {
  const known = new Set(input.keys);
  grouped.keys.forEach((key, group) => {
    if (known.has(key)) return;
    const line = table.lines[grouped.rows[grouped.offsets[group]!]!]!;
    problems.add(new UnknownTrackError({ file: table.file, line }, key, inputFile));
  });
}

/** Count, sum and sum of squares of each numeric feature over rows, unknown values left out. */
class FeatureSums {
  private readonly values = new Float64Array(NUMERIC_FEATURES.length);
  private readonly counts = new Float64Array(NUMERIC_FEATURES.length);
  private readonly sums = new Float64Array(NUMERIC_FEATURES.length);
  private readonly squares = new Float64Array(NUMERIC_FEATURES.length);

  add(facts: FrameFacts): void {
    writeNumericFeatures(facts, this.values, 0);
    for (let column = 0; column < this.values.length; column += 1) {
      const value = this.values[column]!;
      if (Number.isNaN(value)) continue;
      this.counts[column]! += 1;
      this.sums[column]! += value;
      this.squares[column]! += value * value;
    }
  }

  finish(): TrackingWeek['columnSums'] {
    return { counts: [...this.counts], sums: [...this.sums], squares: [...this.squares] };
  }
}
