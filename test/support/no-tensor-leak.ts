import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/**
 * Runs tensor code and asserts that it leaves neither a tensor nor bytes behind. Run the code once before: first calls may
 * fill caches.
 */
export async function expectNoTensorLeak(work: () => Promise<void>): Promise<void> {
  const before = tf.memory();
  await work();
  const after = tf.memory();
  expect({ tensors: after.numTensors, bytes: after.numBytes }).toEqual({
    tensors: before.numTensors,
    bytes: before.numBytes,
  });
}
