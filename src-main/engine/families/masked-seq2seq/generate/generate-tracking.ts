import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GenerateOutput } from '#contract/jobs';
import { dateText, dayNumber } from '../../../data/day-number';
import { randomStream, type RandomStream } from '../../../random/random-stream';
import { turnAngle, turnX, turnY } from '../tracking/turn';
import { madeUpPlay, type MadeUpPlay, type MadeUpPlayer } from './made-up-play';

/** How much is made up. */
export interface TrackingSize {
  readonly weeks: number;
  readonly plays: number;
}

/** Enough to try everything in seconds. */
export const SAMPLE_SIZE: TrackingSize = { weeks: 18, plays: 216 };
/** As the competition's season. */
export const SEASON_SIZE: TrackingSize = { weeks: 18, plays: 14_108 };

const SEASON = 2023;
const FIRST_DAY = dayNumber('2023-09-07');
const GAMES_PER_WEEK = 16;
const FIRST_PLAYER_ID = 900_001;
const PLAYERS_PER_GAME = 13;
/** Standard deviations of what the sensors say: yards, yd/s, yd/s^2, degrees. */
const NOISE = { place: 0.02, speed: 0.05, acceleration: 0.2, direction: 1.5, orientation: 25 } as const;
/** Fast enough: the files are read far more often than written. */
const COMPRESSION = 4;

const INPUT_HEADER =
  'game_id,play_id,player_to_predict,nfl_id,frame_id,play_direction,absolute_yardline_number,player_name,player_height,' +
  'player_weight,player_birth_date,player_position,player_side,player_role,x,y,s,a,dir,o,num_frames_output,ball_land_x,ball_land_y';
const OUTPUT_HEADER = 'game_id,play_id,nfl_id,frame_id,x,y';

/**
 * Writes made-up pass plays in the layout of a tracking source, one pair of files a week. The same seed and size write the
 * same bytes.
 *
 * @param directory made when it is missing
 */
export function generateTracking(directory: string, seed: number, size: TrackingSize = SAMPLE_SIZE): GenerateOutput {
  mkdirSync(directory, { recursive: true });
  const files: string[] = [];
  let rows = 0;
  for (let week = 1; week <= size.weeks; week += 1) {
    const random = randomStream(seed, 'generate.tracking', week);
    const first = Math.floor(((week - 1) * size.plays) / size.weeks);
    const count = Math.floor((week * size.plays) / size.weeks) - first;
    const input: string[] = [INPUT_HEADER];
    const output: string[] = [OUTPUT_HEADER];
    for (let play = 0; play < count; play += 1) writePlay(madeUpPlay(random), week, play, random, input, output);
    rows += input.length + output.length - 2;
    for (const [kind, lines] of [
      ['input', input],
      ['output', output],
    ] as const) {
      const file = `${kind}_${SEASON}_w${String(week).padStart(2, '0')}.csv.gz`;
      // The header of the compressed file has no name and no time: equal rows give equal bytes.
      writeFileSync(join(directory, file), gzipSync(`${lines.join('\n')}\n`, { level: COMPRESSION }));
      files.push(file);
    }
  }
  return { files, rows };
}

const fixed = (value: number): string => value.toFixed(2);

function writePlay(
  play: MadeUpPlay,
  week: number,
  index: number,
  random: RandomStream,
  input: string[],
  output: string[],
): void {
  const game = index % GAMES_PER_WEEK;
  const gameId = `${dateText(FIRST_DAY + 7 * (week - 1)).replaceAll('-', '')}${String(game).padStart(2, '0')}`;
  const isTurned = random.uniform() < 0.5;
  const turned = (x: number, y: number): string =>
    isTurned ? `${fixed(turnX(x))},${fixed(turnY(y))}` : `${fixed(x)},${fixed(y)}`;
  const scrimmage = isTurned ? turnX(play.scrimmageX) : play.scrimmageX;
  const end = `${play.players[0]!.after.length},${turned(...play.landing)}`;
  play.players.forEach((player, slot) => {
    const id = FIRST_PLAYER_ID + ((week - 1) * GAMES_PER_WEEK + game) * PLAYERS_PER_GAME + slot;
    const key = `${gameId},${index + 1}`;
    const facts = `${isTurned ? 'left' : 'right'},${Math.round(scrimmage)},Made-up Player ${id},${playerFacts(player, id)}`;
    player.before.forEach(([x, y, vx, vy, acceleration], frame) => {
      const place = turned(x! + NOISE.place * random.normal(), y! + NOISE.place * random.normal());
      const motion = motionText(vx!, vy!, acceleration!, isTurned, random);
      const predicts = player.isToPredict ? 'True' : 'False';
      input.push(`${key},${predicts},${id},${frame + 1},${facts},${place},${motion},${end}`);
    });
    if (!player.isToPredict) return;
    player.after.forEach(([x, y], frame) => {
      const place = turned(x! + NOISE.place * random.normal(), y! + NOISE.place * random.normal());
      output.push(`${key},${id},${frame + 1},${place}`);
    });
  });
}

/** Height, weight, birth date, position, side and role; the body follows from the id. */
function playerFacts({ position, role }: MadeUpPlayer, id: number): string {
  const height = `${5 + Math.floor(((id * 7) % 18) / 12)}-${8 + ((id * 7) % 4)}`;
  const birth = dateText(dayNumber('1990-01-01') + ((id * 37) % 3600));
  const side = role === 'Defensive Coverage' ? 'Defense' : 'Offense';
  return `${height},${180 + ((id * 13) % 70)},${birth},${position},${side},${role}`;
}

/** s, a, dir, o as the sensors say them. */
function motionText(vx: number, vy: number, acceleration: number, isTurned: boolean, random: RandomStream): string {
  const speed = Math.max(0, Math.hypot(vx, vy) + NOISE.speed * random.normal());
  const heading = (Math.atan2(vx, vy) * 180) / Math.PI + NOISE.direction * random.normal();
  const facing = heading + NOISE.orientation * random.normal();
  const degrees = (angle: number): string => {
    const positive = ((angle % 360) + 360) % 360;
    return fixed(isTurned ? turnAngle(positive) : positive);
  };
  const change = Math.abs(acceleration + NOISE.acceleration * random.normal());
  return `${fixed(speed)},${fixed(change)},${degrees(heading)},${degrees(facing)}`;
}
