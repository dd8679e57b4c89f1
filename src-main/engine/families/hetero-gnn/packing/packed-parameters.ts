import type { ModelParameter } from '../../family';
import { DYNAMICS_NODES, EDGE_TYPES, singleSourcesOf, type EdgeType, type SingleNode } from '../network/graph-schema';
import { encoderParameters } from '../network/encoders';
import { filmParameters } from '../network/film';
import { normParameters, vectorParameter, weightParameter } from '../network/layers';
import { updatedNodes, updatedSingleNodes, type NetworkShape } from '../network/network-shape';
import { readoutParameters } from '../network/readout';
import { edgeBlock, filmName, nodeNormName, operatorParameters } from '../operators/exact-parameters';
import { glorotBound } from '../operators/gatv2';

/** Name of the joint linear map of a node's single-source edge types: `<name>.weight` and `<name>.bias`. */
export const singleSourcesName = (layer: number, target: SingleNode): string => `layer.${layer}.${target}.sources`;

/** The edge types from balls into the nodes that a layer updates; all have operators of their own. */
export const ballEdges = (shape: NetworkShape, layer: number): readonly EdgeType[] =>
  EDGE_TYPES.filter(({ source, target }) => source === 'ball' && updatedNodes(shape, layer).includes(target));

/**
 * The parameters that can influence the output, and no others: single-source edge types are one matrix and one bias each,
 * and the last layer has only what is read out. 7,939,911 for `base` at width 128 with the tables of the published program.
 */
export function packedParameters(shape: NetworkShape): readonly ModelParameter[] {
  const layers = Array.from({ length: shape.layers }, (_, layer) => layer);
  return [
    ...encoderParameters(shape),
    ...layers.flatMap((layer) => [
      ...updatedSingleNodes(shape, layer).flatMap((node) => singleSourceParameters(shape, layer, node)),
      ...ballEdges(shape, layer).flatMap((edge) => operatorParameters(shape, layer, edge)),
      ...updatedNodes(shape, layer).flatMap((node) =>
        normParameters(nodeNormName(layer, node), 'norms', [shape.width]),
      ),
      ...(shape.film.length > 0
        ? updatedNodes(shape, layer).flatMap((node) => filmParameters(filmName(layer, node), shape))
        : []),
    ]),
    ...readoutParameters(shape),
  ];
}

/** One block of h rows and one bias an edge type, in the order of {@link singleSourcesOf}. */
function singleSourceParameters({ width }: NetworkShape, layer: number, target: SingleNode): ModelParameter[] {
  const edges = singleSourcesOf(target);
  const name = singleSourcesName(layer, target);
  const block = edgeBlock(edges[0]!);
  return [
    weightParameter(`${name}.weight`, block, [edges.length * width, width], glorotBound(width)),
    vectorParameter(`${name}.bias`, block, [edges.length, width], { kind: 'zeros' }),
  ];
}

/** @returns whether a node type is one of the four that `informs` writes to */
export const isDynamics = (node: string): boolean => (DYNAMICS_NODES as readonly string[]).includes(node);
