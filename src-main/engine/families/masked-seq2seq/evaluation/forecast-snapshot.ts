import type { EvaluationSplit } from '#contract/ids';
import type { ForecastPlay, TrajectoryForecast } from '#contract/snapshots/trajectory-forecast';
import type { Evaluation } from '../../family';
import { FRAME_VALUES, ROLES, SIDES, type TrackingData } from '../tracking/tracking-data';
import { turnX, turnY } from '../tracking/turn';
import type { EvaluationSource } from './evaluate-tracks';
import { frameErrors, valueIn } from './prediction-rows';
import { trajectoryRmse, type FrameError } from './trajectory-metrics';

/** Plays shown of each kind: about 60 kB together. */
const PLAYS = 3;
const DIGITS = 2;

type Place = [number, number];
const rounded = (value: number): number => Number(value.toFixed(DIGITS));
const roundedRmse = (errors: readonly FrameError[]): number => Number((trajectoryRmse(errors) ?? 0).toFixed(4));

/** Errors of the model and of the baselines on the same rows. */
interface Compared {
  readonly model: readonly FrameError[];
  readonly straight: readonly FrameError[];
  readonly ridge: readonly FrameError[];
}

/** The forecast of an evaluation for the run screen: errors by frame and role, and the best and the worst plays. */
export function forecastSnapshot(
  { data }: EvaluationSource,
  split: EvaluationSplit,
  { predictions }: Evaluation,
): TrajectoryForecast {
  const compared: Compared = {
    model: frameErrors(predictions, 'model'),
    straight: frameErrors(predictions, 'constant_velocity'),
    ridge: frameErrors(predictions, 'ridge'),
  };
  const frames = [...new Set(compared.model.map(({ frame }) => frame))].sort((a, b) => a - b);
  const roles = ROLES.filter((role) => compared.model.some((error) => error.role === role));
  const plays = rankedPlays(compared.model);
  const shown = (keys: readonly string[]) => keys.map((key) => forecastPlay(data, key, compared, predictions));
  return {
    split,
    rmseYards: roundedRmse(compared.model),
    byFrame: frames.map((frame) => errorRow(String(frame), compared, (error) => error.frame === frame)),
    byRole: roles.map((role) => errorRow(role, compared, (error) => error.role === role)),
    best: shown(plays.slice(0, PLAYS)),
    worst: shown(plays.slice(PLAYS).slice(-PLAYS).reverse()),
  };
}

const playOf = ({ track }: FrameError): string => track.slice(0, track.lastIndexOf('/'));

/** @returns plays as game/play, lowest error first */
function rankedPlays(errors: readonly FrameError[]): readonly string[] {
  const byPlay = new Map<string, FrameError[]>();
  for (const error of errors) {
    const own = byPlay.get(playOf(error));
    if (own) own.push(error);
    else byPlay.set(playOf(error), [error]);
  }
  const scores = [...byPlay].map(([play, own]) => ({ play, error: trajectoryRmse(own)! }));
  return scores.sort((a, b) => a.error - b.error).map(({ play }) => play);
}

function errorRow(value: string, { model, straight, ridge }: Compared, isOf: (error: FrameError) => boolean) {
  const own = model.filter(isOf);
  return {
    value,
    frames: own.length,
    rmseYards: roundedRmse(own),
    constantVelocityYards: roundedRmse(straight.filter(isOf)),
    ridgeYards: roundedRmse(ridge.filter(isOf)),
  };
}

function forecastPlay(
  data: TrackingData,
  key: string,
  { model, straight }: Compared,
  predictions: Evaluation['predictions'],
): ForecastPlay {
  const { arrays, header } = data;
  const [gameId, playId] = key.split('/').map(Number) as Place;
  const play = arrays.playGame.findIndex((game, index) => game === gameId && arrays.playId[index] === playId);
  const { season, week } = header.weeks[arrays.playWeek[play]!]!;
  const place = (index: number): number => rounded(arrays.playPlace[3 * play + index]!);
  const tracks = Array.from(arrays.trackPlay, (_, track) => track).filter((track) => arrays.trackPlay[track] === play);
  const isOf = (error: FrameError): boolean => playOf(error) === key;
  const own = model.filter(isOf);
  return {
    gameId,
    playId,
    season,
    week,
    landing: [place(0), place(1)],
    scrimmageX: place(2),
    flightFrames: arrays.playFlight[play]!,
    rmseYards: roundedRmse(own),
    straightRmseYards: roundedRmse(straight.filter(isOf)),
    players: tracks.map((track) => forecastPlayer(data, track, key, own, predictions)),
  };
}

function forecastPlayer(
  { arrays, header }: TrackingData,
  track: number,
  playKey: string,
  errors: readonly FrameError[],
  { rows }: Evaluation['predictions'],
): ForecastPlay['players'][number] {
  const player = arrays.trackPlayer[track]!;
  const own = errors.filter((error) => error.track === `${playKey}/${player}`);
  const prefix = `${playKey.replace('/', '_')}_${player}_`;
  const ownRows = own.length === 0 ? [] : rows.filter((row) => String(valueIn(row, 'id')).startsWith(prefix));
  const isTurned = arrays.playTurned[arrays.trackPlay[track]!] === 1;
  const places = (x: 'x' | 'true_x' | 'constant_velocity_x', y: 'y' | 'true_y' | 'constant_velocity_y'): Place[] =>
    ownRows.map((row) => {
      const [px, py] = [Number(valueIn(row, x)), Number(valueIn(row, y))];
      return isTurned ? [rounded(turnX(px)), rounded(turnY(py))] : [rounded(px), rounded(py)];
    });
  const last = own.find(({ isLast }) => isLast);
  return {
    name: header.names[arrays.trackName[track]!]!,
    position: header.positions[arrays.trackPosition[track]!]!,
    role: ROLES[arrays.trackRole[track]!]!,
    side: SIDES[arrays.trackSide[track]!]!,
    before: placesBefore(arrays, track),
    truth: places('true_x', 'true_y'),
    forecast: places('x', 'y'),
    straight: places('constant_velocity_x', 'constant_velocity_y'),
    rmseYards: own.length === 0 ? null : roundedRmse(own),
    finalDistanceYards: last ? rounded(Math.hypot(last.dx, last.dy)) : null,
  };
}

/** The latest frames before the release that a picture shows. */
const FRAMES_BEFORE = 30;

function placesBefore({ frames, frameOffsets }: TrackingData['arrays'], track: number): Place[] {
  const end = frameOffsets[track + 1]!;
  const start = Math.max(frameOffsets[track]!, end - FRAMES_BEFORE);
  return Array.from({ length: end - start }, (_, index) => {
    const at = (start + index) * FRAME_VALUES;
    return [rounded(frames[at]!), rounded(frames[at + 1]!)];
  });
}
