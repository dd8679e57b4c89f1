import { PAIR_RULES } from './ball-relations';
import type { PairRule } from './ball-relations';
import type { DeliveryKeys } from './delivery-keys';
import type { BallRelation, Direction, EdgeList } from './relations';

/**
 * Edges between the first balls of an innings, as one graph per sample has them.
 * @param balls how many: the history of the sample
 */
export function ballEdges(
  keys: DeliveryKeys,
  balls: number,
  direction: Direction,
): Readonly<Record<BallRelation, EdgeList>> {
  const edgesOf = (relation: BallRelation): EdgeList => edgeList(PAIR_RULES[relation], keys, balls, direction);
  return {
    recent_precedes: edgesOf('recent_precedes'),
    medium_precedes: edgesOf('medium_precedes'),
    distant_precedes: edgesOf('distant_precedes'),
    same_bowler: edgesOf('same_bowler'),
    same_batsman: edgesOf('same_batsman'),
    same_matchup: edgesOf('same_matchup'),
    same_over: edgesOf('same_over'),
  };
}

function edgeList(
  { connects, feature, isMutual }: PairRule,
  keys: DeliveryKeys,
  balls: number,
  direction: Direction,
): EdgeList {
  const source: number[] = [];
  const target: number[] = [];
  const features: number[] = [];
  const add = (from: number, to: number, value: number): void => {
    source.push(from);
    target.push(to);
    features.push(value);
  };
  for (let j = 1; j < balls; j += 1) {
    for (let i = 0; i < j; i += 1) {
      if (!connects(keys, i, j)) continue;
      const value = feature === null ? 0 : feature(keys, i, j);
      add(i, j, value);
      if (isMutual && direction === 'two_way') add(j, i, value);
    }
  }
  return {
    source: Int32Array.from(source),
    target: Int32Array.from(target),
    feature: feature === null ? null : Float32Array.from(features),
  };
}
