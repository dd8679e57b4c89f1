import type { JsonNode } from '../archive/json-node';
import type { Delivery } from './delivery-columns';
import { NO_PERSON, WICKET_KINDS } from './match-archive';

/** @returns the index of the person that a name of this match stands for */
export type PersonOf = (name: JsonNode) => number;

/** More than any runs of one delivery; keeps slips of the pen out of 8 bits. */
const LARGEST_RUNS = 30;
const LARGEST_WICKETS = 2;

const EXTRAS = ['wides', 'noballs', 'byes', 'legbyes', 'penalty'] as const;

/** @throws InvalidMatchError, also when the runs do not add up or an extra or a wicket is of an unknown kind */
export function parseDelivery(node: JsonNode, over: number, personOf: PersonOf): Delivery {
  const runs = node.get('runs');
  const batRuns = runs.get('batter').count(LARGEST_RUNS);
  const [wides, noBalls, byes, legByes, penalty] = parseExtras(node.get('extras'));
  const total = batRuns + wides + noBalls + byes + legByes + penalty;
  if (runs.get('total').count(2 * LARGEST_RUNS) !== total)
    throw runs.get('total').wrong(`${total}, what its parts add up to`);
  const wickets = parseWickets(node.get('wickets'), personOf);
  return {
    over,
    batter: personOf(node.get('batter')),
    nonStriker: personOf(node.get('non_striker')),
    bowler: personOf(node.get('bowler')),
    batRuns,
    wides,
    noBalls,
    byes,
    legByes,
    penalty,
    ...wickets,
  };
}

type Extras = readonly [wides: number, noBalls: number, byes: number, legByes: number, penalty: number];

function parseExtras(extras: JsonNode): Extras {
  if (extras.isMissing) return [0, 0, 0, 0, 0];
  const unknown = extras.keys().find((key) => !(EXTRAS as readonly string[]).includes(key));
  if (unknown !== undefined) throw extras.get(unknown).wrong(`an extra of ${EXTRAS.join(', ')}`);
  const runs = (key: (typeof EXTRAS)[number]): number => {
    const extra = extras.get(key);
    return extra.isMissing ? 0 : extra.count(LARGEST_RUNS);
  };
  return [runs('wides'), runs('noballs'), runs('byes'), runs('legbyes'), runs('penalty')];
}

type Wickets = Pick<Delivery, 'wicketKind' | 'playerOut' | 'stumper' | 'secondWicketKind'>;

const NO_WICKETS: Wickets = { wicketKind: 0, playerOut: NO_PERSON, stumper: NO_PERSON, secondWicketKind: 0 };

function parseWickets(node: JsonNode, personOf: PersonOf): Wickets {
  const wickets = node.isMissing ? [] : node.list();
  const [first, second] = wickets;
  if (first === undefined) return NO_WICKETS;
  if (wickets.length > LARGEST_WICKETS) throw node.wrong(`at most ${LARGEST_WICKETS} wickets`);
  return {
    wicketKind: kindOf(first),
    playerOut: personOf(first.get('player_out')),
    stumper: stumperOf(first, personOf),
    secondWicketKind: second === undefined ? 0 : kindOf(second),
  };
}

function kindOf(wicket: JsonNode): number {
  const kind = (WICKET_KINDS as readonly string[]).indexOf(wicket.get('kind').text());
  if (kind <= 0) throw wicket.get('kind').wrong(`a kind of wicket (${WICKET_KINDS.slice(1).join(', ')})`);
  return kind;
}

function stumperOf(wicket: JsonNode, personOf: PersonOf): number {
  const fielders = wicket.get('fielders');
  if (wicket.get('kind').text() !== 'stumped' || fielders.isMissing) return NO_PERSON;
  const name = fielders.list()[0]?.get('name');
  // A substitute keeper may be nameless.
  return name === undefined || name.isMissing ? NO_PERSON : personOf(name);
}
