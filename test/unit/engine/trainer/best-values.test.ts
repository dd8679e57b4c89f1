import { describe, expect, it } from 'vitest';
import type { BestValue } from '#contract/checkpoint-files';
import { updateBestValues } from '../../../../src-main/engine/trainer/best-values';
import type { Monitor } from '../../../../src-main/engine/trainer/training-options';

/** @returns the epoch that holds the checkpoint after all values */
function keptEpoch(monitor: Monitor, scores: readonly number[]): number | undefined {
  let best: readonly BestValue[] = [];
  scores.forEach((score, index) => {
    ({ best } = updateBestValues(best, [monitor], { validation: { score } }, { epoch: index + 1, step: index + 1 }));
  });
  return best[0]?.epoch;
}

describe('which of the epochs is kept', () => {
  const score = { split: 'validation', metric: 'score', mode: 'max' } as const;

  it('is the first of equal ones', () => {
    expect(keptEpoch(score, [0.5, 1, 0.9, 1])).toBe(2);
  });

  it('is the last of equal ones where the monitor says so, and never a worse one after it', () => {
    expect(keptEpoch({ ...score, ties: 'last' }, [0.5, 1, 0.9, 1, 0.99])).toBe(4);
    expect(keptEpoch({ ...score, mode: 'min', ties: 'last' }, [2, 1, 3, 1, 2])).toBe(4);
  });

  it('is none as long as no value is a number', () => {
    expect(keptEpoch(score, [NaN, Infinity])).toBeUndefined();
  });
});
