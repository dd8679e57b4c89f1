import { CONTEXT_NODES as NUMBER_NODES } from '../features/context-layout';
import type { ContextNode as FeatureNode } from '../features/context-layout';

export type { FeatureNode };

/** Context nodes made of an identifier each: one of a kind a sample. */
export const GLOBAL_NODES = ['venue', 'batting_team', 'bowling_team'] as const;
export const STATE_NODES = ['score_state', 'chase_state', 'phase_state', 'time_pressure', 'wicket_buffer'] as const;
export const ACTOR_NODES = [
  'striker_identity',
  'striker_state',
  'nonstriker_identity',
  'nonstriker_state',
  'bowler_identity',
  'bowler_state',
  'partnership',
] as const;
export const DYNAMICS_NODES = ['batting_momentum', 'bowling_momentum', 'pressure_index', 'dot_pressure'] as const;

/** The three players of a delivery, in the order of every stacked input. */
export const PLAYER_NODES = ['striker_identity', 'nonstriker_identity', 'bowler_identity'] as const;
export type PlayerNode = (typeof PLAYER_NODES)[number];

/** Nodes made of numbers. */
export const FEATURE_NODES: readonly FeatureNode[] = NUMBER_NODES;

export type ContextNode =
  | (typeof GLOBAL_NODES)[number]
  | (typeof STATE_NODES)[number]
  | (typeof ACTOR_NODES)[number]
  | (typeof DYNAMICS_NODES)[number];
export type NodeType = ContextNode | 'ball' | 'query';
/** Nodes of which a sample has exactly one. */
export type SingleNode = Exclude<NodeType, 'ball'>;

export const CONTEXT_NODES: readonly ContextNode[] = [
  ...GLOBAL_NODES,
  ...STATE_NODES,
  ...ACTOR_NODES,
  ...DYNAMICS_NODES,
];
/** All 21 node types. */
export const NODE_TYPES: readonly NodeType[] = [...CONTEXT_NODES, 'ball', 'query'];

/** Ball-to-ball relations with dot-product attention and one edge feature. */
export const TRANSFORMER_RELATIONS = [
  'recent_precedes',
  'medium_precedes',
  'same_bowler',
  'same_batsman',
  'same_over',
] as const;
export type TransformerRelation = (typeof TRANSFORMER_RELATIONS)[number];
/** Relations from the balls to one context node, and the node they write to. */
export const HISTORY_RELATIONS = {
  faced_by: 'striker_identity',
  partnered_by: 'nonstriker_identity',
  bowled_by: 'bowler_identity',
  attends: 'query',
} as const satisfies Record<string, SingleNode>;
export type HistoryRelation = keyof typeof HISTORY_RELATIONS;
export const HISTORY_RELATION_NAMES = Object.keys(HISTORY_RELATIONS) as readonly HistoryRelation[];
/** Balls that `informs` looks back, from each dynamics node. */
export const INFORMS_BALLS = 12;

export type Relation =
  | 'conditions'
  | 'relates_to'
  | 'matchup'
  | TransformerRelation
  | 'distant_precedes'
  | 'same_matchup'
  | HistoryRelation
  | 'informs'
  | 'drives';

/** One of the 166 edge types, with the operator that carries its messages. */
export interface EdgeType {
  readonly source: NodeType;
  readonly relation: Relation;
  readonly target: NodeType;
  readonly operator: 'gatv2' | 'transformer' | 'sage';
}

type Pair = readonly [source: NodeType, target: NodeType];

const allPairs = (from: readonly NodeType[], to: readonly NodeType[]): Pair[] =>
  from.flatMap((source) => to.map((target): Pair => [source, target]));
const bothWays = (pairs: readonly Pair[]): Pair[] =>
  pairs.flatMap(([a, b]): Pair[] => [
    [a, b],
    [b, a],
  ]);

const CONDITIONS = [
  ...allPairs(GLOBAL_NODES, STATE_NODES),
  ...allPairs(STATE_NODES, ACTOR_NODES),
  ...allPairs(ACTOR_NODES, DYNAMICS_NODES),
];
const RELATES_TO = bothWays([
  ['venue', 'batting_team'],
  ['venue', 'bowling_team'],
  ['batting_team', 'bowling_team'],
  ['score_state', 'chase_state'],
  ['score_state', 'phase_state'],
  ['score_state', 'time_pressure'],
  ['score_state', 'wicket_buffer'],
  ['chase_state', 'time_pressure'],
  ['phase_state', 'time_pressure'],
  ['time_pressure', 'wicket_buffer'],
  ['batting_momentum', 'bowling_momentum'],
  ['batting_momentum', 'pressure_index'],
  ['bowling_momentum', 'pressure_index'],
  ['pressure_index', 'dot_pressure'],
]);
const MATCHUP = bothWays([
  ['striker_identity', 'striker_state'],
  ['nonstriker_identity', 'nonstriker_state'],
  ['bowler_identity', 'bowler_state'],
  ['striker_identity', 'bowler_identity'],
  ['nonstriker_identity', 'bowler_identity'],
  ['striker_identity', 'nonstriker_identity'],
  ['striker_state', 'partnership'],
  ['nonstriker_state', 'partnership'],
  ['bowler_state', 'partnership'],
  ['striker_identity', 'partnership'],
  ['nonstriker_identity', 'partnership'],
]);

const edges = (relation: Relation, pairs: readonly Pair[], operator: EdgeType['operator'] = 'gatv2'): EdgeType[] =>
  pairs.map(([source, target]) => ({ source, relation, target, operator }));
const BETWEEN_BALLS: readonly Pair[] = [['ball', 'ball']];

/** The 166 edge types of the reference: 160 GATv2, 5 Transformer, 1 SAGE (docs/families/hetero-gnn.md#graph). */
export const EDGE_TYPES: readonly EdgeType[] = [
  ...edges('conditions', CONDITIONS),
  ...edges('relates_to', RELATES_TO),
  ...edges('matchup', MATCHUP),
  ...TRANSFORMER_RELATIONS.flatMap((relation) => edges(relation, BETWEEN_BALLS, 'transformer')),
  ...edges('distant_precedes', BETWEEN_BALLS, 'sage'),
  ...edges('same_matchup', BETWEEN_BALLS),
  ...HISTORY_RELATION_NAMES.flatMap((relation) => edges(relation, [['ball', HISTORY_RELATIONS[relation]]])),
  ...edges('informs', allPairs(['ball'], DYNAMICS_NODES)),
  ...edges('attends', allPairs(CONTEXT_NODES, ['query'])),
  ...edges('drives', allPairs(DYNAMICS_NODES, ['query'])),
];

/**
 * The 151 edge types with exactly one source a target. A softmax over one score is 1, so their attention is the linear map
 * of the source and nothing else.
 */
export const SINGLE_SOURCE_EDGES: readonly EdgeType[] = EDGE_TYPES.filter(({ source }) => source !== 'ball');

/** @returns the single-source edge types into a node, in order: that of the blocks in the packed weights */
export const singleSourcesOf = (target: NodeType): readonly EdgeType[] =>
  SINGLE_SOURCE_EDGES.filter((edge) => edge.target === target);

/** Unique name of an edge type: `striker_state.matchup.partnership`. */
export const edgeName = ({ source, relation, target }: EdgeType): string => `${source}.${relation}.${target}`;
