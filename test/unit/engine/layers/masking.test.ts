import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { loadBackend } from '../../../../src-main/engine/backend/eager/tfjs-backend';
import { linear, linearParameters } from '../../../../src-main/engine/layers/linear';
import { maskedMean } from '../../../../src-main/engine/layers/masked-mean';
import { maskedSoftmax } from '../../../../src-main/engine/layers/masked-softmax';

beforeAll(() => loadBackend('cpu'));

it('masked softmax sums to 1 over real places, gives padding exactly 0, and is 0 for a fully masked row', () => {
  const weights = tf.tidy(
    () =>
      maskedSoftmax(
        tf.tensor2d([
          [1, 2, 90],
          [5, 5, 5],
        ]),
        tf.tensor2d([
          [1, 1, 0],
          [0, 0, 0],
        ]),
      ).arraySync() as number[][],
  );
  expect(weights[0]![0]).toBeCloseTo(1 / (1 + Math.E), 6);
  expect(weights[0]![0]! + weights[0]![1]!).toBeCloseTo(1, 6);
  expect(weights[0]![2]).toBe(0);
  expect(weights[1]).toEqual([0, 0, 0]);
});

it('masked softmax has a finite gradient where everything is masked', () => {
  const gradient = tf.tidy(
    () =>
      tf
        .grad((x) =>
          tf.sum(
            tf.square(
              maskedSoftmax(
                x,
                tf.tensor2d([
                  [0, 0],
                  [1, 1],
                ]),
              ),
            ),
          ),
        )(
          tf.tensor2d([
            [1, 2],
            [0, 1],
          ]),
        )
        .arraySync() as number[][],
  );
  expect(gradient[0]).toEqual([0, 0]);
  expect(gradient[1]!.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
});

it('masked mean divides by the real members and is 0 without any', () => {
  const means = tf.tidy(() =>
    maskedMean(
      tf.tensor3d([
        [[2], [4], [99]],
        [[7], [7], [7]],
      ]),
      tf.tensor2d([
        [1, 1, 0],
        [0, 0, 0],
      ]),
    ).arraySync(),
  );
  expect(means).toEqual([[3], [0]]);
});

it('linear is x W + b, and its bias is never decayed', () => {
  const result = tf.tidy(() =>
    linear(
      {
        'l.weight': tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
        'l.bias': tf.tensor1d([10, 20]),
      },
      'l',
      tf.tensor2d([[1, 1]]),
    ).arraySync(),
  );
  expect(result).toEqual([[14, 26]]);
  const parameters = linearParameters({ name: 'l', inputs: 4, outputs: 2, block: 'b' });
  expect(parameters.map(({ name, decay, initializer }) => ({ name, decay, initializer }))).toEqual([
    { name: 'l.weight', decay: true, initializer: { kind: 'uniform', bound: 0.5 } },
    { name: 'l.bias', decay: false, initializer: { kind: 'uniform', bound: 0.5 } },
  ]);
});
