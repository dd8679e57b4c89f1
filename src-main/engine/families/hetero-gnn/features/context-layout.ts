/**
 * Number nodes of the graph and their widths, in the order in which {@link InningsGraph.context} holds them.
 * docs/families/hetero-gnn.md#features gives the formulas.
 */
export const CONTEXT_WIDTHS = {
  score_state: 5,
  chase_state: 7,
  phase_state: 6,
  time_pressure: 3,
  wicket_buffer: 2,
  striker_state: 8,
  nonstriker_state: 8,
  bowler_state: 8,
  partnership: 4,
  batting_momentum: 1,
  bowling_momentum: 1,
  pressure_index: 1,
  dot_pressure: 5,
} as const;
export type ContextNode = keyof typeof CONTEXT_WIDTHS;
export const CONTEXT_NODES = Object.keys(CONTEXT_WIDTHS) as readonly ContextNode[];

const starts = CONTEXT_NODES.map((_, position) =>
  CONTEXT_NODES.slice(0, position).reduce((sum, node) => sum + CONTEXT_WIDTHS[node], 0),
);

/** First column of each node. */
export const CONTEXT_OFFSETS = Object.fromEntries(
  CONTEXT_NODES.map((node, position) => [node, starts[position]!]),
) as Readonly<Record<ContextNode, number>>;

/** Columns of a context row: 59. */
export const CONTEXT_WIDTH = CONTEXT_NODES.reduce((sum, node) => sum + CONTEXT_WIDTHS[node], 0);

/** Numbers of a ball node. */
export const BALL_WIDTH = 18;
