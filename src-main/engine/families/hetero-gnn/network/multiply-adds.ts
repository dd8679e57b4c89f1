import { BALL_WIDTH, CONTEXT_WIDTH } from '../features/context-layout';
import { CLASS_COUNT } from '../matches/ball-class';
import { FEATURE_NODES, PLAYER_NODES, SINGLE_SOURCE_EDGES, TRANSFORMER_RELATIONS } from './graph-schema';
import { conditionWidth } from './film';
import { SURPRISE_WIDTH } from './surprise-relations';
import { TABLE_WIDTHS, historyRelations, updatedDynamics, updatedNodes, type NetworkShape } from './network-shape';

/** Mean history of a sample in T20 internationals, balls; a packed innings makes each ball once instead. */
const MEAN_HISTORY = 59;

/**
 * Multiply-adds of the matrix products of one sample's forward pass, by block. Norms, softmax and sums over edges are left
 * out: a few per cent.
 */
export function blockCosts(shape: NetworkShape, execution: 'packed' | 'exact'): Readonly<Record<string, number>> {
  const { width: h, headWidth: head } = shape;
  const square = h * h;
  const balls = execution === 'exact' ? MEAN_HISTORY : 1;
  const { venue, team, player, fallbackTeam, fallbackRole } = TABLE_WIDTHS;
  const fallback = shape.hasFallback ? (fallbackTeam + fallbackRole) * h + square : 0;
  const numbers =
    (shape.hasFeaturesToHead ? CONTEXT_WIDTH + BALL_WIDTH : 0) + (shape.hasSurprisesToHead ? SURPRISE_WIDTH : 0);
  const layers = Array.from({ length: shape.layers }, (_, layer) => layerCosts(shape, layer, execution, balls));
  const sum = (block: keyof (typeof layers)[number]) => layers.reduce((total, costs) => total + costs[block], 0);
  return {
    'venue encoder': venue * h + square,
    'team encoder': 2 * (team * h + square),
    'player encoder': PLAYER_NODES.length * (player * h + square + fallback),
    'feature encoders': CONTEXT_WIDTH * h + FEATURE_NODES.length * square,
    'ball encoder': balls * ((BALL_WIDTH + 2 * player) * h + square),
    'context to context': sum('contextToContext'),
    'balls to balls': sum('ballsToBalls'),
    'balls to context': sum('ballsToContext'),
    film: sum('film'),
    readout: readoutCost(shape, balls),
    regression: shape.residual === 'logistic' ? (CONTEXT_WIDTH + BALL_WIDTH) * CLASS_COUNT : 0,
    head: (shape.hasInningsHeads ? 2 : 1) * ((h + numbers) * head + (head * head) / 2 + (head / 2) * CLASS_COUNT),
  };
}

function layerCosts(shape: NetworkShape, layer: number, execution: 'packed' | 'exact', balls: number) {
  const square = shape.width * shape.width;
  const updated = updatedNodes(shape, layer);
  const single = SINGLE_SOURCE_EDGES.filter(({ target }) => updated.includes(target)).length;
  const fromBalls = historyRelations(shape, layer).length + updatedDynamics(shape, layer).length;
  // Query, key, value, and a skip map each that packed execution joins to SAGE's own; SAGE and GATv2 have two maps each.
  const perBall = TRANSFORMER_RELATIONS.length * (execution === 'exact' ? 4 : 3) + 4;
  const filmed = updated.length + (updated.includes('ball') ? balls - 1 : 0);
  return {
    contextToContext: single * (execution === 'exact' ? 2 : 1) * square,
    ballsToBalls: updated.includes('ball') ? balls * perBall * square : 0,
    ballsToContext: fromBalls * (balls + 1) * square,
    film: shape.film.length > 0 ? filmed * (conditionWidth(shape) * shape.width + 2 * square) : 0,
  };
}

function readoutCost({ readout, width }: NetworkShape, balls: number): number {
  const square = width * width;
  if (readout === 'query') return 0;
  // Two maps of 2h to h and one of h to h, and the gate; or the pool's map of each ball and one of 2h to h.
  return readout === 'hybrid' ? 5.5 * square : 2 * square + (balls * square) / 2;
}
