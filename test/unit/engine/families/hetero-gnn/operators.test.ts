import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEagerExecutor } from '../../../../../src-main/engine/backend/eager/eager-executor';
import { gatv2 } from '../../../../../src-main/engine/families/hetero-gnn/operators/gatv2';
import { sage } from '../../../../../src-main/engine/families/hetero-gnn/operators/sage';
import { transformer } from '../../../../../src-main/engine/families/hetero-gnn/operators/transformer';
import {
  SAMPLE_LOSSES,
  classWeights,
  uniformLoss,
} from '../../../../../src-main/engine/families/hetero-gnn/network/losses';
import { heteroGnnSchema } from '#contract/config/hetero-gnn';

/*
 * Vectors of the family's specification, section 3.6: computed there from the equations by an independent script.
 * M(k, r, c)[a][b] = 0.5 sin(k + a c + b), V(k)[a] = 0.1 cos(k + a); width 4, 2 heads, 3 sources, 1 target.
 */
const WIDTH = 4;
const matrix = (k: number, rows = WIDTH, columns = WIDTH): number[][] =>
  Array.from({ length: rows }, (_, a) =>
    Array.from({ length: columns }, (__, b) => 0.5 * Math.sin(k + a * columns + b)),
  );
const vector = (k: number): number[] => Array.from({ length: WIDTH }, (_, a) => 0.1 * Math.cos(k + a));
/** The vectors multiply from the left, our layers from the right. */
const weight = (k: number): Tensor => tf.transpose(tf.tensor2d(matrix(k)));
const row = (values: number[]): Tensor => tf.tensor3d([[values]]);

const sources = (count: number): Tensor =>
  tf.tensor3d([
    Array.from({ length: count }, (_, i) => Array.from({ length: WIDTH }, (__, a) => Math.cos(1 + 4 * i + a))),
  ]);
const target = (): Tensor => row(Array.from({ length: WIDTH }, (_, a) => Math.sin(2 + a)));
const everyone = (count: number): Tensor => tf.ones([1, 1, count]);

beforeAll(async () => {
  // Activates the oracle's backend.
  const executor = await createEagerExecutor({ backend: 'cpu' });
  await executor.dispose();
});

const expectClose = (actual: Tensor, expected: readonly number[]) => {
  const values = [...actual.dataSync()];
  expect(values).toHaveLength(expected.length);
  values.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
};

describe('GATv2', () => {
  const parameters = () => ({
    'o.source.weight': weight(1),
    'o.source.bias': tf.tensor1d(vector(1)),
    'o.target.weight': weight(2),
    'o.target.bias': tf.tensor1d(vector(2)),
    'o.attention': tf.tensor1d(matrix(3, 2, 2).flat()),
    'o.bias': tf.tensor1d(vector(3)),
  });
  const run = (count: number, mask = everyone(count)) =>
    gatv2(parameters(), {}, 'o', { source: sources(count), target: target(), mask, heads: 2 });

  it('weighs three sources by head', () => {
    const { message, weights } = run(3);
    expectClose(weights, [0.366624, 0.357397, 0.275979, 0.283561, 0.326118, 0.390321]);
    expectClose(message, [-0.027675, -0.183659, -0.066616, -0.082684]);
  });

  it('is the linear map of a single source', () => {
    const { message, weights } = run(1);
    expectClose(weights, [1, 1]);
    expectClose(message, [0.17064, -0.956444, 0.824253, -0.289755]);
    expectClose(run(3, tf.tensor3d([[[1, 0, 0]]])).message, [0.17064, -0.956444, 0.824253, -0.289755]);
  });

  it('gives its bias without a source', () => {
    expectClose(run(3, tf.zeros([1, 1, 3])).message, vector(3));
  });
});

