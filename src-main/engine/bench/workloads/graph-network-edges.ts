/** Kinds of context nodes of the packed graph network, one of each a ball. */
const GLOBAL = ['venue', 'batting', 'bowling'] as const;
const STATE = ['score', 'chase', 'phase', 'time', 'wicket'] as const;
const ACTOR = ['striker', 'strikerState', 'partner', 'partnerState', 'bowler', 'bowlerState', 'partnership'] as const;
const DYNAMICS = ['batterMomentum', 'bowlerMomentum', 'pressure', 'dotPressure'] as const;

export const DYNAMICS_NODES: readonly string[] = DYNAMICS;
export const CONTEXT_NODES: readonly string[] = [...GLOBAL, ...STATE, ...ACTOR, ...DYNAMICS];
/** Context nodes that are made from numbers; the rest are embeddings. */
export const FEATURE_NODES: readonly string[] = [
  ...STATE,
  'strikerState',
  'partnerState',
  'bowlerState',
  'partnership',
  ...DYNAMICS,
];

type Edge = readonly [source: string, target: string];
const all = (from: readonly string[], to: readonly string[]): Edge[] =>
  from.flatMap((source) => to.map((target): Edge => [source, target]));
const bothWays = (pairs: readonly Edge[]): Edge[] =>
  pairs.flatMap(([a, b]): Edge[] => [
    [a, b],
    [b, a],
  ]);

const SAME_LEVEL: readonly Edge[] = [
  ['venue', 'batting'],
  ['venue', 'bowling'],
  ['batting', 'bowling'],
  ['score', 'chase'],
  ['score', 'phase'],
  ['score', 'time'],
  ['score', 'wicket'],
  ['chase', 'time'],
  ['phase', 'time'],
  ['time', 'wicket'],
  ['batterMomentum', 'bowlerMomentum'],
  ['batterMomentum', 'pressure'],
  ['bowlerMomentum', 'pressure'],
  ['pressure', 'dotPressure'],
];
const ACTORS: readonly Edge[] = [
  ['striker', 'strikerState'],
  ['partner', 'partnerState'],
  ['bowler', 'bowlerState'],
  ['striker', 'bowler'],
  ['partner', 'bowler'],
  ['striker', 'partner'],
  ['strikerState', 'partnership'],
  ['partnerState', 'partnership'],
  ['bowlerState', 'partnership'],
  ['striker', 'partnership'],
  ['partner', 'partnership'],
];

/** The 151 relations with one source each; the last four repeat the dynamics' edge to the query. */
const EDGES: readonly Edge[] = [
  ...all(GLOBAL, STATE),
  ...all(STATE, ACTOR),
  ...all(ACTOR, DYNAMICS),
  ...bothWays(SAME_LEVEL),
  ...bothWays(ACTORS),
  ...all(CONTEXT_NODES, ['query']),
  ...all(DYNAMICS, ['query']),
];

/** Sources of each target, in order. */
export const SOURCES: ReadonlyMap<string, readonly string[]> = new Map(
  [...CONTEXT_NODES, 'query'].map((node) => [
    node,
    EDGES.filter(([, target]) => target === node).map(([source]) => source),
  ]),
);

/** Ball-to-context relations with dense masked attention over all earlier balls, and what they write to. */
export const DENSE_RELATIONS = { faced: 'striker', partnered: 'partner', bowled: 'bowler', attends: 'query' } as const;
/** Ball-to-ball relations with dot-product attention and one edge feature. */
export const BALL_RELATIONS = ['recent', 'medium', 'sameBowler', 'sameBatter', 'sameOver'] as const;

/** @returns the nodes that a layer updates: the last one only reads out the query */
export const targetsOf = (layer: number, layers: number): readonly string[] =>
  layer === layers - 1 ? ['query'] : [...CONTEXT_NODES, 'query'];
