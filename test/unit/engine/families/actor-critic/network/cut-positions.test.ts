import { expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { PartMemory } from '../../../../../../src-main/engine/backend/batch-parts';
import { float32, type HostTensors } from '../../../../../../src-main/engine/backend/host-tensor';
import { actorCritic } from '../../../../../../src-main/engine/families/actor-critic/family';
import { cutPositions } from '../../../../../../src-main/engine/families/actor-critic/network/cut-positions';

const minibatch = (positions: number): HostTensors => ({
  advantage: float32(
    Float32Array.from({ length: positions }, (_, at) => at),
    [positions],
  ),
});
const sizes = (positions: number, count: number) =>
  cutPositions(minibatch(positions), count, new PartMemory())?.map(({ inputs, weight }) => [
    inputs['advantage']!.shape[0],
    weight,
  ]);

it('cuts a minibatch into as many parts as there are threads, and more where positions are many', () => {
  expect(sizes(128, 2)).toEqual(Array(2).fill([64, 1 / 2]));
  expect(sizes(384, 1)).toEqual(Array(2).fill([192, 1 / 2]));
  expect(sizes(384, 2)).toEqual(Array(4).fill([96, 1 / 4]));
  // Eleven turns would do and do not divide it; 16 do.
  expect(sizes(2048, 1)).toEqual(Array(16).fill([128, 1 / 16]));
});

it('leaves a minibatch whole that is small, or that cannot be divided', () => {
  expect(sizes(128, 1)).toBeUndefined();
  expect(sizes(127, 2)).toBeUndefined();
});

it('is there unless norms look at the whole minibatch', () => {
  const model = (norm: string) =>
    actorCritic.describe(experimentSchema.parse({ family: 'actor-critic', model: { norm } }));
  expect(model('batch-frozen').cut).toBe(cutPositions);
  expect(model('group8').cut).toBe(cutPositions);
  expect(model('batch-train').cut).toBeUndefined();
});
