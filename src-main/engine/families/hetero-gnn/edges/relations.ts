/** Relations from ball to ball, as the exact graph names them. */
export const BALL_RELATIONS = [
  'recent_precedes',
  'medium_precedes',
  'distant_precedes',
  'same_bowler',
  'same_batsman',
  'same_matchup',
  'same_over',
] as const;
export type BallRelation = (typeof BALL_RELATIONS)[number];

/** Relations from ball to one context node; every such ball is a source, there is one target. */
export const READOUT_RELATIONS = ['faced_by', 'partnered_by', 'bowled_by', 'informs'] as const;
export type ReadoutRelation = (typeof READOUT_RELATIONS)[number];

/** `two_way`: same_bowler and same_batsman also lead from later to earlier balls, as in the reference. `causal`: never. */
export type Direction = 'two_way' | 'causal';

/** Edges of one relation, in any order. */
export interface EdgeList {
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** One number an edge; null for same_matchup, whose operator takes none. (distant_precedes has one that its operator ignores.) */
  readonly feature: Float32Array | null;
}

/** A relation as matrices over the balls of an innings; row = target ball j, column = source ball i < j. */
export interface CausalRelation {
  /** float32 [n, n], 1 = edge. */
  readonly mask: Float32Array;
  /** float32 [n, n], edge feature, 0 where there is no edge; null for same_matchup. */
  readonly feature: Float32Array | null;
}
