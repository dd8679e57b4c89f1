import { dateText, dayNumber } from '../../../data/day-number';
import type { RandomStream } from '../../../random/random-stream';
import { madeUpName } from './made-up-names';

/** A made-up side: players in batting order; the last five bowl. */
export interface MadeUpSide {
  readonly team: string;
  readonly players: readonly MadeUpPlayer[];
}

export interface MadeUpPlayer {
  readonly id: string;
  readonly name: string;
  /** Standard normal: hits more, gets out less. */
  readonly batting: number;
  /** Standard normal: concedes less, takes more wickets. */
  readonly bowling: number;
}

type Json = Readonly<Record<string, unknown>>;

const FIRST_DAY = dayNumber('2019-01-05');
const OVERS = 20;
const REDUCED_OVERS = 12;
const BALLS_PER_OVER = 6;
const WICKETS = 10;
const BOWLERS = 5;
const DAYS_BETWEEN = 3;
const VENUES = 5;

/** One match in the published JSON form: two innings, and a super over when it is tied. */
export function madeUpMatch(number: number, sides: readonly [MadeUpSide, MadeUpSide], random: RandomStream): Json {
  const [first, second] = sides;
  // Some second innings are shortened by rain, as one in thirty really is.
  const overs = random.uniform() < 0.1 ? REDUCED_OVERS : OVERS;
  const one = playInnings(first, second, OVERS, WICKETS, null, random);
  const target = Math.max(1, Math.ceil((one.runs * overs) / OVERS) + (overs === OVERS ? 1 : 0));
  const two = playInnings(second, first, overs, WICKETS, target, random);
  const isTied = overs === OVERS && two.runs === one.runs;
  return {
    meta: { data_version: '1.1.0', created: dateText(FIRST_DAY), revision: 1 },
    info: infoOf(number, sides, random),
    innings: [
      { team: first.team, overs: one.overs, powerplays: [{ from: 0.1, to: 5.6, type: 'mandatory' }] },
      {
        team: second.team,
        overs: two.overs,
        powerplays: [{ from: 0.1, to: overs === OVERS ? 5.6 : 3.6, type: 'mandatory' }],
        target: { overs, runs: target },
      },
      ...(isTied ? superOver(sides, random) : []),
    ],
  };
}

function superOver([first, second]: readonly [MadeUpSide, MadeUpSide], random: RandomStream): readonly Json[] {
  const one = playInnings(second, first, 1, 2, null, random);
  const two = playInnings(first, second, 1, 2, one.runs + 1, random);
  return [
    { team: second.team, super_over: true, overs: one.overs },
    { team: first.team, super_over: true, overs: two.overs },
  ];
}

function infoOf(number: number, sides: readonly [MadeUpSide, MadeUpSide], random: RandomStream): Json {
  const players = sides.flatMap((side) => side.players);
  return {
    balls_per_over: BALLS_PER_OVER,
    dates: [dateText(FIRST_DAY + number * DAYS_BETWEEN)],
    gender: 'male',
    match_type: 'T20',
    match_type_number: number + 1,
    outcome: { winner: sides[0].team, by: { runs: 1 } },
    overs: OVERS,
    players: Object.fromEntries(sides.map((side) => [side.team, side.players.map(({ name }) => name)])),
    registry: { people: Object.fromEntries(players.map(({ name, id }) => [name, id])) },
    season: '2019',
    team_type: 'international',
    teams: sides.map(({ team }) => team),
    toss: { decision: 'bat', winner: sides[0].team },
    venue: madeUpName('Ground', random.integer(VENUES) + 1),
  };
}

interface Played {
  readonly overs: readonly Json[];
  readonly runs: number;
}

function playInnings(
  batting: MadeUpSide,
  bowling: MadeUpSide,
  overs: number,
  wickets: number,
  target: number | null,
  random: RandomStream,
): Played {
  const crease = { striker: 0, nonStriker: 1, next: 2 };
  let runs = 0;
  let out = 0;
  const played: Json[] = [];
  const isOver = (): boolean => out >= wickets || (target !== null && runs >= target);
  for (let over = 0; over < overs && !isOver(); over += 1) {
    const bowler = bowling.players[bowling.players.length - 1 - (over % BOWLERS)]!;
    const deliveries: Json[] = [];
    for (let legal = 0; legal < BALLS_PER_OVER && !isOver();) {
      const [striker, nonStriker] = [batting.players[crease.striker]!, batting.players[crease.nonStriker]!];
      const ball = playBall(striker, bowler, over / overs, random);
      const wicket = ball.isWicket ? { wickets: [{ player_out: striker.name, kind: ball.kind }] } : {};
      const { extras, batRuns, extraRuns } = ball;
      deliveries.push({
        batter: striker.name,
        bowler: bowler.name,
        non_striker: nonStriker.name,
        runs: { batter: batRuns, extras: extraRuns, total: batRuns + extraRuns },
        ...(extraRuns > 0 ? { extras } : {}),
        ...wicket,
      });
      runs += batRuns + extraRuns;
      if (ball.isLegal) legal += 1;
      if (ball.isWicket) {
        out += 1;
        crease.striker = crease.next;
        crease.next = Math.min(crease.next + 1, batting.players.length - 1);
      } else if (batRuns % 2 === 1) swapEnds(crease);
    }
    swapEnds(crease);
    played.push({ over, deliveries });
  }
  return { overs: played, runs };
}

function swapEnds(crease: { striker: number; nonStriker: number }): void {
  [crease.striker, crease.nonStriker] = [crease.nonStriker, crease.striker];
}

interface Ball {
  readonly batRuns: number;
  readonly extraRuns: number;
  readonly extras: Json;
  readonly isLegal: boolean;
  readonly isWicket: boolean;
  readonly kind: string;
}

const NO_RUNS: Ball = { batRuns: 0, extraRuns: 0, extras: {}, isLegal: true, isWicket: false, kind: '' };
const KINDS = ['bowled', 'caught', 'caught', 'caught', 'lbw'] as const;
const RUNS = [0, 1, 2, 3, 4, 6] as const;

/** @param progress share of the innings that is over: risks grow with it, so that there is something true to learn */
function playBall(striker: MadeUpPlayer, bowler: MadeUpPlayer, progress: number, random: RandomStream): Ball {
  const extra = random.uniform();
  if (extra < 0.035) return { ...NO_RUNS, extraRuns: 1, extras: { wides: 1 }, isLegal: false };
  if (extra < 0.04) return { ...NO_RUNS, extraRuns: 1, extras: { noballs: 1 }, isLegal: false };
  if (extra < 0.055) return { ...NO_RUNS, extraRuns: 1, extras: { legbyes: 1 } };
  const edge = striker.batting - bowler.bowling;
  if (random.uniform() < 0.05 * Math.exp(-0.4 * edge + progress - 0.5))
    return { ...NO_RUNS, isWicket: true, kind: KINDS[random.integer(KINDS.length)]! };
  const hitting = Math.exp(0.35 * edge + 0.8 * (progress - 0.5));
  const weights = [38, 36, 7, 0.5, 9 * hitting, 4 * hitting];
  let drawn = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (drawn -= weight) < 0);
  return { ...NO_RUNS, batRuns: RUNS[Math.max(at, 0)]! };
}
