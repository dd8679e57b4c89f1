import { describe, expect, it } from 'vitest';
import { CompiledStepFailedError } from '#contract/errors/compiler-errors';
import {
  createNativeSession,
  ortTensor,
  publicSession,
} from '../../../../src-main/engine/backend/onnxruntime/native-session';
import { encodeModel } from '../../../../src-main/engine/compiler/onnx/encode-model';
import type { LoweredGraph } from '../../../../src-main/engine/compiler/lowering/lowered-graph';

/** y = x + x for vectors of two. */
const doubling: LoweredGraph = {
  nodes: [{ operation: 'Add', domain: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} }],
  inputs: [{ name: 'x', shape: [2], dtype: 'float32' }],
  outputs: [{ name: 'y', shape: [2], dtype: 'float32' }],
  initializers: [],
  values: new Map(),
};

describe.each([
  ['the binding, memory of its own', createNativeSession, false],
  ['the binding, shared memory', createNativeSession, true],
  ['the public interface', publicSession, false],
])('a session by %s', (_, create, sharesMemory) => {
  it('writes into the memory it is given', async () => {
    const session = await create(encodeModel(doubling), { threads: 1, sharesMemory });
    const memory = new Float32Array(4);
    const y = ortTensor('float32', memory.subarray(2), [2]);
    await session.run({ x: ortTensor('float32', Float32Array.of(3, 4), [2]) }, { y });
    expect(Array.from(memory)).toEqual([0, 0, 6, 8]);
    await session.dispose();
  });

  it('allocates what it is not given', async () => {
    const session = await create(encodeModel(doubling), { threads: 1, sharesMemory });
    const { y } = await session.run({ x: ortTensor('float32', Float32Array.of(1, 2), [2]) }, { y: null });
    expect(y!.data).toEqual(Float32Array.of(2, 4));
    await session.dispose();
  });
});

it('a model that ONNX Runtime refuses is an error with its reason', async () => {
  const unknown = { ...doubling, nodes: [{ ...doubling.nodes[0]!, operation: 'NoSuchOperation' }] };
  const error = await createNativeSession(encodeModel(unknown), { threads: 1, sharesMemory: false }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CompiledStepFailedError);
  expect((error as Error).message).toContain('NoSuchOperation');
});