describe('Transformer', () => {
  const parameters = () => ({
    'o.query.weight': weight(4),
    'o.query.bias': tf.tensor1d(vector(4)),
    'o.key.weight': weight(5),
    'o.key.bias': tf.tensor1d(vector(5)),
    'o.value.weight': weight(6),
    'o.value.bias': tf.tensor1d(vector(6)),
    'o.edge': tf.tensor2d([matrix(7, 4, 1).flat()]),
    'o.skip.weight': weight(8),
    'o.skip.bias': tf.tensor1d(vector(8)),
  });
  const run = (mask: Tensor) =>
    transformer(parameters(), {}, 'o', {
      source: sources(3),
      target: target(),
      mask,
      feature: tf.tensor3d([[[0.2, 0.5, 1]]]),
      heads: 2,
    });

  it('weighs three sources by head, with a number on each edge', () => {
    const { message, weights } = run(everyone(3));
    expectClose(weights, [0.700865, 0.156438, 0.142697, 0.362418, 0.183486, 0.454095]);
    expectClose(message, [0.878693, -0.608545, -0.181308, 0.610271]);
  });

  it('gives its skip map without a source', () => {
    const skip = tf.add(tf.matMul(tf.reshape(target(), [1, 4]), weight(8) as tf.Tensor2D), vector(8));
    expectClose(run(tf.zeros([1, 1, 3])).message, [...skip.dataSync()]);
  });
});

describe('SAGE', () => {
  it('maps the mean of the sources and the node', () => {
    const parameters = {
      'o.mean.weight': weight(9),
      'o.mean.bias': tf.tensor1d(vector(9)),
      'o.self.weight': weight(10),
    };
    const parts = { source: sources(3), target: target(), mask: everyone(3) };
    expectClose(sage(parameters, 'o', parts), [-0.352048, 0.900182, -1.025109, 0.440987]);
  });
});

describe('losses', () => {
  const LOGITS = [1, 0.5, -0.2, -1, 0.3, 0, 0.1];
  const settings = (loss: object) => heteroGnnSchema.parse({ family: 'hetero-gnn', loss }).loss;
  const lossesOf = (loss: ReturnType<typeof settings>) => {
    const logProbabilities = tf.tile(tf.logSoftmax(tf.tensor2d([LOGITS])), [3, 1]);
    const labels = tf.cast(tf.oneHot(tf.tensor1d([0, 3, 6], 'int32'), 7), 'float32');
    return SAMPLE_LOSSES[loss.kind](logProbabilities, labels, loss);
  };

  it.each([
    [{ kind: 'plain' }, [1.198184, 3.198184, 2.098184]],
    [{ kind: 'weighted' }, [1.198184, 3.198184, 2.098184]],
    [{ kind: 'focal', gamma: 2 }, [0.584193, 2.942314, 1.614956]],
    [{ kind: 'focal', gamma: 0 }, [1.198184, 3.198184, 2.098184]],
    [{ kind: 'label_smoothed', smoothing: 0.1 }, [1.303184, 3.069851, 2.098184]],
  ])('%o', (loss, expected) => {
    expectClose(lossesOf(settings(loss)), expected);
  });

  it('weighs classes of the date split by N / (7 N_c), capped where asked', () => {
    // Training samples of the date split by class, from the published shares of the specification's weights.
    const counts = [700, 350, 70, 7, 140, 63, 70];
    const balanced = classWeights(settings({ kind: 'focal' }), counts);
    expect(balanced[0]).toBeCloseTo(1400 / 4900, 6);
    expect(balanced[3]).toBeCloseTo(1400 / 49, 6);
    expect(classWeights(settings({ kind: 'focal', class_weight_cap: 5 }), counts)[3]).toBe(5);
    expect(classWeights(settings({ kind: 'plain' }), counts)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(classWeights(settings({ kind: 'weighted' }), [0, ...counts.slice(1)])[0]).toBe(1);
  });

  it('expects a first loss of (6/7)^2 ln 7 of balanced focal, ln 7 of the others', () => {
    const counts = [700, 350, 70, 7, 140, 63, 70];
    const first = (loss: object) => uniformLoss(settings(loss), counts, classWeights(settings(loss), counts));
    expect(first({ kind: 'focal', gamma: 2 })).toBeCloseTo(1.4296, 4);
    expect(first({ kind: 'weighted' })).toBeCloseTo(1.9459, 4);
    expect(first({ kind: 'plain' })).toBeCloseTo(1.9459, 4);
  });
});
