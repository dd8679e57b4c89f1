import { describe, expect, it } from 'vitest';
import { prunerSchema, type PrunerConfig } from '#contract/config/sweep';
import { StudyHistory } from '../../../../src-main/sweep/history/study-history';
import { bracketOf, bracketShares } from '../../../../src-main/sweep/pruners/hyperband-pruner';
import { createPruner } from '../../../../src-main/sweep/pruners/registry';
import { exampleTrial } from '../../../support/sweep-trials';

/** A study to minimise: curves of ended trials, then one running trial that reports `own`. @returns the last verdict */
function judge(config: PrunerConfig, curves: readonly (readonly number[])[], own: readonly number[]) {
  const history = new StudyHistory('minimize');
  const add = (number: number, curve: readonly number[]): void => {
    history.put(exampleTrial(number, { state: 'running', objective: null, endedAs: null }));
    curve.forEach((value, index) =>
      history.report(number, { step: index + 1, value, decision: 'continue', reason: '' }),
    );
  };
  curves.forEach((curve, number) => {
    add(number, curve);
    history.put(exampleTrial(number, { objective: curve.at(-1)! }));
  });
  add(curves.length, own);
  return createPruner(config).judge({ history, number: curves.length, step: own.length });
}
const config = (content: unknown): PrunerConfig => prunerSchema.parse(content);

describe('median and percentile', () => {
  const median = config({ kind: 'median', startup_trials: 3 });

  it('prune what is worse than the median of the finished trials at the same step, with its best value so far', () => {
    // Values at step 2: 1, 2, 6; median 2.
    const curves = [
      [4, 1],
      [4, 2],
      [4, 6],
    ];
    expect(judge(median, curves, [9, 2.1])).toEqual({
      prunes: true,
      reason: 'best so far 2.1 is worse than the median of 3 finished trials at step 2, 2',
    });
    expect(judge(median, curves, [9, 2]).prunes).toBe(false);
    expect(judge(median, curves, [1.5, 9]).prunes).toBe(false);
  });

  it('wait for enough finished trials, for the warm-up, and for the interval', () => {
    expect(judge(median, [[4], [4]], [9]).prunes).toBe(false);
    const warm = config({ kind: 'median', startup_trials: 1, warmup_steps: 2, interval_steps: 2 });
    const curves = [[1, 1, 1, 1, 1]];
    const prunedAt = [1, 2, 3, 4, 5].filter((steps) => judge(warm, curves, Array<number>(steps).fill(9)).prunes);
    expect(prunedAt).toEqual([3, 5]);
  });

  it('take the best quarter with percentile 25', () => {
    const quarter = config({ kind: 'percentile', percentile: 25, startup_trials: 1 });
    // Quartile of 1, 2, 3, 4, 5 is 2.
    const curves = [[1], [2], [3], [4], [5]];
    expect([judge(quarter, curves, [2]).prunes, judge(quarter, curves, [2.5]).prunes]).toEqual([false, true]);
  });
});

describe('patient', () => {
  it('asks only after patience without an improvement, and decides alone without a pruner', () => {
    const alone = config({ kind: 'patient', patience: 1, pruner: { kind: 'none' } });
    expect(judge(alone, [], [5, 4, 3, 2]).prunes).toBe(false);
    expect(judge(alone, [], [5, 4, 4]).prunes).toBe(false);
    expect(judge(alone, [], [5, 4, 4, 4])).toEqual({ prunes: true, reason: 'no value better than 4 in 2 reports' });
    const wrapped = config({ kind: 'patient', patience: 1, pruner: { kind: 'median', startup_trials: 1 } });
    const good = [[9, 9, 9, 9]];
    expect(judge(wrapped, good, [5, 4, 4, 4]).prunes).toBe(false);
    expect(judge(wrapped, [[1, 1, 1, 1]], [5, 4, 4, 4]).prunes).toBe(true);
  });
});

describe('successive halving', () => {
  it('looks at 1, 4, 16 and lets the best quarter of those that got there go on', () => {
    const asha = config({ kind: 'asha' });
    const curves = [1, 2, 3, 4, 5, 6, 7].map((value) => [value]);
    // Eight values at the first look: the best two go on.
    expect(judge(asha, curves, [1.5])).toEqual({
      prunes: false,
      reason: 'look 1 at step 1: 1.5 is among the best 2 of 8 (1.5)',
    });
    expect(judge(asha, curves, [2.5]).prunes).toBe(true);
    // Between looks nothing is decided.
    expect(judge(asha, curves, [1, 99, 99])).toEqual({ prunes: false, reason: '' });
    expect(judge(asha, [[1, 1, 1, 1]], [0.5, 9, 9, 9]).prunes).toBe(true);
  });

  it('has brackets in the shares of Hyperband: 5 with factor 3 up to 81', () => {
    // ceil(5 * 3^s / (s + 1)) for s = 4, 3, 2, 1, 0 (Li et al. 2018, table 1, in number of configurations).
    const shares = bracketShares({ min_resource: 1, max_resource: 81, reduction_factor: 3 });
    expect(shares).toEqual([81, 34, 15, 8, 5]);
    const drawn = Array.from({ length: 14_300 }, (_, number) => bracketOf(shares, number));
    const counts = shares.map((_, bracket) => drawn.filter((entry) => entry === bracket).length);
    shares.forEach((share, bracket) => expect(Math.abs(counts[bracket]! / 100 - share)).toBeLessThan(3));
  });
});

describe('wilcoxon', () => {
  it('prunes what is worse than the best trial on equal steps, by the exact one-sided test', () => {
    const wilcoxon = config({ kind: 'wilcoxon', p_threshold: 0.1 });
    const best = [[1, 1, 1, 1, 1]];
    // Four steps worse: p = 1/16 = 0.0625; three: 1/8.
    expect(judge(wilcoxon, best, [2, 2.5, 3]).prunes).toBe(false);
    expect(judge(wilcoxon, best, [2, 2.5, 3, 4])).toEqual({
      prunes: true,
      reason: 'against trial 0 on 4 equal steps: worse with p = 0.063, below 0.1',
    });
    expect(judge(wilcoxon, best, [0, 0.5, 0.2, 0.1]).prunes).toBe(false);
  });
});
