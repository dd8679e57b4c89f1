import { linearParameters } from '../../../layers/linear';
import type { Initializer, ModelParameter } from '../../family';
import {
  ACTIONS,
  ATTACKS,
  convolutionLayers,
  FIRST_WAIT,
  GLOBAL_FEATURES,
  hasRunningStatistics,
  networkWidths,
  normOf,
  type ConvolutionLayer,
  type NetworkShape,
} from './network-shape';

const ZEROS: Initializer = { kind: 'zeros' };
const ONES: Initializer = { kind: 'ones' };
/** Gains of Stable-Baselines3: hidden layers, the logits, the value. */
const HIDDEN: Initializer = { kind: 'orthogonal', gain: Math.SQRT2 };
const LOGITS: Initializer = { kind: 'orthogonal', gain: 0.01 };
const VALUE: Initializer = { kind: 'orthogonal', gain: 1 };

/** Statistics that batch norm keeps; changed between updates, never by the optimiser. */
export const runningMean = (layer: number): string => `convolution.${layer}.norm.mean`;
export const runningVariance = (layer: number): string => `convolution.${layer}.norm.variance`;

/**
 * Parameters of the two networks with the orthogonal start of the original (spec sections 1.1 to 1.4).
 * Trainable: 6,763,387 for `flatten`, 517,982 for `attention` as in the brief.
 */
export function networkParameters(shape: NetworkShape): readonly ModelParameter[] {
  const { pooled, map, global, attended, fused } = networkWidths(shape);
  return [
    ...convolutionLayers(shape).flatMap((layer, index) => convolutionParameters(shape, layer, index)),
    ...dense('map', 'map', pooled, map),
    ...globalLayers(shape).flatMap(({ name, inputs, outputs }) => dense(name, 'globals', inputs, outputs)),
    ...crossAttentionParameters(shape),
    ...dense('fusion', 'fusion', map + global + attended, fused),
    ...headParameters(shape, 'actor', ACTIONS, { weight: LOGITS, bias: logitBias(shape) }),
    ...headParameters(shape, 'critic', 1, { weight: VALUE, bias: ZEROS }),
  ];
}

/** How a linear layer starts. */
interface LinearStart {
  readonly weight: Initializer;
  readonly bias: Initializer;
}

const HIDDEN_START: LinearStart = { weight: HIDDEN, bias: ZEROS };

const dense = (name: string, block: string, inputs: number, outputs: number, start = HIDDEN_START) =>
  linearParameters({ name, block, inputs, outputs, ...start });

/**
 * The bias of the logits: zeros, or one for WAIT that makes it as likely as configured where all attacks are allowed. The
 * logit of WAIT then stands against as many others as there are attacks:
 *
 *   share = exp(bias) / (exp(bias) + attacks)
 *
 * With a city to build both sides count double, so the share is the same.
 */
function logitBias({ initial_wait_share: share }: NetworkShape): Initializer {
  if (share === null) return ZEROS;
  const value = Math.log((share / (1 - share)) * ATTACKS);
  return { kind: 'constant-between', value, from: FIRST_WAIT, to: ACTIONS };
}

interface DenseLayer {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** The MLP over the global features; four frames go through a wider first layer. */
export function globalLayers({ frame_stack }: NetworkShape): readonly DenseLayer[] {
  const widths = frame_stack === 1 ? [GLOBAL_FEATURES, 128, 128] : [GLOBAL_FEATURES * frame_stack, 256, 128, 128];
  return widths.slice(1).map((outputs, index) => ({ name: `globals.${index}`, inputs: widths[index]!, outputs }));
}

/** Hidden layers of a head, before its output. */
export const headWidths = ({ heads }: NetworkShape): readonly number[] => (heads === 'brief' ? [128] : [64, 64]);

function headParameters(shape: NetworkShape, head: 'actor' | 'critic', outputs: number, last: LinearStart) {
  const widths = [networkWidths(shape).fused, ...headWidths(shape)];
  return [
    ...widths.slice(1).flatMap((width, index) => dense(`${head}.${index}`, head, widths[index]!, width)),
    ...dense(`${head}.output`, head, widths.at(-1)!, outputs, last),
  ];
}

function convolutionParameters(shape: NetworkShape, layer: ConvolutionLayer, index: number): readonly ModelParameter[] {
  const { from, to, kernel } = layer;
  const name = `convolution.${index}`;
  const block = `convolution ${index + 1}`;
  const of = (part: string, sizes: readonly number[], initializer: Initializer, decay = false, trainable = true) => ({
    name: `${name}.${part}`,
    shape: sizes,
    initializer,
    decay,
    trainable,
    block,
  });
  const norm = [of('norm.scale', [to], ONES), of('norm.offset', [to], ZEROS)];
  const statistics = [of('norm.mean', [to], ZEROS, false, false), of('norm.variance', [to], ONES, false, false)];
  const gate = [of('gate.weight', [1, 1, to, 1], HIDDEN, true), of('gate.bias', [1], ZEROS)];
  return [
    of('weight', [kernel, kernel, from, to], HIDDEN, true),
    of('bias', [to], ZEROS),
    ...(normOf(shape) === 'none' ? [] : norm),
    ...(hasRunningStatistics(shape) ? statistics : []),
    ...(shape.arch === 'attention' && shape.spatial_attention ? gate : []),
  ];
}

function crossAttentionParameters(shape: NetworkShape): readonly ModelParameter[] {
  const { map, global, attended } = networkWidths(shape);
  if (attended === 0) return [];
  const isParity = shape.cross_attention === 'parity';
  const channels = convolutionLayers(shape).at(-1)!.to;
  // parity: the map asks the globals, one query for one key; repaired: the globals ask the places of the map.
  const [queryInputs, keyInputs] = isParity ? [map, global] : [global, channels];
  const layer = (part: string, inputs: number) => dense(`cross_attention.${part}`, 'cross-attention', inputs, attended);
  return [
    ...layer('query', queryInputs),
    ...layer('key', keyInputs),
    ...layer('value', keyInputs),
    ...layer('output', attended),
  ];
}
