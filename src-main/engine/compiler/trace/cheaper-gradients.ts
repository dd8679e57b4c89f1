import {
  div,
  equal,
  gather,
  getGradient,
  mul,
  registerGradient,
  reshape,
  square,
  step,
  sum,
  unregisterGradient,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { GradConfig, LeakyReluAttrs, Tensor, Tensor1D, TileAttrs } from '@tensorflow/tfjs-core';

/**
 * Gradients with the mathematics of tfjs's own, written so that the step needs less: from the saved output instead of the
 * input (which can then be freed), with one saturating slope instead of a comparison and a choice, and with one sum instead of
 * a slice and an addition for each copy.
 */
const CHEAPER_GRADIENTS: readonly GradConfig[] = [
  {
    kernelName: 'Rsqrt',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => mul(mul(single(dy), -0.5), mul(square(y!), y!)) }),
  },
  {
    kernelName: 'Sqrt',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => div(mul(single(dy), 0.5), y!) }),
  },
  {
    kernelName: 'Relu',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => mul(single(dy), step(y!)) }),
  },
  {
    kernelName: 'LeakyRelu',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => {
      const { alpha } = attributes as Partial<LeakyReluAttrs>;
      return { x: () => mul(single(dy), step(x!, alpha)) };
    },
  },
  {
    kernelName: 'Tile',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => {
      const { reps } = attributes as unknown as TileAttrs;
      return { x: () => sumOfCopies(single(dy), x!.shape, reps) };
    },
  },
  {
    // What clipping left alone, both limits included.
    kernelName: 'ClipByValue',
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y]) => ({ x: () => where(equal(x!, y!), single(dy), zerosLike(single(dy))) }),
  },
  {
    // tfjs leaves out negative ids; those are refused here (see kernels/gathering.ts), so every row is a row of a segment.
    kernelName: 'UnsortedSegmentSum',
    inputsToSave: ['segmentIds'],
    gradFunc: (dy, [segmentIds]) => ({ x: () => gather(single(dy), segmentIds as Tensor1D) }),
  },
];

/** @returns a tiled tensor's copies, added up: float32 of the shape that was tiled */
function sumOfCopies(tiled: Tensor, shape: readonly number[], copies: readonly number[]): Tensor {
  const isCopied = (axis: number): boolean => copies[axis]! > 1;
  const apart = shape.flatMap((size, axis) => (isCopied(axis) ? [copies[axis]!, size] : [size]));
  const copied = shape.flatMap((_, axis) =>
    isCopied(axis) ? [axis + shape.slice(0, axis).filter((_, at) => isCopied(at)).length] : [],
  );
  return reshape(copied.length === 0 ? tiled : sum(reshape(tiled, apart), copied), [...shape]);
}

/**
 * Calls a function with these gradients in place of tfjs's, and puts tfjs's back: the registry is global, and eager
 * executors of the same process must not notice.
 */
export function withCheaperGradients<Result>(run: () => Result): Result {
  const own = CHEAPER_GRADIENTS.map(({ kernelName }) => getGradient(kernelName));
  CHEAPER_GRADIENTS.forEach(replaceGradient);
  try {
    return run();
  } finally {
    own.forEach(replaceGradient);
  }
}

function replaceGradient(gradient: GradConfig): void {
  unregisterGradient(gradient.kernelName);
  registerGradient(gradient);
}

/** These kernels have one output, so tfjs passes one gradient. */
function single(dy: Tensor | Tensor[]): Tensor {
  return Array.isArray(dy) ? dy[0]! : dy;
}
