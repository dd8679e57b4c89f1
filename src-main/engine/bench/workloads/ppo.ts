import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../backend/executor';
import { linear } from './layers';
import {
  dropoutInput,
  linearParameters,
  one,
  uniformFor,
  zero,
  type Workload,
  type WorkloadParameter,
} from './workload';

/** Which of the two networks, and how many positions one update sees. */
export interface PpoOptions {
  readonly network?: 'attention' | 'flatten';
  readonly batch?: number;
  /** Edge of the square map, cells. */
  readonly mapSize?: number;
}

interface ConvolutionLayer {
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

const ATTENTION_LAYERS: readonly ConvolutionLayer[] = [
  { from: 5, to: 32, kernel: 8, stride: 4, pad: 'same' },
  { from: 32, to: 64, kernel: 4, stride: 4, pad: 'valid' },
  { from: 64, to: 128, kernel: 4, stride: 2, pad: 'same' },
];
const FLATTEN_LAYERS: readonly ConvolutionLayer[] = [
  { from: 5, to: 32, kernel: 8, stride: 4, pad: 'same' },
  { from: 32, to: 64, kernel: 4, stride: 2, pad: 'same' },
  { from: 64, to: 64, kernel: 3, stride: 1, pad: 'valid' },
];
const ACTIONS = 90;
const GLOBAL_FEATURES = 16;
const CLIP = 0.2;
const VALUE_WEIGHT = 0.5;
const ENTROPY_WEIGHT = 0.01;

const sizeAfter = (size: number, { kernel, stride, pad }: ConvolutionLayer): number =>
  pad === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;

function layerParameters(layer: ConvolutionLayer, index: number, hasGate: boolean): WorkloadParameter[] {
  const { from, to, kernel } = layer;
  const name = `convolution${index}`;
  const gate: WorkloadParameter[] = [
    { name: `${name}.scale`, shape: [to], initial: one },
    { name: `${name}.offset`, shape: [to], initial: zero },
    { name: `${name}.gate`, shape: [1, 1, to, 1], initial: uniformFor(to) },
    { name: `${name}.gateBias`, shape: [1], initial: zero },
  ];
  return [
    { name: `${name}.filter`, shape: [kernel, kernel, from, to], initial: uniformFor(from * kernel * kernel) },
    { name: `${name}.bias`, shape: [to], initial: zero },
    ...(hasGate ? gate : []),
  ];
}

/** A PPO update (clipped policy, value, entropy) of an actor-critic over maps [batch, 5, size, size], fed channels-first. */
export function ppo({ network = 'attention', batch = 384, mapSize = 128 }: PpoOptions = {}): Workload {
  const hasAttention = network === 'attention';
  const layers = hasAttention ? ATTENTION_LAYERS : FLATTEN_LAYERS;
  const finalSize = layers.reduce(sizeAfter, mapSize);
  const mapFeatures = hasAttention ? 128 : finalSize * finalSize * 64;
  const mapWidth = hasAttention ? 256 : 512;

  /** Frozen batch norm folded into the filter: the same function and gradients with fewer passes over the map. */
  function gatedLayer(
    parameters: NamedTensors,
    inputs: NamedTensors,
    x: Tensor,
    layer: ConvolutionLayer,
    index: number,
  ): Tensor {
    const of = (part: string) => parameters[`convolution${index}.${part}`]!;
    const scale = tf.mul(of('scale'), tf.rsqrt(tf.add(inputs[`variance${index}`]!, 1e-5)));
    const bias = tf.add(of('offset'), tf.mul(tf.sub(of('bias'), inputs[`mean${index}`]!), scale));
    const filter = tf.mul<Tensor4D>(of('filter'), scale);
    const map = tf.relu(tf.add(tf.conv2d(x as Tensor4D, filter, layer.stride, layer.pad), bias));
    const gate = tf.add(tf.conv2d(map as Tensor4D, of('gate') as Tensor4D, 1, 'valid'), of('gateBias'));
    return tf.mul(map, tf.sigmoid(gate));
  }

  function plainLayer(
    parameters: NamedTensors,
    _: NamedTensors,
    x: Tensor,
    layer: ConvolutionLayer,
    index: number,
  ): Tensor {
    const filter = parameters[`convolution${index}.filter`] as Tensor4D;
    return tf.relu(
      tf.add(tf.conv2d(x as Tensor4D, filter, layer.stride, layer.pad), parameters[`convolution${index}.bias`]!),
    );
  }

  function joined(parameters: NamedTensors, map: Tensor, global: Tensor): Tensor {
    if (!hasAttention) return tf.concat([map, global], 1);
    const query = linear(parameters, 'query', map);
    const similarity = tf.sum(tf.mul(query, linear(parameters, 'key', global)), 1, true);
    const weight = tf.softmax(tf.mul(similarity, 1 / Math.sqrt(128)));
    const attended = linear(parameters, 'attended', tf.mul(linear(parameters, 'value', global), weight));
    return tf.concat([map, global, attended], 1);
  }

  function policyAndValue(parameters: NamedTensors, inputs: NamedTensors): { logits: Tensor; value: Tensor } {
    const layerOf = hasAttention ? gatedLayer : plainLayer;
    let map: Tensor = tf.transpose(inputs['map']!, [0, 2, 3, 1]);
    layers.forEach((layer, index) => {
      map = layerOf(parameters, inputs, map, layer, index);
    });
    const dense = (name: string, x: Tensor) => tf.relu(linear(parameters, name, x));
    const mapVector = dense('map', hasAttention ? tf.mean(map, [1, 2]) : tf.reshape(map, [batch, mapFeatures]));
    const globalVector = dense('global1', dense('global0', inputs['global']!));
    const fused = tf.mul(dense('fusion', joined(parameters, mapVector, globalVector)), inputs['dropout']!);
    return {
      logits: linear(parameters, 'policy1', dense('policy0', fused)),
      value: tf.reshape(linear(parameters, 'value1', dense('value0', fused)), [batch]),
    };
  }

  return {
    name: `ppo ${network}, ${batch} positions`,
    sampleCount: batch,
    parameters: [
      ...layers.flatMap((layer, index) => layerParameters(layer, index, hasAttention)),
      ...linearParameters('map', mapFeatures, mapWidth),
      ...linearParameters('global0', GLOBAL_FEATURES, 128),
      ...linearParameters('global1', 128, 128),
      ...(hasAttention ? linearParameters('query', 256, 128) : []),
      ...(hasAttention ? ['key', 'value', 'attended'].flatMap((name) => linearParameters(name, 128, 128)) : []),
      ...linearParameters('fusion', hasAttention ? 512 : 640, 256),
      ...linearParameters('policy0', 256, 128),
      ...linearParameters('policy1', 128, ACTIONS),
      ...linearParameters('value0', 256, 128),
      ...linearParameters('value1', 128, 1),
    ],
    inputs: {
      map: { shape: [batch, 5, mapSize, mapSize], element: (random) => (random() < 0.5 ? 0 : random()) },
      global: { shape: [batch, GLOBAL_FEATURES], element: (random) => random() * 2 - 1 },
      legal: { shape: [batch, ACTIONS], element: (random, at) => (at % ACTIONS === 0 || random() < 0.6 ? 1 : 0) },
      action: { shape: [batch, ACTIONS], element: (_, at) => (at % ACTIONS === 0 ? 1 : 0) },
      advantage: { shape: [batch], element: (random) => random() * 2 - 1 },
      returns: { shape: [batch], element: (random) => random() * 2 - 1 },
      oldLogProbability: { shape: [batch], element: (random) => -3 - random() },
      dropout: dropoutInput([batch, 256], 0.1),
      ...(hasAttention ? normStatistics(layers) : {}),
    },
    loss(parameters, inputs) {
      const { logits, value } = policyAndValue(parameters, inputs);
      const blocked = tf.mul(tf.sub(inputs['legal']!, 1), 1e8);
      const logProbabilities = tf.logSoftmax(tf.add(logits, blocked));
      const policy = policyLoss(logProbabilities, inputs);
      const valueError = tf.mean(tf.square(tf.sub(value, inputs['returns']!)));
      const surprise = tf.mul(tf.exp(logProbabilities), tf.mul(logProbabilities, inputs['legal']!));
      const entropy = tf.neg(tf.mean(tf.sum(surprise, 1)));
      const loss = tf.sub<Scalar>(tf.add(policy, tf.mul(valueError, VALUE_WEIGHT)), tf.mul(entropy, ENTROPY_WEIGHT));
      return { loss, outputs: { value } };
    },
  };
}

function policyLoss(logProbabilities: Tensor, inputs: NamedTensors): Tensor {
  const chosen = tf.sum(tf.mul(logProbabilities, inputs['action']!), 1);
  const ratio = tf.exp(tf.sub(chosen, inputs['oldLogProbability']!));
  const advantage = inputs['advantage']!;
  const clipped = tf.mul(tf.clipByValue(ratio, 1 - CLIP, 1 + CLIP), advantage);
  return tf.neg(tf.mean(tf.minimum(tf.mul(ratio, advantage), clipped)));
}

function normStatistics(layers: readonly ConvolutionLayer[]): Workload['inputs'] {
  return Object.fromEntries(
    layers.flatMap(({ to }, index) => [
      [`mean${index}`, { shape: [to], element: (random: () => number) => (random() - 0.5) * 0.1 }],
      [`variance${index}`, { shape: [to], element: (random: () => number) => 0.5 + random() }],
    ]),
  );
}
