import type { ModelParameter } from '../../family';
import { EDGE_TYPES, NODE_TYPES, edgeName, type EdgeType } from '../network/graph-schema';
import { encoderParameters } from '../network/encoders';
import { filmParameters } from '../network/film';
import { normParameters } from '../network/layers';
import type { NetworkShape } from '../network/network-shape';
import { readoutParameters } from '../network/readout';
import { gatv2Parameters } from './gatv2';
import { sageParameters } from './sage';
import { transformerParameters } from './transformer';

/** Name of an edge type's operator in a layer. */
export const operatorName = (layer: number, edge: EdgeType): string => `layer.${layer}.${edgeName(edge)}`;
export const nodeNormName = (layer: number, node: string): string => `layer.${layer}.${node}.norm`;
export const filmName = (layer: number, node: string): string => `layer.${layer}.${node}.film`;

/**
 * Parameters of the published program: operators of all 166 edge types in all layers, most of which nothing ever reads
 * (docs/families/hetero-gnn.md#parameters). 18,284,487 for `base` at width 128 with its tables.
 */
export function exactParameters(shape: NetworkShape): readonly ModelParameter[] {
  const layers = Array.from({ length: shape.layers }, (_, layer) => layer);
  return [
    ...encoderParameters(shape),
    ...layers.flatMap((layer) => [
      ...EDGE_TYPES.flatMap((edge) => operatorParameters(shape, layer, edge)),
      ...NODE_TYPES.flatMap((node) => normParameters(nodeNormName(layer, node), 'norms', [shape.width])),
      ...(shape.film.length > 0 ? NODE_TYPES.flatMap((node) => filmParameters(filmName(layer, node), shape)) : []),
    ]),
    ...readoutParameters(shape),
  ];
}

/** Block of an edge type's operator in tables of parameters. */
export const edgeBlock = (edge: EdgeType): string =>
  edge.source === 'ball' ? (edge.target === 'ball' ? 'balls to balls' : 'balls to context') : 'context to context';

export function operatorParameters(shape: NetworkShape, layer: number, edge: EdgeType): readonly ModelParameter[] {
  const [name, block] = [operatorName(layer, edge), edgeBlock(edge)];
  switch (edge.operator) {
    case 'gatv2':
      return gatv2Parameters(name, block, shape);
    case 'transformer':
      return transformerParameters(name, block, shape.width);
    case 'sage':
      return sageParameters(name, block, shape.width);
  }
}
