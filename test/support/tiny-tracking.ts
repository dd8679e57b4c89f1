import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const INPUT_COLUMNS = [
  'game_id',
  'play_id',
  'player_to_predict',
  'nfl_id',
  'frame_id',
  'play_direction',
  'absolute_yardline_number',
  'player_name',
  'player_height',
  'player_birth_date',
  'player_position',
  'player_side',
  'player_role',
  'x',
  'y',
  's',
  'a',
  'dir',
  'o',
  'num_frames_output',
  'ball_land_x',
  'ball_land_y',
] as const;
type InputRow = Readonly<Record<(typeof INPUT_COLUMNS)[number], string | number>>;

/** A receiver who stands at (10, 20), two frames before the release. */
export const inputRow = (change: Partial<InputRow> = {}): InputRow => ({
  game_id: 2023090700,
  play_id: 1,
  player_to_predict: 'True',
  nfl_id: 7,
  frame_id: 1,
  play_direction: 'right',
  absolute_yardline_number: 30,
  player_name: 'Test Player',
  player_height: '6-1',
  player_birth_date: '1993-09-07',
  player_position: 'WR',
  player_side: 'Offense',
  player_role: 'Targeted Receiver',
  x: 10,
  y: 20,
  s: 0,
  a: 0,
  dir: 0,
  o: 0,
  num_frames_output: 3,
  ball_land_x: 13,
  ball_land_y: 23,
  ...change,
});

export const TWO_FRAMES = [inputRow(), inputRow({ frame_id: 2 })];
/** The example of the spec: displacements (1, 0), (2, 1), (0, 2). */
export const THREE_STEPS = [
  [1, 11, 20],
  [2, 13, 21],
  [3, 13, 23],
] as const;

export const outputRows = (
  steps: readonly (readonly [number, number | string, number])[] = THREE_STEPS,
  key = '2023090700,1,7',
): string[] => steps.map(([frame, x, y]) => `${key},${frame},${x},${y}`);

/** Writes one week; the header of the input has the columns of the first row. @returns the folder */
export function writeTracking(
  input: readonly InputRow[],
  output: readonly string[] | null,
  folder = mkdtempSync(path.join(tmpdir(), 'assay-tracking-')),
  name = '2023_w01',
): string {
  const header = Object.keys(input[0]!);
  const lines = [header.join(','), ...input.map((row) => Object.values(row).join(','))];
  writeFileSync(path.join(folder, `input_${name}.csv`), `${lines.join('\n')}\n`);
  if (output)
    writeFileSync(
      path.join(folder, `output_${name}.csv`),
      `${['game_id,play_id,nfl_id,frame_id,x,y', ...output].join('\n')}\n`,
    );
  return folder;
}
