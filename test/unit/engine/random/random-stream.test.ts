import { describe, expect, it } from 'vitest';
import { plainRandomFiller } from '../../../../src-main/engine/random/plain-random-filler';
import { randomStream } from '../../../../src-main/engine/random/random-stream';

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

it('gives the numbers of the bulk fillers one by one', () => {
  const address = { seed: 11, stream: 'order', step: 4 };
  const [uniforms, normals] = [new Float32Array(37), new Float32Array(37)];
  plainRandomFiller.fillUniform(uniforms, address);
  plainRandomFiller.fillNormal(normals, address);
  const [first, second] = [randomStream(11, 'order', 4), randomStream(11, 'order', 4)];
  expect(draw(37, () => first.uniform())).toEqual([...uniforms]);
  expect(draw(37, () => second.normal())).toEqual([...normals]);
});

it('separates seeds, names and steps', () => {
  const key = (seed: number, name: string, step: number) =>
    draw(
      3,
      (
        (s) => () =>
          s.uniform()
      )(randomStream(seed, name, step)),
    ).join();
  const keys = [
    key(1, 'a', 0),
    key(2, 'a', 0),
    key(1 + 2 ** 32, 'a', 0),
    key(1, 'b', 0),
    key(1, 'a', 1),
    key(1, 'a', 2 ** 32),
    key(1, '', 0),
    key(1, 'a\0', 0),
    key(1, 'abcdefgh', 0),
    key(1, 'abcdefgh\0', 0),
    key(1, 'abcdefghi', 0),
    key(1, 'ab', 0),
    key(1, 'ba', 0),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

it('is fixed for all time: a change here breaks the resume of every saved run', () => {
  const stream = randomStream(42, 'weights');
  expect(draw(4, () => stream.integer(1000))).toEqual([102, 248, 56, 195]);
});

describe('integer', () => {
  it('hits every value of a die equally often (chi-square, 5 degrees of freedom, below 20.5 = 0.999)', () => {
    const stream = randomStream(3, 'die');
    const counts = Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[stream.integer(6)]! += 1;
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
  });

  it('refuses bounds that are not whole numbers from 1 to 2^32', () => {
    for (const bad of [0, -1, 1.5, NaN, 2 ** 32 + 1])
      expect(() => randomStream(1, 'x').integer(bad)).toThrow(RangeError);
    expect(randomStream(1, 'x').integer(1)).toBe(0);
  });
});

describe('shuffle', () => {
  it('keeps the elements, works in place and depends on the step', () => {
    const indices = Int32Array.from({ length: 100 }, (_, i) => i);
    const shuffled = randomStream(1, 'batches', 0).shuffle(indices);
    expect(shuffled).toBe(indices);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(
      draw(
        100,
        (
          (i) => () =>
            i++
        )(0),
      ),
    );
    expect([...randomStream(1, 'batches', 1).shuffle(Int32Array.from({ length: 100 }, (_, i) => i))]).not.toEqual([
      ...shuffled,
    ]);
  });

  it('makes the six orders of three equally likely', () => {
    const stream = randomStream(9, 'three');
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = stream.shuffle([0, 1, 2]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    expect([...counts.values()].reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(20.5);
  });
});

it('refuses a seed or step that is negative or not whole', () => {
  expect(() => randomStream(-1, 'x')).toThrow(/seed/);
  expect(() => randomStream(0.5, 'x')).toThrow(/seed/);
  expect(() => randomStream(1, 'x', -1)).toThrow(/step/);
});
