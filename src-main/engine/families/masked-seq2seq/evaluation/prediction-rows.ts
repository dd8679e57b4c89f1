import type { MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import type { PredictionTable } from '../../family';
import { pathLength, ROLES, type TrackingData } from '../tracking/tracking-data';
import { turnX, turnY } from '../tracking/turn';
import { BASELINE_IDS, BASELINES, type BaselineId } from './baselines';
import type { FrameError } from './trajectory-metrics';

type Row = readonly (string | number | null)[];

/** Columns of prediction files; docs/families/masked-seq2seq.md describes them. Places are on the field as it was recorded. */
export const PREDICTION_COLUMNS = [
  'id',
  'season',
  'week',
  'game_id',
  'play_id',
  'nfl_id',
  'player',
  'role',
  'is_known_position',
  'frame',
  'frames',
  'x',
  'y',
  'true_x',
  'true_y',
  ...BASELINE_IDS.flatMap((id) => [`${id}_x`, `${id}_y`] as const),
] as const;
type Column = (typeof PREDICTION_COLUMNS)[number];
const COLUMN = Object.fromEntries(PREDICTION_COLUMNS.map((column, index) => [column, index])) as Record<Column, number>;

/** Positions are kept as float32: what comes behind the fourth digit was never measured. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** @returns frames to forecast: those with a truth, or all of the flight where there is none */
export const framesToForecast = (arrays: TrackingData['arrays'], track: number): number =>
  pathLength(arrays, track) || arrays.playFlight[arrays.trackPlay[track]!]!;

/**
 * Rows of one track.
 *
 * @param positions [frames, 2], turned; the forecast
 * @param known     positions that have a one-hot column
 */
export function predictionRows(
  { header, arrays }: TrackingData,
  ridge: MaskedSeq2SeqPreprocessing['ridge'],
  known: ReadonlySet<string>,
  track: number,
  positions: Float32Array,
): readonly Row[] {
  const play = arrays.trackPlay[track]!;
  const { season, week } = header.weeks[arrays.playWeek[play]!]!;
  const isTurned = arrays.playTurned[play] === 1;
  const frames = positions.length / 2;
  const truth = arrays.path.subarray(2 * arrays.pathOffsets[track]!, 2 * arrays.pathOffsets[track + 1]!);
  const baselines = BASELINE_IDS.map((id) => BASELINES[id](arrays, ridge, track, frames));
  const at = (path: Float32Array, frame: number): [number | null, number | null] => {
    const [x, y] = [path[2 * frame], path[2 * frame + 1]];
    if (x === undefined || y === undefined) return [null, null];
    return isTurned ? [rounded(turnX(x)), rounded(turnY(y))] : [rounded(x), rounded(y)];
  };
  const [game, playId, player] = [arrays.playGame[play]!, arrays.playId[play]!, arrays.trackPlayer[track]!];
  return Array.from({ length: frames }, (_, frame) => [
    `${game}_${playId}_${player}_${frame + 1}`,
    season,
    week,
    game,
    playId,
    player,
    header.names[arrays.trackName[track]!]!,
    ROLES[arrays.trackRole[track]!]!,
    known.has(header.positions[arrays.trackPosition[track]!]!) ? 1 : 0,
    frame + 1,
    frames,
    ...at(positions, frame),
    ...at(truth, frame),
    ...baselines.flatMap((path) => at(path, frame)),
  ]);
}

export const toPredictionTable = (rows: readonly Row[]): PredictionTable => ({ columns: PREDICTION_COLUMNS, rows });

/**
 * The errors of a forecast or a baseline in a prediction table, also one that was read back from a file.
 * Rows without a truth have none and are left out.
 */
export function frameErrors({ columns, rows }: PredictionTable, of: BaselineId | 'model'): readonly FrameError[] {
  const place = new Map(columns.map((column, index) => [column, index]));
  const index = (column: Column): number => place.get(column)!;
  const prefix = of === 'model' ? '' : `${of}_`;
  const [x, y] = [index(`${prefix}x` as Column), index(`${prefix}y` as Column)];
  return rows.flatMap((row): FrameError[] => {
    const truth = row[index('true_x')];
    if (truth === null || truth === undefined || truth === '') return [];
    const game = Number(row[index('game_id')]);
    return [
      {
        dx: Number(row[x]) - Number(truth),
        dy: Number(row[y]) - Number(row[index('true_y')]),
        frame: Number(row[index('frame')]),
        isLast: Number(row[index('frame')]) === Number(row[index('frames')]),
        role: String(row[index('role')]),
        track: `${game}/${row[index('play_id')]!}/${row[index('nfl_id')]!}`,
        game,
      },
    ];
  });
}

/** @returns the value of a column of a row of {@link PREDICTION_COLUMNS} */
export const valueIn = (row: Row, column: Column): string | number | null => row[COLUMN[column]] ?? null;
