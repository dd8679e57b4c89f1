import type { InningsGraph } from '../data/innings-graph';
import { BALL_WIDTH, CONTEXT_WIDTH } from '../features/context-layout';
import type { Vocabulary } from '../vocabulary/vocabulary';

/** Numbers of a sample: the context of the moment and the ball before it. */
export const DENSE_WIDTH = CONTEXT_WIDTH + BALL_WIDTH;

/** Entities of a sample, one weight row each: striker, non-striker, bowler, venue, batting team. */
export const ENTITY_SLOTS = 5;

/** Where the rows of each entity begin in one table; row 0 of each is the unknown one, which gets no weight. */
export function entityOffsets({ sizes }: Vocabulary): { readonly starts: readonly number[]; readonly rows: number } {
  const counts = [sizes.players, sizes.players, sizes.players, sizes.venues, sizes.teams].map((size) => size + 1);
  const starts = counts.map((_, slot) => counts.slice(0, slot).reduce((sum, count) => sum + count, 0));
  return { starts, rows: counts.reduce((sum, count) => sum + count, 0) };
}

/** Writes the numbers of the sample of a delivery. @param start in `into` */
export function writeDense(graph: InningsGraph, delivery: number, into: Float32Array, start: number): void {
  into.set(graph.context.subarray(delivery * CONTEXT_WIDTH, (delivery + 1) * CONTEXT_WIDTH), start);
  into.set(graph.balls.subarray((delivery - 1) * BALL_WIDTH, delivery * BALL_WIDTH), start + CONTEXT_WIDTH);
}

/** Writes the table rows of the sample of a delivery; -1 = unknown, no row. @param start in `into` */
export function writeEntities(
  { players, venue, battingTeam }: InningsGraph,
  delivery: number,
  starts: readonly number[],
  into: Int32Array,
  start: number,
): void {
  const ids = [
    players.striker.id[delivery]!,
    players.nonStriker.id[delivery]!,
    players.bowler.id[delivery]!,
    venue,
    battingTeam,
  ];
  ids.forEach((id, slot) => {
    into[start + slot] = id === 0 ? -1 : starts[slot]! + id;
  });
}
