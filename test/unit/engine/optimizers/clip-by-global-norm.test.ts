import { expect, it } from 'vitest';
import { clipByGlobalNorm } from '../../../../src-main/engine/optimizers/clip-by-global-norm';

it('returns the norm before clipping and scales 3-4-5 to length 1', () => {
  const gradients = new Float32Array([3, 0, -4]);
  expect(clipByGlobalNorm(gradients, 1)).toBe(5);
  expect([...gradients].map((value) => value.toFixed(5))).toEqual(['0.60000', '0.00000', '-0.80000']);
});

it('leaves shorter gradients as they are, to the bit', () => {
  const gradients = new Float32Array([0.3, 0.1, 0.2]);
  const before = gradients.slice();
  clipByGlobalNorm(gradients, 1);
  expect(gradients).toEqual(before);
});

it.each([NaN, Infinity, -Infinity])('reports a gradient of %s and scales nothing', (bad) => {
  const gradients = new Float32Array([3, bad, 4]);
  expect(Number.isFinite(clipByGlobalNorm(gradients, 1))).toBe(false);
  expect(gradients).toEqual(new Float32Array([3, bad, 4]));
});

it('does not overflow where a float32 sum would', () => {
  expect(clipByGlobalNorm(new Float32Array([3e30, 4e30]), 1)).toBeCloseTo(5e30, -25);
});

it('only measures with an infinite limit', () => {
  const gradients = new Float32Array([3e10, 4e10]);
  expect(clipByGlobalNorm(gradients, Infinity)).toBeCloseTo(5e10, -6);
  expect(gradients[0]).toBe(Math.fround(3e10));
});
