import type { InningsGraph, PlayerColumns } from '../data/innings-graph';
import { BALL_WIDTH, CONTEXT_OFFSETS, CONTEXT_WIDTH } from '../features/context-layout';
import { CLASS_COUNT } from '../matches/ball-class';
import type { TableSizes } from '../network/network-shape';

/** Column of chase_state that tells a chase. */
const IS_CHASE = 2;

/**
 * An innings with the habits of a real one: six bowlers change by the over, batters come and swap ends. For timings and for
 * tests of what does not depend on real matches.
 *
 * @param index  its position; odd ones are chases
 * @param length deliveries, the first of which is no sample
 * @param random numbers in [0, 1)
 */
export function madeUpInnings(index: number, length: number, tables: TableSizes, random: () => number): InningsGraph {
  const below = (limit: number) => Math.floor(random() * limit);
  const person = () => below(tables.players + 1);
  const bowlers = Array.from({ length: 6 }, person);
  let [striker, partner] = [person(), person()];
  const deliveries = Array.from({ length }, (_, ball) => {
    const at = { striker, partner, bowler: bowlers[Math.floor(ball / 6) % bowlers.length]! };
    const chance = random();
    if (chance < 0.057) striker = person();
    else if (chance < 0.417) [striker, partner] = [partner, striker];
    return at;
  });
  const ids = (role: 'striker' | 'partner' | 'bowler'): PlayerColumns => ({
    id: Int32Array.from(deliveries, (at) => at[role]),
    team: Int32Array.from(deliveries, () => 1 + below(tables.teams)),
    role: Int32Array.from(deliveries, () => below(8)),
  });
  const players = { striker: ids('striker'), nonStriker: ids('partner'), bowler: ids('bowler') };
  const isChase = index % 2 === 1;
  const context = Float32Array.from({ length: length * CONTEXT_WIDTH }, random);
  for (let moment = 0; moment < length; moment += 1) {
    context[moment * CONTEXT_WIDTH + CONTEXT_OFFSETS.chase_state + IS_CHASE] = isChase ? 1 : 0;
  }
  return {
    innings: index,
    length,
    venue: below(tables.venues + 1),
    battingTeam: 1 + below(tables.teams),
    bowlingTeam: 1 + below(tables.teams),
    isChase,
    isSuperOver: false,
    context,
    balls: Float32Array.from({ length: length * BALL_WIDTH }, () => (random() < 0.2 ? 1 : 0)),
    players,
    keys: {
      length,
      striker: players.striker.id,
      nonStriker: players.nonStriker.id,
      bowler: players.bowler.id,
      over: deliveries.map((_, ball) => Math.floor(ball / 6)),
      positionInOver: deliveries.map((_, ball) => ball % 6),
    },
    labels: Uint8Array.from(deliveries, () => below(CLASS_COUNT)),
    isTarget: Uint8Array.from(deliveries, (_, ball) => (ball === 0 ? 0 : 1)),
  };
}
