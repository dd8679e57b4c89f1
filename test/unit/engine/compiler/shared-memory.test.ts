import { expect, it } from 'vitest';
import { isBetterShared } from '../../../../src-main/engine/backend/onnxruntime/session-pool';
import type { LoweredGraph } from '../../../../src-main/engine/compiler/lowering/lowered-graph';
import { encodeStep } from '../../../../src-main/engine/compiler/step/compile-step';

const MEGABYTE = 2 ** 20;

it('counts the bytes of what a step computes, and not what it is given', () => {
  const graph: LoweredGraph = {
    nodes: [
      { operation: 'Add', domain: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} },
      { operation: 'Shape', domain: '', inputs: ['y'], outputs: ['z'], attributes: {} },
    ],
    inputs: [{ name: 'x', shape: [100, 100], dtype: 'float32' }],
    outputs: [{ name: 'z', shape: [2], dtype: 'int64' }],
    initializers: [],
    values: new Map([
      ['x', { shape: [100, 100], dtype: 'float32' }],
      ['y', { shape: [100, 100], dtype: 'float32' }],
      ['z', { shape: [2], dtype: 'int64' }],
    ]),
  };
  const { manifest } = encodeStep({ graph, bounds: [] });
  // 10,000 numbers of 4 bytes, and two of 8.
  expect(manifest.computed).toEqual({ total: 40_016, largest: 40_000 });
});

it('shares the memory of steps that compute much in pieces that the C library keeps', () => {
  expect(isBetterShared({ total: 1600 * MEGABYTE, largest: 3 * MEGABYTE })).toBe(true);
  expect(isBetterShared({ total: 10 * MEGABYTE, largest: 3 * MEGABYTE })).toBe(false);
  expect(isBetterShared({ total: 4000 * MEGABYTE, largest: 100 * MEGABYTE })).toBe(false);
});
