import { expect, it } from 'vitest';
import type { ForwardPass } from '../../../../src-main/engine/backend/executor';
import { float32 } from '../../../../src-main/engine/backend/host-tensor';
import { forwardDifference } from '../../../../src-main/engine/checkpoints/export/forward-difference';

/** A model whose outputs are the given numbers, whatever it is fed. */
const model = (outputs: Readonly<Record<string, readonly number[]>>): ForwardPass => ({
  run: async () =>
    Object.fromEntries(
      Object.entries(outputs).map(([name, values]) => [name, float32(Float32Array.from(values), [values.length])]),
    ),
  dispose: () => {},
});
const difference = (a: Parameters<typeof model>[0], b: Parameters<typeof model>[0]) =>
  forwardDifference(model(a), model(b), [{}]);

it('is judged at the output where it is largest in proportion', async () => {
  // 0.5 of 64 is less than 0.25 of a value below 1.
  const found = await difference({ losses: [64, -1], scores: [0.5] }, { losses: [64.5, -1], scores: [0.75] });
  expect(found).toEqual({ largest: 0.25, scale: 1 });
  expect(await difference({ losses: [64] }, { losses: [64.5] })).toEqual({ largest: 0.5, scale: 64 });
});

it('is 0 for equal outputs, NaN and infinities included', async () => {
  const same = { y: [NaN, Infinity, -0, 7] };
  expect((await difference(same, same)).largest).toBe(0);
});

it('is infinite where outputs cannot be compared', async () => {
  expect((await difference({ y: [1] }, { y: [1, 1] })).largest).toBe(Infinity);
  expect((await difference({ y: [1] }, { z: [1] })).largest).toBe(Infinity);
  expect((await difference({ y: [1] }, { y: [1], z: [1] })).largest).toBe(Infinity);
  expect((await difference({ y: [1] }, { y: [NaN] })).largest).toBe(Infinity);
});
