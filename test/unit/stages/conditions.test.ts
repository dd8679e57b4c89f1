import { beforeEach, describe, expect, it } from 'vitest';
import { evaluateCondition } from '../../../src-main/stages/conditions/evaluate-condition';
import { parseCondition, variantsOf } from '../../../src-main/stages/conditions/parse-condition';
import type { Cell } from '../../../src-main/stages/evidence';
import { WrittenEvidence } from '../../support/ladder-evidence';

const cell = (id: string): Cell => ({ id, label: id, experiment: 'sample', settings: { id }, seeds: [1, 2, 3] });

describe('a condition', () => {
  it('names its variants once each', () => {
    expect(variantsOf(parseCondition('pooling > base and pooling > hybrid or base >= 0.15'))).toEqual([
      'pooling',
      'base',
      'hybrid',
    ]);
  });

  it('binds and stronger than or', () => {
    expect(parseCondition('a > b or a ~ b and c >= 1').map((terms) => terms.length)).toEqual([1, 2]);
  });

  it.each([
    ['pooling >', 1],
    ['a > b and pooling ! base', 11],
    ['a >= many', 1],
    ['a >= 1 in phase', 1],
  ])('that is not understood names the place: %s', (text, position) => {
    expect(() => parseCondition(text)).toThrow(`not understood at character ${position}`);
  });
});

describe('a condition on evidence', () => {
  let evidence: WrittenEvidence;
  const variants = new Map(['base', 'pooling'].map((id) => [id, cell(id)]));
  beforeEach(() => (evidence = new WrittenEvidence()));
  const judge = (text: string, margin = 2) =>
    evaluateCondition(parseCondition(text), {
      variants,
      evidence,
      metric: 'validation.conference_spearman',
      margin,
    });
  const give = (id: string, values: readonly number[]): readonly string[] =>
    values.map((value, index) => evidence.add(variants.get(id)!, index + 1, value));

  it('takes better for a difference above twice its standard error: 0.013 against 2 x 0.003786', () => {
    give('base', [0.7, 0.71, 0.72]);
    give('pooling', [0.712, 0.73, 0.727]);
    const { holds, numbers } = judge('pooling > base');
    expect(holds).toBe(true);
    expect(numbers[0]!.value).toBeCloseTo(0.013, 10);
    expect(numbers[0]!.needed).toBeCloseTo(2 * (0.0065574 / Math.sqrt(3)), 6);
    expect(judge('pooling ~ base').holds).toBe(false);
    expect(judge('base > pooling').holds).toBe(false);
    // With a margin of four standard errors, 0.0151, the same difference is about equal.
    expect(judge('pooling > base', 4).holds).toBe(false);
    expect(judge('pooling ~ base', 4).holds).toBe(true);
  });

  it('cannot tell one seed apart, whatever the difference', () => {
    give('base', [0.1]);
    give('pooling', [0.9]);
    expect(judge('pooling > base').holds).toBe(false);
    expect(judge('pooling ~ base').holds).toBe(false);
    expect(judge('pooling > base').numbers[0]!.text).toContain('at least 2 are needed');
  });

  it('compares a mean with a number', () => {
    give('base', [0.1, 0.2]);
    expect(judge('base >= 0.14').holds).toBe(true);
    expect(judge('base <= 0.14').holds).toBe(false);
    expect(judge('base >= 0.14').numbers[0]!.value).toBeCloseTo(0.15, 12);
  });

  it('looks at slices: in one value, or in any', () => {
    const ids = { base: give('base', [0.5, 0.5, 0.5]), pooling: give('pooling', [0.5, 0.5, 0.5]) };
    const phases = { early: [0.4, 0.41, 0.42], late: [0.5, 0.5, 0.51] };
    ids.base.forEach((id) => Object.keys(phases).forEach((phase) => evidence.slices.set(`${id} phase=${phase}`, 0.5)));
    ids.pooling.forEach((id, seed) =>
      Object.entries(phases).forEach(([phase, values]) =>
        evidence.slices.set(`${id} phase=${phase}`, 1 - values[seed]!),
      ),
    );
    expect(judge('pooling > base in phase=early').holds).toBe(true);
    expect(judge('pooling > base in phase=late').holds).toBe(false);
    expect(judge('pooling > base in phase').holds).toBe(true);
    expect(judge('pooling > base in weather').numbers[0]!.text).toContain('no stored predictions');
  });
});
