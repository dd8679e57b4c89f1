import { dayNumber } from '../../../data/day-number';
import { randomStream } from '../../../random/random-stream';
import type { RandomStream } from '../../../random/random-stream';

/** Counts of a made-up player row, in whole numbers that agree with each other. */
export interface MadeUpLine {
  readonly player: number;
  readonly team: number;
  readonly min: number;
  readonly pts: number;
  readonly reb: number;
  readonly ast: number;
  readonly stl: number;
  readonly blk: number;
  readonly tov: number;
  readonly fgm: number;
  readonly fga: number;
  readonly fg3m: number;
  readonly fg3a: number;
  readonly ftm: number;
  readonly fta: number;
  readonly oreb: number;
  readonly dreb: number;
  readonly pf: number;
}

export interface MadeUpGame {
  readonly id: string;
  readonly day: number;
  readonly season: string;
  readonly isPlayoff: boolean;
  /** Home team, visitors: positions 0 to 29. */
  readonly teams: readonly [number, number];
  readonly lines: readonly MadeUpLine[];
}

export const MADE_UP_TEAMS = 30;
/** Two seasons to train on and one to validate. */
export const MADE_UP_SEASONS = ['2021-22', '2022-23', '2023-24'] as const;
const ROSTER = 12;
const FIRST_PLAYER_ID = 900_001;
/** Games between each pair of teams in a season: 58 games a team. */
const MEETINGS = 2;
const GAMES_PER_DAY = 8;
/** Playing minutes of the twelve players of a team; they sum to 240. */
const MINUTES = [36, 34, 32, 30, 26, 22, 18, 15, 11, 8, 5, 3];

/** Seasons of made-up games: strong players make strong teams, so there is something true to learn. */
export function madeUpGames(seed: number): readonly MadeUpGame[] {
  const random = randomStream(seed, 'generate.box-scores');
  let skills = Array.from({ length: MADE_UP_TEAMS * ROSTER }, () => random.normal());
  return MADE_UP_SEASONS.flatMap((season, index) => {
    // Players age and teams change: next season's strength is mostly, not wholly, this one's.
    if (index > 0) skills = skills.map((skill) => 0.8 * skill + 0.6 * random.normal());
    const regular = regularSeason(season, skills, random);
    return [...regular, ...playoffs(season, regular, skills, random)];
  });
}

function regularSeason(season: string, skills: readonly number[], random: RandomStream): readonly MadeUpGame[] {
  const pairs: [number, number][] = [];
  for (let home = 0; home < MADE_UP_TEAMS; home += 1) {
    for (let away = 0; away < home; away += 1) {
      for (let meeting = 0; meeting < MEETINGS; meeting += 1)
        pairs.push(meeting % 2 === 0 ? [home, away] : [away, home]);
    }
  }
  const order = random.shuffle(pairs.map((_, index) => index));
  const firstDay = dayNumber(`${season.slice(0, 4)}-10-20`);
  return order.map((pair, index) => ({
    id: gameId('002', season, index + 1),
    day: firstDay + Math.floor(index / GAMES_PER_DAY),
    season,
    isPlayoff: false,
    teams: pairs[pair]!,
    lines: playGame(pairs[pair]!, skills, random),
  }));
}

/** The best sixteen, four rounds, first to four. */
function playoffs(
  season: string,
  regular: readonly MadeUpGame[],
  skills: readonly number[],
  random: RandomStream,
): readonly MadeUpGame[] {
  const wins = new Array<number>(MADE_UP_TEAMS).fill(0);
  for (const game of regular) wins[game.teams[winningSide(game)]]! += 1;
  let alive = wins
    .map((_, team) => team)
    .sort((a, b) => wins[b]! - wins[a]! || a - b)
    .slice(0, 16);
  const games: MadeUpGame[] = [];
  let day = regular.at(-1)!.day + 4;
  while (alive.length > 1) {
    const half = alive.length / 2;
    alive = alive
      .slice(0, half)
      .map((better, index) => playSeries([better, alive[2 * half - 1 - index]!], season, day, games, skills, random));
    day += 14;
  }
  return games;
}

function playSeries(
  teams: readonly [number, number],
  season: string,
  day: number,
  games: MadeUpGame[],
  skills: readonly number[],
  random: RandomStream,
): number {
  const wins: [number, number] = [0, 0];
  while (Math.max(...wins) < 4) {
    const played = wins[0] + wins[1];
    const game = {
      id: gameId('004', season, games.length + 1),
      day: day + 2 * played,
      season,
      isPlayoff: true,
      teams,
      lines: playGame(teams, skills, random),
    };
    games.push(game);
    wins[winningSide(game)] += 1;
  }
  return wins[0] === 4 ? teams[0] : teams[1];
}

const gameId = (kind: string, season: string, number: number): string =>
  `${kind}${season.slice(2, 4)}${String(number).padStart(5, '0')}`;

/** @returns 0 when the home team scored more, else 1 */
export function winningSide({ teams, lines }: MadeUpGame): 0 | 1 {
  const points = (team: number): number =>
    lines.filter((line) => line.team === team).reduce((sum, line) => sum + line.pts, 0);
  return points(teams[0]) > points(teams[1]) ? 0 : 1;
}

function playGame(
  teams: readonly [number, number],
  skills: readonly number[],
  random: RandomStream,
): readonly MadeUpLine[] {
  for (;;) {
    const lines = teams.flatMap((team, side) => teamLines(team, side === 0 ? 0.03 : 0, skills, random));
    const points = (team: number): number =>
      lines.filter((line) => line.team === team).reduce((sum, line) => sum + line.pts, 0);
    // Basketball knows no draw: play again.
    if (points(teams[0]) !== points(teams[1])) return lines;
  }
}

/** Ten of the twelve appear, the injured one's minutes go to the others. */
function teamLines(
  team: number,
  homeEdge: number,
  skills: readonly number[],
  random: RandomStream,
): readonly MadeUpLine[] {
  const absent = random.integer(ROSTER);
  const share = 240 / (240 - MINUTES[absent]!);
  return MINUTES.flatMap((minutes, slot) =>
    slot === absent ? [] : [playerLine(team, slot, Math.round(minutes * share), homeEdge, skills, random)],
  );
}

function playerLine(
  team: number,
  slot: number,
  min: number,
  homeEdge: number,
  skills: readonly number[],
  random: RandomStream,
): MadeUpLine {
  const player = team * ROSTER + slot;
  const skill = skills[player]!;
  const count = (perMinute: number): number =>
    Math.max(0, Math.round(min * perMinute + random.normal() * Math.sqrt(min * perMinute)));
  const fga = count(0.36);
  const accuracy = Math.min(0.8, Math.max(0.2, 0.46 + 0.05 * skill + homeEdge + 0.05 * random.normal()));
  const fgm = Math.round(fga * accuracy);
  const fg3a = Math.min(fga, count(0.13));
  const fg3m = Math.min(fgm, Math.round(fg3a * 0.36));
  const fta = count(0.09);
  const ftm = Math.round(fta * 0.78);
  const [oreb, dreb] = [count(0.04), count(0.14 * (1 + 0.1 * skill))];
  return {
    player: FIRST_PLAYER_ID + player,
    team,
    min,
    pts: 2 * fgm + fg3m + ftm,
    reb: oreb + dreb,
    ast: count(0.1 * Math.max(0.2, 1 + 0.2 * skill)),
    stl: count(0.03),
    blk: count(0.02),
    tov: count(0.055),
    fgm,
    fga,
    fg3m,
    fg3a,
    ftm,
    fta,
    oreb,
    dreb,
    pf: Math.min(6, count(0.08)),
  };
}
