import { describe, expect, it } from 'vitest';
import { clipByGlobalNorm } from '../../../../src-main/engine/optimizers/clip-by-global-norm';
import { ArenaFullError, ForeignBufferError } from '../../../../src-main/engine/optimizers/optimizer-errors';
import { plainVectorKernels } from '../../../../src-main/engine/optimizers/plain-vector-kernels';
import { createOptimizer, OPTIMIZERS, type OptimizerId } from '../../../../src-main/engine/optimizers/registry';
import type { VectorKernels } from '../../../../src-main/engine/optimizers/vector-kernels';
import { createWasmVectorKernels } from '../../../../src-main/engine/optimizers/wasm-vector-kernels';
import { config, SPECS, setGradients, store, wave } from './support';

const bits = (buffer: Float32Array): Uint32Array => new Uint32Array(buffer.slice().buffer);

/** A model of one block of `length` numbers beside the small ones, so that every tail length from 0 to 7 occurs. */
const specsWith = (length: number) => [
  { name: 'first', shape: [length], trainable: true, decay: true, block: 'encoder' },
  ...SPECS,
];

function train(kernels: VectorKernels, kind: OptimizerId, momentum: number, length: number) {
  const target = store(kernels, specsWith(length));
  const settings = config({ kind, momentum, weight_decay: 0.01 });
  const optimizer = createOptimizer(settings, target, { kernels, rateMultipliers: { head: 0.3 } });
  const norms: number[] = [];
  for (let stepIndex = 0; stepIndex < 20; stepIndex++) {
    setGradients(target, stepIndex);
    norms.push(clipByGlobalNorm(target.gradients, 2, kernels));
    optimizer.step(target, { learningRate: 0.003, stepIndex });
  }
  return { values: bits(target.values), state: Object.values(optimizer.state()).map(bits), norms };
}

const RULES = (Object.keys(OPTIMIZERS) as OptimizerId[]).flatMap((kind) =>
  [0, 0.9].map((momentum) => ({ kind, momentum })),
);

describe.each(RULES)('$kind, momentum $momentum', ({ kind, momentum }) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 1003])(
    'gives the same bits as plain TypeScript, %i extra numbers, 20 clipped steps',
    (length) => {
      const wasm = train(createWasmVectorKernels(length + 50), kind, momentum, length);
      expect(wasm).toEqual(train(plainVectorKernels, kind, momentum, length));
    },
  );
});

it('treats zeros, denormals, infinities and the largest numbers like plain TypeScript', () => {
  const special = [0, -0, 1e-45, -1e-40, 3.4e38, -3.4e38, Infinity, 1e-20, 1];
  const update = (kernels: VectorKernels) => {
    const buffers = Array.from({ length: 4 }, (_, k) => {
      const buffer = kernels.allocate(special.length);
      buffer.set(special.map((_, i) => Math.abs(special[(i + 2 * k) % special.length]!)));
      return buffer;
    });
    const [values, gradients, first, second] = buffers as [Float32Array, Float32Array, Float32Array, Float32Array];
    const coefficients = {
      firstDecay: 0.9,
      firstWeight: 0.1,
      secondDecay: 0.999,
      secondWeight: 0.001,
      stepSize: 0.01,
      epsilon: 1e-8,
      retention: 1,
    };
    kernels.adam(values, gradients, first, second, { start: 0, end: special.length }, coefficients);
    return buffers.map((buffer) => [...buffer]);
  };
  expect(update(createWasmVectorKernels(16))).toEqual(update(plainVectorKernels));
});

it('reports a NaN anywhere, in the rounds of eight and in the tail', () => {
  const kernels = createWasmVectorKernels(64);
  for (const position of [0, 5, 15, 16, 18]) {
    const vector = kernels.allocate(19);
    vector.forEach((_, i) => (vector[i] = wave(i, 1)));
    vector[position] = NaN;
    expect(kernels.sumOfSquares(vector)).toBeNaN();
  }
});

it('refuses a buffer that lies outside its memory', () => {
  const kernels = createWasmVectorKernels(8);
  expect(() => kernels.sumOfSquares(new Float32Array(8))).toThrow(ForeignBufferError);
  expect(() =>
    createOptimizer(config({}), store(), { kernels: createWasmVectorKernels(100) }).step(store(), {
      learningRate: 1,
      stepIndex: 0,
    }),
  ).toThrow(ForeignBufferError);
});

it('says how much is free when its memory is full', () => {
  expect(() => createWasmVectorKernels(8).allocate(1_000_000)).toThrow(ArenaFullError);
});
