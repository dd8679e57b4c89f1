import { dayNumber } from '../../../data/day-number';
import { JsonNode } from '../archive/json-node';
import type { Delivery } from './delivery-columns';
import { columnsOf } from './delivery-columns';
import type { DeliveryColumns } from './match-archive';
import { parseDelivery } from './parse-delivery';
import type { PersonOf } from './parse-delivery';

/** Indices of names, given out in order of first use. */
export interface NameIndices {
  /** @param id registry id @param name for reading */
  person(id: string, name: string): number;
  venue(name: string): number;
  team(name: string): number;
}

/** An innings before it has a place in the archive. */
export interface ParsedInnings {
  readonly position: number;
  readonly battingTeam: number;
  readonly bowlingTeam: number;
  readonly isSuperOver: boolean;
  readonly maximumBalls: number;
  readonly target: number | null;
  readonly statedTarget: number | null;
  readonly powerplay: readonly [number, number] | null;
  readonly deliveries: DeliveryColumns;
}

/** A match before it has a place in the archive. */
export interface ParsedMatch {
  readonly id: string;
  readonly day: number;
  readonly venue: number;
  readonly teams: readonly [number, number];
  readonly isWomen: boolean;
  readonly hasResult: boolean;
  readonly innings: readonly ParsedInnings[];
  readonly warnings: readonly string[];
}

const FORMATS: readonly string[] = ['T20', 'IT20'];
const BALLS_PER_OVER = 6;
/** Eight matches state 50 overs although a T20 was played: never more than this. */
const LARGEST_OVERS = 20;
const SUPER_OVER_BALLS = BALLS_PER_OVER;
const USUAL_POWERPLAY = [0, 5] as const;
const LARGEST_RUNS = 1000;

/**
 * Reads one match of the JSON format 1.0.0 or 1.1.0. Rare shapes follow the rules of docs/families/hetero-gnn.md#data.
 *
 * @param file    name in the archive, for errors and the id
 * @param content parsed JSON
 * @throws InvalidMatchError that names the place
 */
export function parseMatch(file: string, content: unknown, indices: NameIndices): ParsedMatch {
  const root = JsonNode.root(file, content);
  const info = root.get('info');
  checkFormat(info);
  const warnings: string[] = [];
  const registry = info.get('registry').get('people');
  const teamNames = info
    .get('teams')
    .list()
    .map((team) => team.text());
  const [first, second] = teamNames;
  if (first === undefined || second === undefined || teamNames.length !== 2) throw info.get('teams').wrong('two teams');
  const teams = [indices.team(first), indices.team(second)] as const;
  const personOf: PersonOf = (name) => indices.person(registry.get(name.text()).text(), name.text());
  const innings: ParsedInnings[] = [];
  for (const [position, node] of root.get('innings').list().entries()) {
    const side = teamNames.indexOf(node.get('team').text());
    if (side < 0) throw node.get('team').wrong(`one of ${teamNames.join(', ')}`);
    const deliveries = parseDeliveries(node, personOf);
    if (deliveries.length === 0) {
      warnings.push(`${file}: innings ${position + 1} has no deliveries and was left out.`);
      continue;
    }
    const frame = inningsFrame(node, position, info, innings.at(-1));
    innings.push({
      ...frame,
      position,
      battingTeam: teams[side]!,
      bowlingTeam: teams[1 - side]!,
      deliveries: columnsOf(deliveries),
    });
  }
  const { day, warning } = firstDay(file, info);
  if (warning !== null) warnings.push(warning);
  return {
    id: file.replace(/^.*\//, '').replace(/\.json$/, ''),
    day,
    venue: indices.venue(info.get('venue').text()),
    teams,
    isWomen: info.get('gender').text() === 'female',
    hasResult: info.get('outcome').get('result').isMissing || info.get('outcome').get('result').text() !== 'no result',
    innings,
    warnings,
  };
}

function checkFormat(info: JsonNode): void {
  const format = info.get('match_type');
  if (!FORMATS.includes(format.text())) throw format.wrong(`a T20 match (${FORMATS.join(' or ')})`);
  const balls = info.get('balls_per_over');
  if (!balls.isMissing && balls.positive() !== BALLS_PER_OVER) throw balls.wrong('6 balls an over');
}

/** The earliest day counts; days that are not in order are said, the match is kept. */
function firstDay(file: string, info: JsonNode): { readonly day: number; readonly warning: string | null } {
  const days = info
    .get('dates')
    .list()
    .map((date) => {
      const day = dayNumber(date.text());
      if (Number.isNaN(day)) throw date.wrong('a date written YYYY-MM-DD');
      return day;
    });
  const day = Math.min(...days);
  if (!Number.isFinite(day)) throw info.get('dates').wrong('at least one date');
  return { day, warning: day === days[0] ? null : `${file}: its dates are out of order; the earliest counts.` };
}

function parseDeliveries(innings: JsonNode, personOf: PersonOf): readonly Delivery[] {
  const overs = innings.get('overs');
  if (overs.isMissing) return [];
  const deliveries: Delivery[] = [];
  let expected = 0;
  for (const over of overs.list()) {
    const number = over.get('over').count(LARGEST_OVERS - 1);
    if (number < expected) throw over.get('over').wrong(`an over after over ${expected - 1}`);
    expected = number + 1;
    for (const delivery of over.get('deliveries').list()) deliveries.push(parseDelivery(delivery, number, personOf));
  }
  return deliveries;
}

type InningsFrame = Pick<ParsedInnings, 'isSuperOver' | 'maximumBalls' | 'target' | 'statedTarget' | 'powerplay'>;

/** What is known of an innings before its first ball. @param before the innings before it in the match, if any */
function inningsFrame(
  node: JsonNode,
  position: number,
  info: JsonNode,
  before: ParsedInnings | undefined,
): InningsFrame {
  const isSuperOver = !node.get('super_over').isMissing;
  const target = node.get('target');
  const statedTarget = target.isMissing || target.get('runs').isMissing ? null : target.get('runs').count(LARGEST_RUNS);
  // Second of its pair: the second main innings, or the second innings of a super over.
  const isSecond = before !== undefined && position % 2 === 1 && before.position === position - 1;
  const derivedTarget = isSecond ? totalRuns(before.deliveries) + 1 : null;
  return {
    isSuperOver,
    statedTarget,
    target: statedTarget ?? derivedTarget,
    maximumBalls: isSuperOver ? SUPER_OVER_BALLS : maximumBalls(info, target),
    powerplay: isSuperOver ? null : powerplayOf(node),
  };
}

/** 14.4 overs are 14 overs and 4 balls. */
function maximumBalls(info: JsonNode, target: JsonNode): number {
  const stated = target.isMissing || target.get('overs').isMissing ? info.get('overs') : target.get('overs');
  const overs = stated.isMissing ? LARGEST_OVERS : Math.min(stated.positive(), LARGEST_OVERS);
  const whole = Math.floor(overs);
  return whole * BALLS_PER_OVER + Math.round((overs - whole) * 10);
}

function powerplayOf(innings: JsonNode): readonly [number, number] {
  const list = innings.get('powerplays');
  const first = list.isMissing ? undefined : list.list()[0];
  if (first === undefined) return USUAL_POWERPLAY;
  const over = (end: JsonNode): number => Math.floor(end.positive());
  return [over(first.get('from')), over(first.get('to'))];
}

function totalRuns(columns: DeliveryColumns): number {
  const { batRuns, wides, noBalls, byes, legByes, penalty } = columns;
  let sum = 0;
  for (const runs of [batRuns, wides, noBalls, byes, legByes, penalty]) for (const value of runs) sum += value;
  return sum;
}
