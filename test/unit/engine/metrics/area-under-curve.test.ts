import { expect, it } from 'vitest';
import { areaUnderCurve } from '../../../../src-main/engine/metrics/area-under-curve';

it('counts the pairs in which the positive case has the higher score, ties half', () => {
  // Pairs (0.8, 0.5), (0.8, 0.3) right, (0.3, 0.5) wrong, (0.3, 0.3) tied.
  expect(areaUnderCurve([0.8, 0.5, 0.3, 0.3], [1, 0, 1, 0])).toBe(2.5 / 4);
});

it('does not exist for one class', () => {
  expect(areaUnderCurve([1, 2], [1, 1])).toBeNull();
  expect(areaUnderCurve([], [])).toBeNull();
});
