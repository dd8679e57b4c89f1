import { expect, it } from 'vitest';
import { TabularShapeError, TabularTargetError } from '#contract/errors/tabular-errors';
import { fitIsotonic, predictIsotonic } from '../../../../src-main/engine/tabular/isotonic';
import { fitPlatt, predictPlatt } from '../../../../src-main/engine/tabular/platt';

it('pools adjacent violators: 1 3 2 4 becomes 1 2.5 2.5 4', () => {
  const model = fitIsotonic([1, 2, 3, 4], [1, 3, 2, 4]);
  expect(model).toEqual({ kind: 'isotonic', scores: [1, 2, 3, 4], values: [1, 2.5, 2.5, 4] });
  // Half way between the knots 1 and 2; before the first and after the last one.
  expect([...predictIsotonic(model, [1.5, -9, 9, 2.4])]).toEqual([1.75, 1, 4, 2.5]);
});

it('pools backwards as far as needed, and rows of one score, in any order of the rows', () => {
  // Score 2 has mean 2; then 5, 4, 0 pool to 3, which stays above 2.
  const model = fitIsotonic([3, 1, 5, 2, 4, 2], [5, 0, 0, 1, 4, 3]);
  expect(model).toEqual({ kind: 'isotonic', scores: [1, 2, 3, 5], values: [0, 2, 3, 3] });
  expect(fitIsotonic([1, 2, 3], [3, 2, 1])).toMatchObject({ scores: [1, 3], values: [2, 2] });
});

it('gives the line of scikit-learn', () => {
  const model = fitPlatt([-2, -1, -0.5, 0.3, 0.8, 1.5, 2.2, 3], [0, 0, 1, 0, 1, 1, 0, 1]);
  // _SigmoidCalibration of scikit-learn 1.9.1 on the same rows.
  expect(model.slope).toBeCloseTo(-0.377255, 4);
  expect(model.intercept).toBeCloseTo(0.203098, 4);
});

it('smooths labels: two rows that are told apart for certain end at 2/3 and 1/3', () => {
  const model = fitPlatt([-1, 1], [0, 1]);
  const [low, high] = predictPlatt(model, [-1, 1]);
  expect(high).toBeCloseTo(2 / 3, 6);
  expect(low).toBeCloseTo(1 / 3, 6);
});

it('one class alone is its smoothed share whatever the score', () => {
  // (3 + 1) / (3 + 2)
  predictPlatt(fitPlatt([1, 2, 3], [1, 1, 1]), [-5, 5]).forEach((value) => expect(value).toBeCloseTo(0.8, 6));
});

it('refuses what has no place on a scale', () => {
  expect(() => fitIsotonic([1, NaN], [1, 2])).toThrow('score 1 is NaN');
  expect(() => fitIsotonic([], [])).toThrow(TabularShapeError);
  expect(() => fitPlatt([1, 2], [0, 0.5])).toThrow(TabularTargetError);
  expect(() => fitPlatt([1, 2], [0])).toThrow(TabularShapeError);
});
