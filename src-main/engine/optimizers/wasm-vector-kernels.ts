import { ADAM, DESCEND, DESCEND_WITH_MOMENTUM, SCALE } from './elementwise-kernels';
import { elementwiseFunction } from './elementwise-kernel';
import { ForeignBufferError } from './optimizer-errors';
import { addTailAndCombine } from './partial-sums';
import { SUM_OF_SQUARES } from './sum-of-squares-function';
import type { VectorKernels } from './vector-kernels';
import { WasmArena } from './wasm-arena';
import { instantiate } from '../wasm/assemble-module';

/** Kernels of the module; the bytes are made at start-up, from the same descriptions for every arena. */
const FUNCTIONS = [
  SUM_OF_SQUARES,
  elementwiseFunction(SCALE),
  elementwiseFunction(DESCEND),
  elementwiseFunction(DESCEND_WITH_MOMENTUM),
  elementwiseFunction(ADAM),
];

/**
 * The kernels in WebAssembly SIMD. They work where the numbers lie: make the parameter store with `allocate` of the
 * result, and values, gradients and moments share one memory without a copy.
 * @param parameterCount elements of the store; room is made for values, gradients and two moments
 * @returns kernels whose calls throw ForeignBufferError for a buffer from elsewhere
 * @throws RangeError above about 268 million parameters (4 GiB)
 */
export function createWasmVectorKernels(parameterCount: number): VectorKernels {
  const arena = new WasmArena(Array<number>(4).fill(parameterCount));
  const run = instantiate(FUNCTIONS, arena.memory);
  const address = (buffer: Float32Array, start: number): number => {
    if (buffer.buffer !== arena.memory.buffer) throw new ForeignBufferError(buffer.length);
    return buffer.byteOffset + 4 * start;
  };
  return {
    id: 'wasm',
    allocate: (length) => arena.allocate(length),
    sumOfSquares(vector) {
      run.sumOfSquares(address(vector, 0), vector.length);
      return addTailAndCombine(arena.scratch, vector);
    },
    scale: (vector, factor) => run.scale(address(vector, 0), vector.length, factor),
    descend: (values, gradients, { start, end }, rate) =>
      run.descend(address(values, start), address(gradients, start), end - start, rate),
    descendWithMomentum: (values, gradients, velocity, { start, end }, rate, momentum) =>
      run.descendWithMomentum(
        address(values, start),
        address(gradients, start),
        address(velocity, start),
        end - start,
        rate,
        momentum,
      ),
    adam: (values, gradients, firstMoment, secondMoment, { start, end }, c) =>
      run.adam(
        address(values, start),
        address(gradients, start),
        address(firstMoment, start),
        address(secondMoment, start),
        end - start,
        ...[c.firstDecay, c.firstWeight, c.secondDecay, c.secondWeight, c.stepSize, c.epsilon, c.retention],
      ),
  };
}
