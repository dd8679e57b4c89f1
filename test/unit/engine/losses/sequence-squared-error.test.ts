import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEagerExecutor } from '../../../../src-main/engine/backend/eager/eager-executor';
import {
  sequenceSquaredError,
  type SequenceNormalization,
} from '../../../../src-main/engine/losses/sequence-squared-error';

beforeAll(async () => {
  await createEagerExecutor({ backend: 'cpu' });
});

/** Two samples of three frames, time-major; predictions are 0. Sum of squares 32, three real frames. */
const TARGET = [1, 2, 1, 1, 3, 4, 0, 0, 0, 0, 0, 0];
const MASK = [1, 1, 1, 0, 0, 0];

const lossOf = (normalization: SequenceNormalization, target = TARGET, samples = [1, 1]): number =>
  tf.tidy(
    () =>
      sequenceSquaredError(
        tf.zeros([6, 2]),
        tf.tensor2d(target, [6, 2]),
        { mask: tf.tensor2d(MASK, [6, 1]), sampleMask: tf.tensor2d(samples, [2, 1]), fullLength: 3 },
        normalization,
      ).dataSync()[0]!,
  );

describe('squared error of padded sequences', () => {
  it('is 32 / 6 over real frames, and 16 / 6 over all as Keras divides', () => {
    expect(lossOf('valid')).toBeCloseTo(5.3333, 4);
    expect(lossOf('all')).toBeCloseTo(2.6667, 4);
  });

  it('counts padding without a mask only', () => {
    const padded = TARGET.map((value, index) => (index >= 10 ? 3 : value));
    expect(lossOf('valid', padded)).toBe(lossOf('valid'));
    expect(lossOf('all', padded)).toBe(lossOf('all'));
    // 32 and 9 + 9 more over twelve numbers.
    expect(lossOf('none', padded)).toBeCloseTo(50 / 12, 5);
  });

  it('does not count samples that only fill the batch', () => {
    // The first sample alone: 1 + 4 + 9 + 16 = 30, over its three frames of two numbers.
    expect(lossOf('none', TARGET, [1, 0])).toBeCloseTo(5, 5);
  });

  it('has a gradient of exactly 0 at padded positions', () => {
    const gradient = tf.tidy(() => {
      const ofPrediction = tf.grad((predicted: tf.Tensor) =>
        sequenceSquaredError(
          predicted as tf.Tensor2D,
          tf.tensor2d(TARGET, [6, 2]),
          { mask: tf.tensor2d(MASK, [6, 1]), sampleMask: tf.ones([2, 1]), fullLength: 3 },
          'valid',
        ),
      );
      return [...ofPrediction(tf.ones([6, 2])).dataSync()];
    });
    expect(gradient.slice(6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(gradient[1]).toBeCloseTo(-2 / 6, 5);
  });
});
