import type { DeliveryKeys } from '../edges/delivery-keys';
import { inningsKeys } from '../edges/innings-keys';
import { writeBall } from '../features/ball-features';
import { writeContext } from '../features/context-features';
import { BALL_WIDTH, CONTEXT_WIDTH } from '../features/context-layout';
import { deliveryFacts } from '../features/delivery';
import { inningsFrame } from '../features/innings-frame';
import { InningsState } from '../features/innings-state';
import { labelOf } from '../features/label';
import { WICKET } from '../matches/ball-class';
import type { Innings } from '../matches/match-archive';
import { BOWLER_ROLE, roleOfPosition } from '../vocabulary/player-roles';
import type { Vocabulary } from '../vocabulary/vocabulary';
import type { CricketData } from './cricket-data';
import type { InningsGraph, PlayerColumns } from './innings-graph';

/**
 * Features, labels, ids and keys of one innings, computed in one pass over its deliveries: half a millisecond, so nothing
 * of it is kept between epochs.
 * @param position in `data.archive.innings`
 */
export function buildInningsGraph(data: CricketData, position: number): InningsGraph {
  const { archive, vocabulary } = data;
  const innings = archive.innings[position]!;
  const frame = inningsFrame(archive, innings, data.options.rules);
  const keys = inningsKeys(archive, innings);
  return {
    innings: position,
    length: keys.length,
    venue: vocabulary.venueIds[archive.matches[innings.match]!.venue]!,
    battingTeam: vocabulary.teamIds[innings.battingTeam]!,
    bowlingTeam: vocabulary.teamIds[innings.bowlingTeam]!,
    isChase: frame.target !== null,
    isSuperOver: innings.isSuperOver,
    players: playersOf(vocabulary, innings, keys),
    keys,
    ...featuresOf(data, innings, frame, keys),
  };
}

type Features = Pick<InningsGraph, 'context' | 'balls' | 'labels' | 'isTarget'>;

function featuresOf(
  { archive, options }: CricketData,
  { firstDelivery }: Innings,
  frame: ReturnType<typeof inningsFrame>,
  keys: DeliveryKeys,
): Features {
  const { length } = keys;
  const context = new Float32Array(length * CONTEXT_WIDTH);
  const balls = new Float32Array(length * BALL_WIDTH);
  const labels = new Uint8Array(length);
  const isTarget = new Uint8Array(length);
  const state = new InningsState();
  for (let delivery = 0; delivery < length; delivery += 1) {
    const at = keys.positionInOver[delivery]!;
    const facts = deliveryFacts(archive.deliveries, firstDelivery + delivery, at, options.rules);
    // The row of this moment is written before the delivery is observed: it cannot see it.
    const { striker, nonStriker, bowler, over } = facts;
    writeContext({ frame, state, next: { striker, nonStriker, bowler, over } }, context, delivery * CONTEXT_WIDTH);
    labels[delivery] = labelOf(facts, options.rules);
    isTarget[delivery] = delivery > 0 && (options.labels === 'bat_runs' || facts.isLegal) ? 1 : 0;
    writeBall(facts, labels[delivery] === WICKET, balls, delivery * BALL_WIDTH);
    state.observe(facts);
  }
  return { context, balls, labels, isTarget };
}

function playersOf(vocabulary: Vocabulary, innings: Innings, keys: DeliveryKeys): InningsGraph['players'] {
  const battingTeam = vocabulary.teamIds[innings.battingTeam]!;
  const bowlingTeam = vocabulary.teamIds[innings.bowlingTeam]!;
  const battingOrder = new Map<number, number>();
  const enter = (person: number): void => {
    if (!battingOrder.has(person)) battingOrder.set(person, battingOrder.size + 1);
  };
  for (let delivery = 0; delivery < keys.length; delivery += 1) {
    enter(keys.striker[delivery]!);
    enter(keys.nonStriker[delivery]!);
  }
  const columns = (people: ArrayLike<number>, team: number, roleHere: (person: number) => number): PlayerColumns => {
    const id = Int32Array.from(people, (person) => vocabulary.playerIds[person]!);
    const known = (facts: Int32Array, here: (person: number) => number): Int32Array =>
      Int32Array.from(people, (person) => (vocabulary.playerIds[person] === 0 ? here(person) : facts[person]!));
    return { id, team: known(vocabulary.primaryTeams, () => team), role: known(vocabulary.roles, roleHere) };
  };
  const batterRole = (person: number): number => roleOfPosition(battingOrder.get(person)!);
  return {
    striker: columns(keys.striker, battingTeam, batterRole),
    nonStriker: columns(keys.nonStriker, battingTeam, batterRole),
    bowler: columns(keys.bowler, bowlingTeam, () => BOWLER_ROLE),
  };
}
