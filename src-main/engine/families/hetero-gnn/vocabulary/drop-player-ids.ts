import type { RandomStream } from '../../../random/random-stream';
import type { InningsGraph, PlayerColumns } from '../data/innings-graph';

/**
 * Id dropout: makes some people of an innings unknown, so that the fallback for unknown people is trained. Somebody is
 * dropped for the whole innings, wherever he stands; his team and role stay, as for people that training never saw.
 *
 * @param rate   probability for each person, 0 to 1
 * @param stream of the run, the epoch and the innings
 * @returns new id columns; everything else of the graph is shared
 */
export function dropPlayerIds(graph: InningsGraph, rate: number, stream: RandomStream): InningsGraph['players'] {
  const { striker, nonStriker, bowler } = graph.keys;
  const dropped = new Map<number, boolean>();
  const isDropped = (person: number): boolean => {
    const known = dropped.get(person);
    if (known !== undefined) return known;
    const drawn = stream.uniform() < rate;
    dropped.set(person, drawn);
    return drawn;
  };
  const without = (columns: PlayerColumns, people: ArrayLike<number>): PlayerColumns => ({
    ...columns,
    id: columns.id.map((id, delivery) => (isDropped(people[delivery]!) ? 0 : id)),
  });
  return {
    striker: without(graph.players.striker, striker),
    nonStriker: without(graph.players.nonStriker, nonStriker),
    bowler: without(graph.players.bowler, bowler),
  };
}
