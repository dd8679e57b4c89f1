import type { BallNeighbourhood } from '#contract/snapshots/ball-probabilities';

export type Relation = BallNeighbourhood['relations'][number];

/** What each relation says, in words. */
export const RELATION_WORDS = {
  attends: { label: 'Query', meaning: 'all earlier balls, last layer' },
  faced_by: { label: 'Striker', meaning: 'balls that the striker faced, first layer' },
  partnered_by: { label: 'Non-striker', meaning: 'balls with the non-striker at the other end, first layer' },
  bowled_by: { label: 'Bowler', meaning: 'balls of the bowler, first layer' },
} as const satisfies Record<Relation['relation'], { readonly label: string; readonly meaning: string }>;

/** @returns what uniform attention gives each ball; null without an edge */
export const uniformWeight = ({ edges }: Pick<Relation, 'edges'>): number | null => (edges === 0 ? null : 1 / edges);

/** @returns share of all the attention that the named balls hold: weights sum to 1 over all edges */
export const namedShare = ({ balls }: Relation): number => balls.reduce((sum, { weight }) => sum + weight, 0);

/** Attention this near to uniform everywhere chooses nothing: the relation is a mean. */
const UNIFORM_FACTOR = 1.1;

/** @returns whether the largest weight is within a tenth of the uniform one; false when there is no choice */
export function isNearlyUniform(relation: Relation): boolean {
  const uniform = uniformWeight(relation);
  const largest = relation.balls[0]?.weight;
  return relation.edges > 1 && uniform !== null && largest !== undefined && largest < UNIFORM_FACTOR * uniform;
}
