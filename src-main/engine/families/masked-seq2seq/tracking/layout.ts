import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnSpec } from '../../../data/column-kinds';

/** Columns of an input file: frames from the snap to the release, both included. docs/families/masked-seq2seq.md describes them. */
export const INPUT_LAYOUT = {
  game_id: 'integer',
  play_id: 'integer',
  player_to_predict: 'text',
  nfl_id: 'integer',
  frame_id: 'integer',
  play_direction: 'text',
  absolute_yardline_number: 'decimal',
  player_name: 'text',
  player_height: 'text',
  player_birth_date: 'text',
  player_position: 'text',
  player_side: 'text',
  player_role: 'text',
  x: 'decimal',
  y: 'decimal',
  s: 'optional-decimal',
  a: 'optional-decimal',
  dir: 'optional-decimal',
  o: 'optional-decimal',
  num_frames_output: 'integer',
  ball_land_x: 'decimal',
  ball_land_y: 'decimal',
} as const satisfies ColumnSpec;

/** Columns of an output file: frames after the release, of players to predict. */
export const OUTPUT_LAYOUT = {
  game_id: 'integer',
  play_id: 'integer',
  nfl_id: 'integer',
  frame_id: 'integer',
  x: 'decimal',
  y: 'decimal',
} as const satisfies ColumnSpec;

const DATA_FILE = /^(input|output)_(\d{4})_w(\d{1,2})\.csv(\.gz)?$/;

/** @returns whether a file belongs to the data of a source, so that its content counts for the fingerprint */
export const isTrackingFile = (file: string): boolean => DATA_FILE.test(file);

/** The two files of a week. */
export interface WeekFiles {
  readonly season: number;
  readonly week: number;
  readonly input: string;
  /** null: a week to forecast, whose outcome is not known. */
  readonly output: string | null;
}

/** @returns the folder that holds the files: the source's `train` folder where it has one, as the competition packs them */
export function trackingFolder(source: string): string {
  const inner = join(source, 'train');
  return existsSync(inner) && statSync(inner).isDirectory() ? inner : source;
}

/** @returns the weeks of a folder, by season and week */
export function weekFiles(folder: string): readonly WeekFiles[] {
  const files = readdirSync(folder);
  return files
    .flatMap((input): WeekFiles[] => {
      const [, kind, season, week] = DATA_FILE.exec(input) ?? [];
      if (kind !== 'input') return [];
      const stem = `output_${season!}_w${week!}.csv`;
      const output = files.find((file) => file === stem || file === `${stem}.gz`) ?? null;
      return [{ season: Number(season), week: Number(week), input, output }];
    })
    .sort((a, b) => a.season - b.season || a.week - b.week || (a.input < b.input ? -1 : 1));
}
