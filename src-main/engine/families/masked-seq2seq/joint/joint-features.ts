import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import { SECONDS_PER_FRAME } from '../evaluation/ridge';
import { ROLES, type TrackingData } from '../tracking/tracking-data';
import { FIELD_LENGTH, FIELD_WIDTH } from '../tracking/turn';
import type { PlayerView, Vector } from './play-view';

/** What all players of a play share in a view. */
export interface PlayFacts {
  readonly landing: Vector;
  readonly scrimmageX: number;
  /** Frames from the origin of the view until the ball comes down. */
  readonly flight: number;
  /** Frames from the snap to the origin of the view. */
  readonly sinceSnap: number;
}

/** Fixed scales bring every number to about 1, so nothing has to be fitted. */
const YARDS = 15;
const SPEED = 5;
const HISTORY = [3, 6, 10, 20] as const;

/** Numbers of a player beside the one-hot columns. */
const NUMBERS = 26 + 4 * HISTORY.length;
export const PAIR_FEATURES = 11;

/** @returns width of a player's features */
export const jointWidth = ({ positions }: MaskedSeq2SeqConfig['sequences']): number =>
  NUMBERS + ROLES.length + positions.length;

const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1]];
const along = (a: Vector, v: Vector, seconds: number): Vector => [a[0] + v[0] * seconds, a[1] + v[1] * seconds];
const length = ([x, y]: Vector): number => Math.hypot(x, y);
const scaled = ([x, y]: Vector, by: number): Vector => [x / by, y / by];

/** @param into [width], zeros */
export function writePlayerFeatures(
  { header, arrays }: TrackingData,
  positions: readonly string[],
  track: number,
  player: PlayerView,
  play: PlayFacts,
  into: Float32Array,
): void {
  const [place, velocity] = [player.place(0), player.velocity(0)];
  const seconds = play.flight * SECONDS_PER_FRAME;
  const toLanding = minus(play.landing, place);
  const miss = minus(play.landing, along(place, velocity, seconds));
  const needed = scaled(toLanding, Math.max(seconds, 0.3));
  const acceleration = scaled(minus(velocity, player.velocity(-2)), 2 * SECONDS_PER_FRAME);
  const numbers = [
    (place[0] - play.scrimmageX) / YARDS,
    (FIELD_LENGTH - place[0]) / (4 * YARDS),
    (place[1] - FIELD_WIDTH / 2) / YARDS,
    Math.abs(place[1] - FIELD_WIDTH / 2) / YARDS,
    ...scaled(toLanding, YARDS),
    length(toLanding) / YARDS,
    ...scaled(velocity, SPEED),
    length(velocity) / SPEED,
    ...scaled(acceleration, SPEED),
    ...player.orientation(),
    seconds / 2,
    play.sinceSnap / 30,
    ...scaled(miss, YARDS),
    length(miss) / YARDS,
    ...scaled(needed, 2 * SPEED),
    length(needed) / (2 * SPEED),
    (play.landing[0] - play.scrimmageX) / YARDS,
    (FIELD_LENGTH - play.landing[0]) / (4 * YARDS),
    (play.landing[1] - FIELD_WIDTH / 2) / YARDS,
    Math.abs(play.landing[1] - FIELD_WIDTH / 2) / YARDS,
    ...HISTORY.flatMap((frames) => [
      ...scaled(player.velocity(-frames), SPEED),
      ...scaled(minus(place, player.place(-frames)), SPEED),
    ]),
  ];
  into.set(numbers);
  into[NUMBERS + arrays.trackRole[track]!] = 1;
  const position = positions.indexOf(header.positions[arrays.trackPosition[track]!]!);
  if (position >= 0) into[NUMBERS + ROLES.length + position] = 1;
}

/**
 * What one player sees of another: where he is and runs, and where both would be when the ball comes down.
 * @param into [PAIR_FEATURES]
 */
export function writePairFeatures(
  own: PlayerView,
  other: PlayerView,
  isSameSide: boolean,
  flight: number,
  into: Float32Array,
): void {
  const apart = minus(other.place(0), own.place(0));
  const faster = minus(other.velocity(0), own.velocity(0));
  const later = along(apart, faster, flight * SECONDS_PER_FRAME);
  into.set([
    ...scaled(apart, YARDS),
    length(apart) / YARDS,
    Math.exp(-length(apart) / 3),
    ...scaled(faster, SPEED),
    ...scaled(later, YARDS),
    length(later) / YARDS,
    Math.exp(-length(later) / 3),
    isSameSide ? 1 : 0,
  ]);
}
