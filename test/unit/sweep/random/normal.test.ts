import { describe, expect, it } from 'vitest';
import { normalCdf as slowCdf, normalQuantile as slowQuantile } from '../../../../src-main/statistics/distributions';
import { normalCdf, normalMass, normalQuantile, truncatedNormal } from '../../../../src-main/sweep/random/normal';
import { keyedRandom } from '../../../../src-main/sweep/random/trial-random';

describe('normal distribution', () => {
  it('agrees with jStat', () => {
    for (let z = -6; z <= 6; z += 0.25) expect(normalCdf(z)).toBeCloseTo(slowCdf(z), 13);
    for (const p of [1e-8, 0.001, 0.02, 0.3, 0.5, 0.7, 0.98, 1 - 1e-6])
      expect(normalQuantile(p)).toBeCloseTo(slowQuantile(p), 8);
    // R: qnorm(1e-20), pnorm(-9.262340089798409).
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 10);
    expect(normalCdf(-9.262340089798409) / 1e-20).toBeCloseTo(1, 8);
  });

  it('keeps the digits of a mass far out', () => {
    // R: pnorm(-8) - pnorm(-9) = 6.2208e-16.
    expect(normalMass(8, 9) / 6.220_96e-16).toBeCloseTo(1, 3);
    expect(normalMass(8, 9)).toBe(normalMass(-9, -8));
  });

  it('draws inside the unit interval, also from far outside', () => {
    const random = keyedRandom(1);
    for (const mean of [-2, 0, 0.5, 1, 3])
      for (let draw = 0; draw < 200; draw += 1) {
        const value = truncatedNormal(mean, 0.1, random);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
  });
});

describe('keyed random numbers', () => {
  it('depend on nothing but their keys, and are even', () => {
    const drawsOf = (...keys: number[]) => {
      const random = keyedRandom(...keys);
      return Array.from({ length: 1000 }, random);
    };
    expect(drawsOf(42, 7)).toEqual(drawsOf(42, 7));
    expect(drawsOf(42, 7)).not.toEqual(drawsOf(7, 42));
    const mean = drawsOf(42, 7).reduce((sum, value) => sum + value, 0) / 1000;
    // Standard error 0.0091.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.04);
    const first = Array.from({ length: 1000 }, (_, number) => keyedRandom(42, number)());
    expect(Math.abs(first.reduce((sum, value) => sum + value, 0) / 1000 - 0.5)).toBeLessThan(0.04);
  });
});
