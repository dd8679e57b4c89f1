import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { historySurprises } from '../../../../../src-main/engine/families/hetero-gnn/network/history-surprises';
import { SURPRISE_WIDTH } from '../../../../../src-main/engine/families/hetero-gnn/network/surprise-relations';

const FOUR = 4;
const DOT = 0;

/** One packed innings of four balls: Dot, Four, Four, Dot; the striker of moment 3 faced ball 2 alone. */
async function surprisesOf(expected: readonly number[]): Promise<number[][]> {
  const classes = [DOT, FOUR, FOUR, DOT];
  const before = (moments: readonly (readonly number[])[]) =>
    tf.tensor3d([moments.map((balls) => [0, 1, 2, 3].map((ball) => (balls.includes(ball) ? 1 : 0)))]);
  const inputs = {
    ball_classes: tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), 7), 'float32'),
    'mask.faced_by': before([[], [0], [0, 1], [2]]),
    'mask.bowled_by': before([[], [0], [0, 1], [0, 1, 2]]),
  };
  const ballLogits = tf.tile(tf.tensor2d([expected.map(Math.log)]), [4, 1]);
  const history = before([[], [0], [0, 1], [0, 1, 2]]);
  return (await historySurprises(inputs, ballLogits, history).array()) as number[][];
}

describe('the surprises of a history', () => {
  const expected = [0.4, 0.3, 0.1, 0.01, 0.1, 0.04, 0.05];

  it('compare the counts of the classes with their sums of probabilities, without the first ball', async () => {
    const rows = await surprisesOf(expected);
    expect(rows[0]).toHaveLength(SURPRISE_WIDTH);
    // Moments 0 and 1 have no ball before them but the first.
    for (const row of rows.slice(0, 2)) expect(row.every((value) => value === 0)).toBe(true);
    // Moment 3, all earlier balls: two Fours where 0.2 were expected, prior weight 8.
    expect(rows[3]![FOUR]).toBeCloseTo((2 * Math.sqrt(8) * (2 - 0.2)) / (0.2 + 8), 5);
    expect(rows[3]![DOT]).toBeCloseTo((2 * Math.sqrt(8) * (0 - 0.8)) / (0.8 + 8), 5);
    // His own ball: one Four where 0.1 was expected, prior weight 4.
    expect(rows[3]![7 + FOUR]).toBeCloseTo((2 * Math.sqrt(4) * (1 - 0.1)) / (0.1 + 4), 5);
    expect(rows[3]![14 + FOUR]).toBeCloseTo((2 * Math.sqrt(4) * (2 - 0.2)) / (0.2 + 4), 5);
  });

  it('are nothing where everything came as it was expected', async () => {
    const sure = [1e-9, 1e-9, 1e-9, 1e-9, 1, 1e-9, 1e-9];
    const [, , third] = await surprisesOf(sure);
    for (const value of third!) expect(value).toBeCloseTo(0, 5);
  });
});

describe('surprises_to_head', () => {
  const problems = (model: object) =>
    experimentSchema
      .safeParse({ family: 'hetero-gnn', model: { surprises_to_head: true, ...model } })
      .error?.issues.map(({ message }) => message) ?? [];

  it('needs the regression', () => {
    expect(problems({})).toEqual([expect.stringContaining('residual: logistic')]);
    expect(problems({ residual: 'logistic' })).toEqual([]);
  });

  it('needs causal relations in exact execution', () => {
    const exact = { residual: 'logistic', execution: 'exact' };
    expect(problems(exact)).toEqual([expect.stringContaining('relations: causal')]);
    expect(problems({ ...exact, relations: 'causal' })).toEqual([]);
  });
});
