import { describe, expect, it } from 'vitest';
import type { SweepConfig } from '#contract/config/sweep';
import { parameterImportances } from '../../../../src-main/sweep/importance/fanova';
import { keyedRandom } from '../../../../src-main/sweep/random/trial-random';
import { toSearchSpace } from '../../../../src-main/sweep/space/search-space';
import { exampleTrial } from '../../../support/sweep-trials';

const unit = { kind: 'float', low: 0, high: 1, step: null, log: false } as const;
const SPACE: SweepConfig['space'] = {
  strong: unit,
  weak: unit,
  nothing: unit,
  choice: { kind: 'categorical', choices: ['a', 'b'] },
};

describe('importance of parameters', () => {
  const random = keyedRandom(5);
  const trials = Array.from({ length: 200 }, (_, number) => {
    const parameters = { strong: random(), weak: random(), nothing: random(), choice: random() < 0.5 ? 'a' : 'b' };
    const objective = 3 * parameters.strong + parameters.weak + (parameters.choice === 'a' ? 0.5 : 0);
    return exampleTrial(number, { parameters, objective });
  });

  it('is the share of the variance that a parameter explains by itself, in all 1', () => {
    const { values, trials: count, source } = parameterImportances(toSearchSpace(SPACE), trials);
    const share = Object.fromEntries(values.map(({ parameter, importance }) => [parameter, importance]));
    // Variances 9/12, 1/12 and 1/16: shares 0.837, 0.093, 0.070, 0. Trees of 200 samples come near.
    expect(Math.abs(share['strong']! - 0.837)).toBeLessThan(0.06);
    expect(Math.abs(share['weak']! - 0.093)).toBeLessThan(0.05);
    expect(Math.abs(share['choice']! - 0.07)).toBeLessThan(0.05);
    expect(share['nothing']).toBeLessThan(0.03);
    expect(values.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 12);
    expect(values[0]!.parameter).toBe('strong');
    expect(count).toBe(200);
    expect(source).toContain('fANOVA');
  });

  it('says nothing of three trials, of failed ones, or where nothing moves', () => {
    const space = toSearchSpace(SPACE);
    expect(parameterImportances(space, trials.slice(0, 3)).values).toEqual([]);
    const failed = trials.map((trial) => ({ ...trial, state: 'failed' as const, objective: null }));
    expect(parameterImportances(space, failed).values).toEqual([]);
    expect(
      parameterImportances(
        space,
        trials.map((trial) => ({ ...trial, objective: 1 })),
      ).values,
    ).toEqual([]);
  });
});
