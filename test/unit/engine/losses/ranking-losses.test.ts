import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from '../../../../src-main/engine/backend/eager/tfjs-backend';
import { listMaximumLikelihood } from '../../../../src-main/engine/losses/list-maximum-likelihood';
import { rankSquaredError } from '../../../../src-main/engine/losses/rank-squared-error';
import { softRanks } from '../../../../src-main/engine/losses/soft-ranks';
import { spearmanSurrogate } from '../../../../src-main/engine/losses/spearman-surrogate';
import { expectNoTensorLeak } from '../../../support/no-tensor-leak';

beforeAll(() => loadBackend('cpu'));

/** Value and gradient of ListMLE for one list; a mask of ones unless given. */
function listMle(scores: readonly number[], mask: readonly number[] = scores.map(() => 1)) {
  return tf.tidy(() => {
    const maskTensor = tf.tensor2d([...mask], [1, mask.length]);
    const scoresTensor = tf.tensor2d([...scores], [1, scores.length]);
    const loss = (input: tf.Tensor) => tf.sum<tf.Scalar>(listMaximumLikelihood(input as tf.Tensor2D, maskTensor));
    const { value, grad } = tf.valueAndGrad(loss)(scoresTensor);
    return { loss: value.dataSync()[0]!, gradient: [...grad.dataSync()] };
  });
}

/** The definition, term by term in double precision. */
const slowListMle = (scores: readonly number[]): number =>
  scores.reduce(
    (total, score, index) =>
      total + Math.log(scores.slice(index).reduce((sum, other) => sum + Math.exp(other), 0)) - score,
    0,
  );

describe('listMaximumLikelihood', () => {
  it('has the value and gradient of the reference implementation', () => {
    const { loss, gradient } = listMle([0.3, -0.2, 1.0, 0.1]);
    expect(loss).toBeCloseTo(3.566771, 5);
    [-0.774725, -0.686996, 0.750159, 0.711562].forEach((value, index) => expect(gradient[index]).toBeCloseTo(value, 5));
    expect(gradient.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
  });

  it.each([0, 1, 49])('is ln 15! for 15 equal scores of %d: it has no drift', (score) => {
    expect(listMle(new Array<number>(15).fill(score)).loss).toBeCloseTo(27.899271, 3);
  });

  it('equals the definition on scores far apart', () => {
    const scores = [3, -10, 25, 0.5, -30];
    expect(listMle(scores).loss).toBeCloseTo(slowListMle(scores), 3);
  });

  it('ignores padding, whatever it scores', () => {
    const real = listMle([0.3, -0.2, 1.0]);
    const padded = listMle([0.3, -0.2, 1.0, 500, -500], [1, 1, 1, 0, 0]);
    expect(padded.loss).toBeCloseTo(real.loss, 5);
    expect(padded.gradient.slice(3)).toEqual([0, 0]);
    padded.gradient.slice(0, 3).forEach((value, index) => expect(value).toBeCloseTo(real.gradient[index]!, 6));
  });

  it('stays finite for extreme scores, for one item and for none', () => {
    expect([...listMle([-300, 300]).gradient, listMle([-300, 300]).loss].every(Number.isFinite)).toBe(true);
    expect(listMle([4]).loss).toBeCloseTo(0, 6);
    expect(listMle([1, 2], [0, 0])).toEqual({ loss: 0, gradient: [0, 0] });
  });

  it('leaves no tensor behind', async () => {
    listMle([1, 2]);
    await expectNoTensorLeak(async () => void listMle([1, 2, 3]));
  });
});

describe('rank surrogates', () => {
  const one = tf.tidy.bind(tf);
  const list = (values: readonly number[]) => tf.tensor2d([...values], [1, values.length]);

  it('soft ranks of scores far apart are the ranks', () => {
    const ranks = one(() => softRanks(list([10, 90, 50, 999]), list([1, 1, 1, 0])).arraySync()[0]!);
    expect(ranks.slice(0, 3).map((rank) => Math.round(rank * 1000) / 1000)).toEqual([3, 1, 2]);
  });

  it('soft ranks of equal scores are their mean rank', () => {
    expect(one(() => softRanks(list([2, 2, 2]), list([1, 1, 1])).arraySync()[0])).toEqual([2, 2, 2]);
  });

  it('the Spearman surrogate is 0 for the target order and 2 for its reverse, padding ignored', () => {
    const value = (scores: number[]) =>
      one(() => spearmanSurrogate(list(scores), list([1, 2, 3, 77]), list([1, 1, 1, 0])).dataSync()[0]!);
    expect(value([200, 100, 0, 5000])).toBeCloseTo(0, 4);
    expect(value([0, 100, 200, -5000])).toBeCloseTo(2, 4);
  });

  it('the squared rank error is in squared ranks', () => {
    const value = one(
      () => rankSquaredError(list([0, 100, 200, 9]), list([1, 2, 3, 50]), list([1, 1, 1, 0])).dataSync()[0]!,
    );
    // Ranks 3, 2, 1 against 1, 2, 3: (4 + 0 + 4) / 3.
    expect(value).toBeCloseTo(8 / 3, 4);
  });

  it('has finite gradients when all scores are equal', () => {
    const gradient = one(() =>
      tf
        .grad((scores) => tf.sum(spearmanSurrogate(scores as tf.Tensor2D, list([1, 2, 3]), list([1, 1, 1]))))(
          list([0, 0, 0]),
        )
        .dataSync(),
    );
    expect([...gradient].every(Number.isFinite)).toBe(true);
  });
});
