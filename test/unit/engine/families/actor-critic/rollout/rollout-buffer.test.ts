import { describe, expect, it } from 'vitest';
import {
  createObservations,
  expandMap,
} from '../../../../../../src-main/engine/environments/territory/observation/observation-layout';
import { TerritoryVectorEnvironment } from '../../../../../../src-main/engine/environments/territory/territory-vector-environment';
import { PositionInputs } from '../../../../../../src-main/engine/families/actor-critic/rollout/position-inputs';
import { RolloutBuffer } from '../../../../../../src-main/engine/families/actor-critic/rollout/rollout-buffer';
import {
  loadObservations,
  storeObservations,
} from '../../../../../../src-main/engine/families/actor-critic/rollout/stored-observations';

/** Observations of two games whose first global feature counts them. */
function numbered(first: number) {
  const observations = createObservations(2);
  observations.globals[0] = first;
  observations.globals[16] = first + 100;
  return { observations, actionMasks: new Uint8Array(2 * 90).fill(1) };
}
const featureAt = (buffer: RolloutBuffer, row: number): number => buffer.observations.globals[row * 16]!;

describe('rollout buffer', () => {
  it('looks back within the episode only: before its first frame that frame is repeated', () => {
    const buffer = new RolloutBuffer({ steps: 4, environments: 2, frames: 4 });
    buffer.begin();
    // Game 0 begins anew at step 2, game 1 goes on.
    [
      [0, 0],
      [1, 1],
      [0, 2],
      [1, 3],
    ].forEach((ages, step) => buffer.record(step, numbered(step), Int32Array.from(ages)));
    const frames = (step: number, environment: number): number[] =>
      [3, 2, 1, 0].map((back) => featureAt(buffer, buffer.frameRow(step * 2 + environment, back)));
    expect(frames(1, 0)).toEqual([0, 0, 0, 1]);
    expect(frames(3, 0)).toEqual([2, 2, 2, 3]);
    expect(frames(3, 1)).toEqual([100, 101, 102, 103]);
  });

  it('goes on over the edge of a rollout, also after its end was stored and read back', () => {
    const shape = { steps: 4, environments: 2, frames: 4 };
    const buffer = new RolloutBuffer(shape);
    for (let step = 0; step < 4; step++) buffer.record(step, numbered(step), Int32Array.of(step, step));
    const { rows, ages } = buffer.tail();
    const restored = new RolloutBuffer(shape);
    const stored = JSON.parse(JSON.stringify(storeObservations(buffer.observations, rows))) as ReturnType<
      typeof storeObservations
    >;
    restored.setTail(loadObservations(stored, rows.length), ages);
    for (const next of [buffer, restored]) {
      next.begin();
      next.record(0, numbered(4), Int32Array.of(4, 4));
      expect([3, 2, 1, 0].map((back) => featureAt(next, next.frameRow(0, back)))).toEqual([1, 2, 3, 4]);
    }
  });

  it('keeps 12 x 1,024 decisions in 200 MiB', () => {
    const { observations } = new RolloutBuffer({ steps: 1024, environments: 12, frames: 1 });
    const bytes = observations.codes.byteLength + observations.palettes.byteLength + observations.globals.byteLength;
    expect(bytes / 2 ** 20).toBeCloseTo(196.5, 1);
  });
});

it('expands a frame as the environment does, and interleaves the channels of a stack, oldest first', () => {
  const environment = new TerritoryVectorEnvironment({
    environments: 2,
    tier: 'easy',
    reward: 'default',
    mapPoolSize: 2,
    selfPlay: null,
  });
  const { observations } = environment.reset(3);
  const [first, second] = [new Float32Array(128 * 128 * 5), new Float32Array(128 * 128 * 5)];
  expandMap(observations, 0, first, 0);
  expandMap(observations, 1, second, 0);

  const single = new PositionInputs(2, 1);
  single.writeFrame(1, 0, observations, 1);
  expect(Buffer.from(single.map.subarray(second.length).slice().buffer).equals(Buffer.from(second.buffer))).toBe(true);

  const stack = new PositionInputs(1, 4);
  [0, 0, 1, 0].forEach((row, frame) => stack.writeFrame(0, frame, observations, row));
  const channelsAt = (tile: number): number[] => [...stack.map.subarray(tile * 20, tile * 20 + 20)];
  for (const tile of [0, 5000, 8256, 16_383]) {
    const [old, other] = [first, second].map((map) => [...map.subarray(tile * 5, tile * 5 + 5)]);
    expect(channelsAt(tile)).toEqual([...old!, ...old!, ...other!, ...old!]);
  }
});
