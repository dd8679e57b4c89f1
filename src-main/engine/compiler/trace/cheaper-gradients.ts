import {
  div,
  equal,
  gather,
  getGradient,
  mul,
  registerGradient,
  square,
  step,
  unregisterGradient,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { GradConfig, LeakyReluAttrs, Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/**
 * Gradients with the mathematics of tfjs's own, written so that the step needs less: from the saved output instead of the
 * input (which can then be freed), and with one saturating slope instead of a comparison and a choice.
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
