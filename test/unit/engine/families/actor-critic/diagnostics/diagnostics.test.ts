import { describe, expect, it } from 'vitest';
import { ParameterStore } from '../../../../../../src-main/engine/backend/parameter-store';
import {
  countDeadUpdates,
  networkDead,
} from '../../../../../../src-main/engine/families/actor-critic/diagnostics/dead-tensors';
import {
  learningFlat,
  type UpdateScores,
} from '../../../../../../src-main/engine/families/actor-critic/diagnostics/learning-flat';
import {
  performanceSplit,
  timeShares,
} from '../../../../../../src-main/engine/families/actor-critic/diagnostics/performance-split';
import {
  policyArgmax,
  policyCollapse,
  policyUniform,
} from '../../../../../../src-main/engine/families/actor-critic/diagnostics/policy-diagnostics';
import { sayOnce } from '../../../../../../src-main/engine/families/actor-critic/diagnostics/said-once';
import {
  ppoKl,
  ppoRatio,
  valuePoor,
} from '../../../../../../src-main/engine/families/actor-critic/diagnostics/update-diagnostics';

describe('diagnostics: loud on the planted fault, silent on a healthy run', () => {
  it('POL-UNIFORM: still chance after a tenth of the run, an error at half of it', () => {
    expect(policyUniform(0.999, 0.2)?.severity).toBe('warning');
    expect(policyUniform(0.961, 0.5)?.severity).toBe('error');
    expect([policyUniform(0.999, 0.05), policyUniform(0.7, 0.9)]).toEqual([null, null]);
  });

  it('POL-COLLAPSE: certain and worse than greedy; certain and better is none', () => {
    expect(policyCollapse(0.01, 0.1, 0.6)?.id).toBe('pol-collapse');
    expect([policyCollapse(0.01, 0.9, 0.6), policyCollapse(0.4, 0.1, 0.6)]).toEqual([null, null]);
  });

  it('POL-ARGMAX: a gap between the modes in either direction', () => {
    expect(policyArgmax(0.8, 0.5)?.id).toBe('pol-argmax');
    expect(policyArgmax(0.5, 0.8)?.value).toBeCloseTo(0.3, 9);
    expect(policyArgmax(0.8, 0.7)).toBeNull();
  });

  it('VAL-POOR: after 20 updates, not before', () => {
    expect(valuePoor(0.05, 21)?.id).toBe('val-poor');
    expect([valuePoor(0.05, 20), valuePoor(0.5, 100)]).toEqual([null, null]);
  });

  it('PPO-RATIO: rollout and update see two policies, or a value that is no number', () => {
    expect(ppoRatio({ firstRatioError: 0.02 })?.severity).toBe('error');
    expect(ppoRatio({ firstRatioError: 4e-6 })).toBeNull();
  });

  it('PPO-KL: a step too far by divergence or by clipping', () => {
    expect(ppoKl({ approxKl: 0.06, clipFraction: 0.1 })?.id).toBe('ppo-kl');
    expect(ppoKl({ approxKl: 0.01, clipFraction: 0.5 })?.id).toBe('ppo-kl');
    expect(ppoKl({ approxKl: 0.02, clipFraction: 0.2 })).toBeNull();
  });

  it('PERF-SPLIT: said once, at the steady speed, with the speed of the compiling update beside it', () => {
    const split = { environmentMs: 100, forwardMs: 200, updateMs: 600, totalMs: 1000, decisions: 150 };
    expect(performanceSplit(split, 40, 3)?.message).toContain('150 decisions/s (first update 40, with compiling)');
    expect(performanceSplit(split, 40, 2)).toBeNull();
    const shares = timeShares(split);
    expect(shares.transfer_share).toBeCloseTo(0.1, 9);
  });
});

describe('LEARN-FLAT', () => {
  const baselines = { idle: 0, random: 0.01, greedy: 0.7 };
  /** 100 updates of 10 episodes; the scores of an update lie 0.1 around their mean. */
  const run = (mean: (update: number) => number): UpdateScores[] =>
    Array.from({ length: 100 }, (_, update) => {
      const scores = Array.from({ length: 10 }, (_, i) => mean(update) + (i % 2 === 0 ? 0.1 : -0.1));
      return [10, scores.reduce((sum, value) => sum + value, 0), scores.reduce((sum, value) => sum + value ** 2, 0)];
    });

  it('finds a plateau below greedy and a policy that plays like chance', () => {
    expect(
      learningFlat(
        run(() => 0.3),
        100,
        baselines,
      )?.id,
    ).toBe('learn-flat');
    expect(
      learningFlat(
        run((update) => 0.0001 * update),
        100,
        baselines,
      )?.cause,
    ).toMatch(/chance/);
  });

  it('is silent while scores rise, on a plateau above greedy, and before 30 % of the run', () => {
    expect(
      learningFlat(
        run((update) => 0.1 + 0.005 * update),
        100,
        baselines,
      ),
    ).toBeNull();
    expect(
      learningFlat(
        run(() => 0.95),
        100,
        baselines,
      ),
    ).toBeNull();
    expect(learningFlat(run(() => 0.3).slice(0, 29), 100, baselines)).toBeNull();
  });
});

describe('NET-DEAD', () => {
  const parameter = (name: string) => ({ name, shape: [2], trainable: true, decay: false, block: 'all' });
  const store = new ParameterStore([parameter('alive'), parameter('dead')]);
  store.gradient('alive').set([0, 1e-20]);

  it('names a tensor whose gradient was exactly zero in three updates; a tiny gradient is one', () => {
    let dead: Readonly<Record<string, number>> = {};
    for (let update = 1; update <= 3; update++) {
      expect(networkDead(store, dead)).toBeNull();
      dead = countDeadUpdates(store, dead);
    }
    expect(dead).toEqual({ dead: 3 });
    expect(networkDead(store, dead)?.message).toMatch(/^2 parameters \(50\.0 %\).*: dead\.$/);
  });

  it('forgets a tensor that gets a gradient again', () => {
    store.gradient('dead').set([1, 0]);
    expect(countDeadUpdates(store, { dead: 2 })).toEqual({});
  });
});

it('says what holds once, a rise of its severity again, and what came back again', () => {
  const uniform = (progress: number) => policyUniform(0.99, progress)!;
  const first = sayOnce([uniform(0.2)], ['pol-uniform'], []);
  expect(first.fresh).toHaveLength(1);
  expect(sayOnce([uniform(0.3)], ['pol-uniform'], first.said).fresh).toEqual([]);
  expect(sayOnce([uniform(0.6)], ['pol-uniform'], first.said).fresh.map(({ severity }) => severity)).toEqual(['error']);
  const gone = sayOnce([], ['pol-uniform'], first.said);
  expect(sayOnce([uniform(0.2)], ['pol-uniform'], gone.said).fresh).toHaveLength(1);
  // Not looked for this time: still said.
  expect(sayOnce([], ['val-poor'], first.said).said).toEqual(first.said);
});
