import type { ForecastPlay } from '#contract/snapshots/trajectory-forecast';

type Player = ForecastPlay['players'][number];
type Place = Player['truth'][number];

/** Frames of a play on one line of time: 1 is the oldest frame before the release, `release` the frame of the release. */
export interface PlayFrames {
  readonly release: number;
  readonly last: number;
}

/** @returns the frames of a play: as many before the release as its longest track, then those of the ball's flight */
export function playFrames({ players }: ForecastPlay): PlayFrames {
  const release = Math.max(1, ...players.map(({ before }) => before.length));
  const after = Math.max(0, ...players.map(({ truth }) => truth.length));
  return { release, last: release + after };
}

/** What is seen of one player up to a frame; tracks after the release begin where he was at the release. */
export interface SeenPlayer {
  readonly player: Player;
  readonly before: readonly Place[];
  readonly truth: readonly Place[];
  readonly forecast: readonly Place[];
  readonly straight: readonly Place[];
  /** Distance of forecast and truth in the newest frame seen, yards; null before the release and for others. */
  readonly distanceYards: number | null;
}

/** @param frame as {@link PlayFrames} counts */
export function seenPlayers(play: ForecastPlay, frame: number): readonly SeenPlayer[] {
  const { release } = playFrames(play);
  return play.players.map((player) => {
    // Shorter tracks end at the release, not begin with the longest one.
    const beforeCount = Math.max(0, Math.min(player.before.length, frame - (release - player.before.length)));
    const afterCount = Math.max(0, frame - release);
    const start = player.before.slice(-1);
    const after = (places: readonly Place[]): readonly Place[] =>
      afterCount === 0 || places.length === 0 ? [] : [...start, ...places.slice(0, afterCount)];
    const truth = after(player.truth);
    const forecast = after(player.forecast);
    return {
      player,
      before: player.before.slice(0, beforeCount),
      truth,
      forecast,
      straight: after(player.straight),
      distanceYards: truth.length > 0 && forecast.length > 0 ? distance(truth.at(-1)!, forecast.at(-1)!) : null,
    };
  });
}

const distance = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The part of the field that is drawn, yards. */
export interface FieldWindow {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

const MARGIN = 4;
const FIELD = { length: 120, width: 53.3 } as const;
/** Width to height of the picture. */
const ASPECT = 2.25;

/** @returns the smallest window of the picture's shape around the players who are predicted and the ball; others may be cut off */
export function fieldWindow(play: ForecastPlay): FieldWindow {
  const places = play.players
    .filter(({ truth }) => truth.length > 0)
    .flatMap(({ before, truth, forecast, straight }) => [...before, ...truth, ...forecast, ...straight]);
  const xs = [...places.map(([x]) => x), play.landing[0]];
  const ys = [...places.map(([, y]) => y), play.landing[1]];
  const width = Math.max(...xs) - Math.min(...xs) + 2 * MARGIN;
  const height = Math.max(...ys) - Math.min(...ys) + 2 * MARGIN;
  const span = { x: Math.max(width, height * ASPECT), y: Math.max(height, width / ASPECT) };
  const [left, right] = within(xs, span.x, FIELD.length);
  const [bottom, top] = within(ys, span.y, FIELD.width);
  return { left, right, bottom, top };
}

/**
 * @returns a stretch of that size around the values, moved onto the field [0, size] where it fits; who has run over the edge
 *   stays in the picture
 */
function within(values: readonly number[], span: number, size: number): readonly [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [from, to] = [least < 0 ? least - MARGIN : 0, most > size ? most + MARGIN : size];
  if (span >= to - from) return [(from + to - span) / 2, (from + to + span) / 2];
  const start = Math.min(Math.max((least + most - span) / 2, from), to - span);
  return [start, start + span];
}

/** Number that stands on the field at x: yards to the nearer goal line; null in the end zones. */
export function yardNumber(x: number): number | null {
  const fromGoal = x - 10;
  if (fromGoal <= 0 || fromGoal >= 100) return null;
  return fromGoal <= 50 ? fromGoal : 100 - fromGoal;
}

/** @returns every multiple of `step` within a window, for lines and numbers */
export function multiplesWithin(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step);
}
