import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { LossFunction } from '../../../../../src-main/engine/backend/executor';
import { CHANNELS_LAST_CONVOLUTIONS } from '../../../../../src-main/engine/backend/tensorflow/conversion/channels-last-convolution';
import { EMITTERS } from '../../../../../src-main/engine/backend/tensorflow/conversion/emitters/registry';
import { applyPeepholes } from '../../../../../src-main/engine/backend/tensorflow/conversion/peepholes/apply-peepholes';
import { compileStep, trainingSource } from '../../../../../src-main/engine/compiler/step/compile-step';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';

const X_SHAPE = [4, 6, 6, 3];

/** @returns how often each operation is left in a small training step after the peepholes */
function operationsOf(activation: (x: tf.Tensor) => tf.Tensor): Record<string, number> {
  const store = new ParameterStore(
    Object.entries({ filter: [3, 3, 3, 5], bias: [5] }).map(([name, shape]) => ({
      name,
      shape,
      trainable: true,
      decay: false,
      block: 'model',
    })),
  );
  const loss: LossFunction = ({ filter, bias }, { x, y }) => {
    const image = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
    const activated = activation(tf.add(image, bias!));
    return { loss: tf.sum<tf.Scalar>(tf.mul(activated, y!)), outputs: {} };
  };
  const source = trainingSource(loss, store.slots, 'separate');
  const signature = { x: { shape: X_SHAPE, dtype: 'float32' }, y: { shape: [4, 6, 6, 5], dtype: 'float32' } } as const;
  const { graph } = compileStep(source, signature, CHANNELS_LAST_CONVOLUTIONS);
  const counts: Record<string, number> = {};
  for (const { operation } of applyPeepholes(graph)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

describe('peepholes', () => {
  it.each([
    ['ReluGrad', tf.relu],
    ['SigmoidGrad', tf.sigmoid],
    ['TanhGrad', tf.tanh],
  ] as const)('writes the gradient of an activation as one %s', (operation, activation) => {
    const counts = operationsOf(activation);
    expect(counts[operation]).toBe(1);
    // What the gradient was made of is gone: the product that remains is the model's own with y, in the loss.
    expect(counts['Mul']).toBe(1);
    expect(counts['HardSigmoid'] ?? 0).toBe(0);
    expect(counts['Sub'] ?? 0).toBe(0);
  });

  it('writes the bias of a convolution and its gradient as operations of TensorFlow', () => {
    const counts = operationsOf(tf.relu);
    expect(counts['BiasAdd']).toBe(1);
    expect(counts['Add'] ?? 0).toBe(0);
    expect(counts['BiasAddGrad']).toBe(1);
    expect(counts['ReduceSum']).toBe(1);
  });

  it('convolves channels-last images without moving their channels', () => {
    const counts = operationsOf(tf.relu);
    expect(counts['Conv2D']).toBe(1);
    expect(counts['Conv2DBackpropFilter']).toBe(1);
    expect(counts['Transpose'] ?? 0).toBe(0);
  });

  it('leaves only operations that have an emitter', () => {
    for (const operation of Object.keys(operationsOf(tf.relu))) expect(EMITTERS).toHaveProperty(operation);
  });
});
