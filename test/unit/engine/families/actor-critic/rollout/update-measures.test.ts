import { expect, it } from 'vitest';
import { float32 } from '../../../../../../src-main/engine/backend/host-tensor';
import { RewardScale } from '../../../../../../src-main/engine/families/actor-critic/rollout/reward-scale';
import { normalize } from '../../../../../../src-main/engine/families/actor-critic/rollout/update-batches';
import {
  explainedVariance,
  UpdateMeasures,
} from '../../../../../../src-main/engine/families/actor-critic/rollout/update-measures';

const vector = (...values: number[]) => float32(Float32Array.from(values), [values.length]);

it('measures a step as worked out by hand', () => {
  const measures = new UpdateMeasures(0.2);
  measures.beginPass();
  // Ratios 1.5 (clipped to 1.2) and 0.5 (clipped to 0.8), advantages 1 and -1.
  const inputs = { old_log_probability: vector(0, 0), advantage: vector(1, -1), returns: vector(1, 3) };
  const outputs = { log_probability: vector(Math.log(1.5), Math.log(0.5)), value: vector(2, 3), entropy: vector(1, 2) };
  measures.add(inputs, { loss: 0, outputs });
  const summary = measures.summary();
  // -(min(1.5, 1.2) + min(-0.5, -0.8)) / 2 = -0.2
  expect(summary.policyLoss).toBeCloseTo(-0.2, 6);
  expect(summary.valueLoss).toBeCloseTo(0.5, 6);
  expect(summary.entropy).toBeCloseTo(1.5, 6);
  expect(summary.clipFraction).toBe(1);
  expect(summary.oldApproxKl).toBeCloseTo(-(Math.log(1.5) + Math.log(0.5)) / 2, 6);
  expect(summary.approxKl).toBeCloseTo((0.5 - Math.log(1.5) + (-0.5 - Math.log(0.5))) / 2, 6);
  expect(measures.passKl).toBeCloseTo(summary.approxKl, 12);
  expect(summary.firstRatioError).toBeCloseTo(0.5, 6);
  expect(summary.steps).toBe(1);
});

it('explained variance: 1 for the returns themselves, 0 for their mean, below 0 for worse', () => {
  const returns = Float32Array.of(1, 2, 3);
  expect(explainedVariance(returns, returns)).toBe(1);
  expect(explainedVariance(Float32Array.of(2, 2, 2), returns)).toBe(0);
  expect(explainedVariance(Float32Array.of(3, 2, 1), returns)).toBeCloseTo(-3, 6);
});

it('normalises with the sample deviation', () => {
  const values = Float32Array.of(1, 2, 3);
  normalize(values);
  expect([...values]).toEqual([-1, 0, 1]);
});

it('divides rewards by the running deviation of the discounted return, which begins anew with an episode', () => {
  const scale = new RewardScale(1, 0.5);
  const step = (reward: number, isDone: number): number => {
    const rewards = Float32Array.of(reward);
    scale.apply(rewards, 0, [Uint8Array.of(isDone)]);
    return rewards[0]!;
  };
  // Returns 2, then 4 + 0.5 * 2 = 5: mean 3.5, population deviation 1.5.
  step(2, 0);
  expect(step(4, 1)).toBeCloseTo(4 / 1.5, 5);
  const stored = scale.state();
  // The next episode begins at 0: returns 2, 5, 1 with deviation 1.6997.
  expect(step(1, 0)).toBeCloseTo(1 / 1.69967, 4);
  const restored = new RewardScale(1, 0.5);
  restored.restore(JSON.parse(JSON.stringify(stored)) as typeof stored);
  const rewards = Float32Array.of(1);
  restored.apply(rewards, 0, [Uint8Array.of(0)]);
  expect(rewards[0]).toBeCloseTo(1 / 1.69967, 4);
});
