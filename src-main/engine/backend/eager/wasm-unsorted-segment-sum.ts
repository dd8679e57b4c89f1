import {
  registerKernel,
  UnsortedSegmentSum,
  util,
  type TensorInfo,
  type UnsortedSegmentSumAttrs,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** out[segment, :] = sum of the rows of x whose segment id it is; negative ids are left out. */
function addRows(out: Float32Array, x: Float32Array, segments: Int32Array, width: number): void {
  for (const [row, segment] of segments.entries()) {
    if (segment < 0) continue;
    for (let i = 0; i < width; i += 1) out[segment * width + i]! += x[row * width + i]!;
  }
}

/**
 * Gives tfjs's wasm backend the kernel that the gradient of every lookup (`tf.gather`) needs and that it lacks. The loop is
 * JavaScript on the memory of the backend. Float32 only, which is what gradients are.
 */
export function registerUnsortedSegmentSum(): void {
  registerKernel({
    kernelName: UnsortedSegmentSum,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, segmentIds } = inputs as { readonly x: TensorInfo; readonly segmentIds: TensorInfo };
      const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
      const wasm = backend as BackendWasm;
      const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
      const out = wasm.makeOutput(shape, 'float32');
      // Views are taken after the allocation: it may move the memory.
      const sums = wasm.typedArrayFromHeap(out) as Float32Array;
      sums.fill(0);
      const width = util.sizeFromShape(shape) / Math.max(numSegments, 1);
      addRows(
        sums,
        wasm.typedArrayFromHeap(x) as Float32Array,
        wasm.typedArrayFromHeap(segmentIds) as Int32Array,
        width,
      );
      return out;
    },
  });
}
