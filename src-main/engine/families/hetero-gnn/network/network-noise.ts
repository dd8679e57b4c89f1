import type { HostTensors } from '../../../backend/host-tensor';
import type { NoiseSpec } from '../../family';
import { maskInput } from '../operators/exact-graph';
import { operatorName } from '../operators/exact-parameters';
import { PACKED_INPUTS } from '../packing/packed-graph';
import { EDGE_TYPES, FEATURE_NODES, INFORMS_BALLS, PLAYER_NODES, type EdgeType } from './graph-schema';
import { dropoutName } from './layers';
import type { Execution } from './network';
import { updatedNodes, type NetworkShape } from './network-shape';

interface Sizes {
  readonly graphs: number;
  readonly samples: number;
  readonly balls: number;
}

/**
 * The dropout masks of a training step on a batch; none without dropout.
 *
 * Packed execution has no mask on single-source edge types: there the published program drops whole head blocks of a message
 * (its attention weight, always 1), which would undo the joint product (docs/families/hetero-gnn.md#packed).
 */
export function networkNoise(shape: NetworkShape, execution: Execution, inputs: HostTensors): readonly NoiseSpec[] {
  if (shape.dropout === 0) return [];
  const sizes: Sizes = {
    graphs: inputs['venue']!.shape[0]!,
    samples: inputs['features']!.shape[0]!,
    balls: inputs['balls']!.shape[0]!,
  };
  const masks: Record<string, readonly number[]> = {
    ...encoderMasks(shape, sizes),
    ...readoutMasks(shape, sizes),
    ...layerMasks(shape, execution, sizes, (layer, edge) => {
      const name = operatorName(layer, edge);
      const size = attentionSize(edge, execution, inputs, sizes, shape.heads);
      return size ? { [name]: size } : {};
    }),
  };
  return Object.entries(masks).map(([name, size]) => ({
    name: dropoutName(name),
    shape: size,
    kind: 'bernoulli',
    keep: 1 - shape.dropout,
  }));
}

function encoderMasks({ width, hasFallback }: NetworkShape, { graphs, samples, balls }: Sizes) {
  const players = PLAYER_NODES.length * samples;
  return {
    'encoder.venue': [graphs, width],
    'encoder.team': [2 * graphs, width],
    'encoder.player': [players, width],
    ...(hasFallback ? { 'encoder.fallback': [players, width] } : {}),
    'encoder.features': [FEATURE_NODES.length, samples, width],
    'encoder.ball': [balls, width],
  };
}

function readoutMasks({ width, headWidth, readout, hasInningsHeads }: NetworkShape, { samples }: Sizes) {
  const head = (name: string) => ({ [`${name}.0`]: [samples, headWidth], [`${name}.1`]: [samples, headWidth / 2] });
  return {
    ...(readout === 'hybrid' ? { 'readout.matchup': [samples, width] } : {}),
    ...(readout === 'query' ? {} : { 'readout.combiner': [samples, width] }),
    ...head('head'),
    ...(hasInningsHeads ? head('chase_head') : {}),
  };
}

function layerMasks(
  shape: NetworkShape,
  execution: Execution,
  { samples, balls, graphs }: Sizes,
  ofEdge: (layer: number, edge: EdgeType) => Record<string, readonly number[]>,
): Record<string, readonly number[]> {
  const layers = Array.from({ length: shape.layers }, (_, layer) => layer);
  const nodeSize = (node: string) => {
    if (execution === 'packed') return [samples, shape.width];
    return [graphs, node === 'ball' ? balls / graphs : 1, shape.width];
  };
  return Object.fromEntries(
    layers.flatMap((layer) => {
      const nodes = updatedNodes(shape, layer);
      return [
        ...nodes.map((node): [string, readonly number[]] => [`layer.${layer}.${node}`, nodeSize(node)]),
        ...EDGE_TYPES.filter(({ target }) => nodes.includes(target)).flatMap((edge) =>
          Object.entries(ofEdge(layer, edge)),
        ),
      ];
    }),
  );
}

/** @returns the shape of an edge type's attention weights; null where they are not dropped */
function attentionSize(
  { source, relation, operator }: EdgeType,
  execution: Execution,
  inputs: HostTensors,
  { graphs, samples, balls }: Sizes,
  heads: number,
): readonly number[] | null {
  if (operator === 'sage') return null;
  if (source !== 'ball') return execution === 'exact' ? [graphs, heads, 1, 1] : null;
  if (execution === 'packed' && relation === 'informs') return [samples, heads, 1, INFORMS_BALLS];
  if (execution === 'packed' && relation === 'same_matchup') {
    return [inputs[PACKED_INPUTS.matchupSource]!.shape[0]!, heads];
  }
  return [graphs, heads, inputs[maskInput(relation)]!.shape[1]!, balls / graphs];
}
