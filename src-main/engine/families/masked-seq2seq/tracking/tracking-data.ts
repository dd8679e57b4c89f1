/** Values of a frame that is kept: x, y (yards), s (yd/s), a (yd/s^2), dir, o (degrees); NaN where s, a, dir or o is unknown. */
export const FRAME_VALUES = 6;

export const ROLES = ['Passer', 'Targeted Receiver', 'Other Route Runner', 'Defensive Coverage'] as const;
export type Role = (typeof ROLES)[number];
export const SIDES = ['Offense', 'Defense'] as const;
export const DIRECTIONS = ['left', 'right'] as const;

/** Sums over all rows of one input file, so that the standardisation of any choice of weeks is exact without the rows. */
export interface ColumnSums {
  /** Numeric features in their order. */
  readonly counts: readonly number[];
  readonly sums: readonly number[];
  readonly squares: readonly number[];
}

/** One input file, with its output file. */
export interface TrackingWeek {
  readonly season: number;
  readonly week: number;
  readonly input: string;
  readonly output: string | null;
  readonly inputRows: number;
  readonly outputRows: number;
  readonly columnSums: ColumnSums;
  /** Positions of players that occur, as indices into `TrackingData.positions`. */
  readonly positions: readonly number[];
}

/**
 * A source in memory, turned so that every offence moves to the right. Plain values and typed arrays only, so that it can
 * be kept in the cache and read back byte for byte. A track is one player in one play.
 */
export interface TrackingData {
  readonly header: TrackingHeader;
  readonly arrays: TrackingArrays;
}

/** Lengths that frames and targets are cut to. */
export interface TrackingLengths {
  readonly maxInputLen: number;
  readonly maxOutputLen: number;
}

export interface TrackingHeader extends TrackingLengths {
  readonly weeks: readonly TrackingWeek[];
  /** Positions of players as they are written, for example `CB`. */
  readonly positions: readonly string[];
  readonly names: readonly string[];
}

/** Typed arrays by name, with what an element stands for. P plays, T tracks, O = maxOutputLen. */
export const ARRAY_KINDS = {
  /** P: index into `weeks`. */
  playWeek: 'i32',
  playGame: 'i32',
  playId: 'i32',
  /** P: 1 = it went to the left and was turned. */
  playTurned: 'u8',
  /** P: frames that the ball is in the air. */
  playFlight: 'i32',
  /** P x 3: landing x and y, line of scrimmage x; yards. */
  playPlace: 'f32',
  trackPlay: 'i32',
  trackPlayer: 'i32',
  trackName: 'i32',
  /** T: 1 = to predict. */
  trackPredict: 'u8',
  /** T: index into ROLES. */
  trackRole: 'u8',
  /** T: index into SIDES. */
  trackSide: 'u8',
  /** T: index into `positions`. */
  trackPosition: 'i32',
  /** T x 2: height in inches, age in years on the day of the game; NaN = unknown. */
  trackBody: 'f32',
  /** T: frames in the file, also those that were cut. */
  trackInputLength: 'i32',
  /** T + 1: first kept frame of each track in `frames`. */
  frameOffsets: 'i32',
  /** Kept frames x FRAME_VALUES, the latest last. */
  frames: 'f32',
  /** T + 1: first true position of each track in `path`. */
  pathOffsets: 'i32',
  /** Positions after the release x 2, yards; all of them, also those beyond O. */
  path: 'f32',
  /** T x O x 2: displacement of each frame from the one before, 0 behind the last; yards. */
  target: 'f32',
  /** T x O: 1 = real frame, 0 = padding. */
  mask: 'u8',
} as const;

export type ArrayName = keyof typeof ARRAY_KINDS;
interface ArrayOfKind {
  readonly f32: Float32Array;
  readonly i32: Int32Array;
  readonly u8: Uint8Array;
}
export type TrackingArrays = { readonly [K in ArrayName]: ArrayOfKind[(typeof ARRAY_KINDS)[K]] };

/** @returns how many true positions after the release a track has */
export const pathLength = ({ pathOffsets }: TrackingArrays, track: number): number =>
  pathOffsets[track + 1]! - pathOffsets[track]!;

/** @returns the last position before the ball is in the air, yards */
export function lastPosition({ frames, frameOffsets }: TrackingArrays, track: number): readonly [number, number] {
  const first = (frameOffsets[track + 1]! - 1) * FRAME_VALUES;
  return [frames[first]!, frames[first + 1]!];
}
