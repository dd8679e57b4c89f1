import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { linear } from '../../../layers/linear';
import { convolutionLayers, networkWidths, normOf, type ConvolutionLayer, type NetworkShape } from './network-shape';
import { channelStatistics, groupNorm, normAsAffine, runningStatistics, type ChannelStatistics } from './normalize-map';

/** Where batch norm takes its statistics from. */
export type StatisticsSource = 'running' | 'batch';

/** What the map becomes. */
export interface MapFeatures {
  /** float32 [B, 256 or 512] */
  readonly vector: Tensor2D;
  /** float32 [B, H, W, C], behind the last convolution. */
  readonly last: Tensor4D;
  /** float32 [B, H, W, 1] behind each convolution; empty without spatial attention. */
  readonly gates: readonly Tensor4D[];
  /** Of each convolution's output before its norm; empty unless they come from the batch. */
  readonly statistics: readonly ChannelStatistics[];
}

/** Three convolutions, each with norm, ReLU and spatial gate where configured; then a vector. */
export function mapFeatures(
  parameters: NamedTensors,
  map: Tensor4D,
  shape: NetworkShape,
  source: StatisticsSource,
): MapFeatures {
  const gates: Tensor4D[] = [];
  const statistics: ChannelStatistics[] = [];
  let current = map;
  convolutionLayers(shape).forEach((layer, index) => {
    const normed = convolveAndNormalize(parameters, current, { shape, layer, index, source });
    if (normed.statistics) statistics.push(normed.statistics);
    current = tf.relu(normed.map);
    if (shape.arch === 'attention' && shape.spatial_attention) {
      const gate = spatialGate(parameters, index, current);
      gates.push(gate);
      current = tf.mul(current, gate);
    }
  });
  return { vector: mapVector(parameters, current, shape), last: current, gates, statistics };
}

interface LayerContext {
  readonly shape: NetworkShape;
  readonly layer: ConvolutionLayer;
  readonly index: number;
  readonly source: StatisticsSource;
}

function convolveAndNormalize(
  parameters: NamedTensors,
  map: Tensor4D,
  { shape, layer, index, source }: LayerContext,
): { readonly map: Tensor4D; readonly statistics?: ChannelStatistics } {
  const filter = parameters[`convolution.${index}.weight`] as Tensor4D;
  const bias = parameters[`convolution.${index}.bias`]!;
  const convolved = () => tf.add<Tensor4D>(tf.conv2d(map, filter, layer.stride, layer.pad), bias);
  switch (normOf(shape)) {
    case 'none':
      return { map: convolved() };
    case 'group8':
      return { map: groupNorm(parameters, index, convolved()) };
    case 'batch-frozen':
    case 'batch-train':
      break;
  }
  if (source === 'batch') {
    const raw = convolved();
    const statistics = channelStatistics(raw);
    const { scale, shift } = normAsAffine(parameters, index, statistics);
    return { map: tf.add(tf.mul(raw, scale), shift), statistics };
  }
  // Folded into the filter: the same function and gradients with two passes fewer over the map.
  const { scale, shift } = normAsAffine(parameters, index, runningStatistics(parameters, index));
  const folded = tf.conv2d(map, tf.mul<Tensor4D>(filter, scale), layer.stride, layer.pad);
  return { map: tf.add(folded, tf.add(tf.mul(bias, scale), shift)) };
}

/** sigmoid(1 x 1 convolution): one number a place. */
const spatialGate = (parameters: NamedTensors, index: number, map: Tensor4D): Tensor4D =>
  tf.sigmoid(
    tf.add(
      tf.conv2d(map, parameters[`convolution.${index}.gate.weight`] as Tensor4D, 1, 'valid'),
      parameters[`convolution.${index}.gate.bias`]!,
    ),
  );

function mapVector(parameters: NamedTensors, map: Tensor4D, shape: NetworkShape): Tensor2D {
  const isPooled = shape.arch === 'attention' && shape.pool === 'gap';
  const [batch] = map.shape;
  const pooled: Tensor = isPooled ? tf.mean(map, [1, 2]) : tf.reshape(map, [batch, networkWidths(shape).pooled]);
  return tf.relu(linear(parameters, 'map', pooled as Tensor2D));
}
