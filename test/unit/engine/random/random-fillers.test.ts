import { describe, expect, it } from 'vitest';
import { plainRandomFiller } from '../../../../src-main/engine/random/plain-random-filler';
import { philox4x32 } from '../../../../src-main/engine/random/philox';
import type { RandomFiller } from '../../../../src-main/engine/random/random-filler';
import { streamKey } from '../../../../src-main/engine/random/stream-address';
import { createWasmRandomFiller } from '../../../../src-main/engine/random/wasm-random-filler';

const wasm = createWasmRandomFiller();
const bits = (buffer: Float32Array): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
type Fill = (filler: RandomFiller, out: Float32Array, step: number) => void;
const FILLS: Record<string, Fill> = {
  uniform: (filler, out, step) => filler.fillUniform(out, { seed: 7, stream: 'a', step }),
  normal: (filler, out, step) => filler.fillNormal(out, { seed: 2 ** 40 + 3, stream: 'noise.encoder', step }),
  mask: (filler, out, step) => filler.fillBernoulliMask(out, 0.9, { seed: 7, stream: 'dropout', step }),
};
const filled = (fill: Fill, filler: RandomFiller, length: number, step = 0): Float32Array => {
  const out = new Float32Array(length);
  fill(filler, out, step);
  return out;
};
const moments = (values: Float32Array) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const central = (power: number) => values.reduce((sum, x) => sum + (x - mean) ** power, 0) / values.length;
  return {
    mean,
    variance: central(2),
    skewness: central(3) / central(2) ** 1.5,
    kurtosis: central(4) / central(2) ** 2,
  };
};

describe.each(Object.entries(FILLS))('%s', (_, fill) => {
  it.each([0, 1, 2, 3, 5, 15, 16, 17, 1000, 16_384, 40_001])(
    'writes the same bits plain and in WebAssembly, %i numbers',
    (length) => {
      expect(bits(filled(fill, wasm, length, 3))).toEqual(bits(filled(fill, plainRandomFiller, length, 3)));
    },
  );

  it('does so for a million numbers, steps beyond 2^32 included', () => {
    const step = 2 ** 33 + 5;
    expect(
      Buffer.compare(bits(filled(fill, wasm, 1_000_000, step)), bits(filled(fill, plainRandomFiller, 1_000_000, step))),
    ).toBe(0);
  });

  it('gives every prefix of a longer fill, so lengths do not matter', () => {
    expect(filled(fill, wasm, 40_001).slice(0, 777)).toEqual(filled(fill, wasm, 777));
  });

  it('gives other numbers at another step', () => {
    expect(filled(fill, wasm, 64, 1)).not.toEqual(filled(fill, wasm, 64, 2));
  });
});

describe('distributions, one million numbers (limits: five standard errors)', () => {
  const count = 1_000_000;

  it('uniform: mean 1/2, variance 1/12, all in [0, 1), neighbours uncorrelated', () => {
    const values = filled(FILLS['uniform']!, wasm, count);
    const { mean, variance } = moments(values);
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count));
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    const products = values.reduce((sum, x, i) => sum + (x - 0.5) * ((values[i + 1] ?? 0.5) - 0.5), 0) / count;
    expect(Math.abs(products)).toBeLessThan(5 / 12 / Math.sqrt(count));
  });

  it('normal: mean 0, variance 1, skewness 0, kurtosis 3, 4.550 % beyond two, 0.270 % beyond three', () => {
    const values = filled(FILLS['normal']!, wasm, count);
    const { mean, variance, skewness, kurtosis } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(skewness)).toBeLessThan(5 * Math.sqrt(6 / count));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / count));
    const beyond = (limit: number) => values.filter((x) => Math.abs(x) > limit).length / count;
    expect(Math.abs(beyond(2) - 0.0455003)).toBeLessThan(5 * Math.sqrt(0.0455 / count));
    expect(Math.abs(beyond(3) - 0.0026998)).toBeLessThan(5 * Math.sqrt(0.0027 / count));
    expect(Math.max(...values.slice(0, 100_000))).toBeLessThan(5.78);
  });

  it('mask: 90 % kept at 1 / 0.9, the rest 0', () => {
    const values = filled(FILLS['mask']!, wasm, count);
    const kept = values.filter((x) => x !== 0);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.9)]));
    expect(Math.abs(kept.length / count - 0.9)).toBeLessThan(5 * Math.sqrt(0.09 / count));
  });
});

it('keeps everything at probability 1 and refuses 0, 1.1 and NaN', () => {
  const out = new Float32Array(100);
  wasm.fillBernoulliMask(out, 1, { seed: 1, stream: 'all' });
  expect(out.every((x) => x === 1)).toBe(true);
  for (const bad of [0, 1.1, NaN, -0.5]) {
    expect(() => wasm.fillBernoulliMask(out, bad, { seed: 1, stream: 'all' })).toThrow(RangeError);
  }
});

it('follows the exact Box-Muller transform of the words within 2e-6', () => {
  const address = { seed: 5, stream: 'exact', step: 0 };
  const normals = new Float32Array(4000);
  wasm.fillNormal(normals, address);
  const { key } = streamKey(address);
  const words = new Uint32Array(4);
  let worst = 0;
  for (let i = 0; i < normals.length; i += 2) {
    philox4x32(Uint32Array.of(Math.floor(i / 4), 0, 0, 0), key, words);
    const [first, second] = [words[i % 4]!, words[(i % 4) + 1]!];
    const radius = Math.sqrt(-2 * Math.log(((first >>> 8) + 1) / 2 ** 24));
    const angle = ((second >>> 6) / 2 ** 24 - 0.5) * (Math.PI / 2);
    worst = Math.max(
      worst,
      Math.abs(normals[i]! - radius * Math.cos(angle)),
      Math.abs(normals[i + 1]! - radius * Math.sin(angle)),
    );
  }
  expect(worst).toBeLessThan(2e-6);
});
