import { elementwise, multiply, scale, subtract, unary } from '../lowering/elementwise';
import { scalarOperand } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import type { TensorSpec } from '../trace/traced-graph';
import { kernel, type KernelRule } from './kernel-rule';

const X = ['x'] as const;
const sameAs = ([x]: readonly [TensorSpec]): TensorSpec => ({ shape: x.shape, dtype: x.dtype });
const floatOf = ([x]: readonly [TensorSpec]): TensorSpec => ({ shape: x.shape, dtype: 'float32' });
const boolOf = ([x]: readonly [TensorSpec]): TensorSpec => ({ shape: x.shape, dtype: 'bool' });

/** A kernel that ONNX has under another name and that keeps the element type. */
const sameType = (operation: string, fold?: (value: number) => number): KernelRule =>
  kernel(X, { shape: sameAs, lower: (builder, [x]) => unary(builder, operation, x, x.dtype, withFold(fold)) });

/** A kernel that ONNX has and whose result is float32. */
const floatFunction = (operation: string, fold?: (value: number) => number): KernelRule =>
  kernel(X, { shape: floatOf, lower: (builder, [x]) => unary(builder, operation, x, 'float32', withFold(fold)) });

const withFold = (fold?: (value: number) => number) => (fold ? { fold: (value?: number) => fold(value!) } : {});

export const absolute = sameType('Abs', Math.abs);
export const sign = sameType('Sign', Math.sign);
export const floor = sameType('Floor', Math.floor);
export const ceil = sameType('Ceil', Math.ceil);
/** Halves go to the even neighbour, in tfjs as in ONNX. */
export const round = sameType('Round');
export const reciprocal = floatFunction('Reciprocal', (value) => 1 / value);
export const exponential = floatFunction('Exp', Math.exp);
export const logarithm = floatFunction('Log', Math.log);
export const squareRoot = floatFunction('Sqrt', Math.sqrt);
export const sine = floatFunction('Sin', Math.sin);
export const cosine = floatFunction('Cos', Math.cos);
export const errorFunction = floatFunction('Erf');

export const negate = kernel(X, { shape: sameAs, lower: (builder, [x], _, output) => scale(builder, x, -1, output) });

export const squared = kernel(X, {
  shape: sameAs,
  lower: (builder, [x], _, output) => multiply(builder, x, x, output),
});

export const reciprocalSquareRoot = kernel(X, {
  shape: floatOf,
  lower: (builder, [x]) =>
    unary(
      builder,
      'Reciprocal',
      unary(builder, 'Sqrt', x, 'float32', { fold: (value) => Math.sqrt(value) }),
      'float32',
      {
        fold: (value) => 1 / value,
      },
    ),
});

/**
 * log(1 + x), accurate near zero: log(u) * x / (u - 1) with u = 1 + x rounded, and x itself where u is 1.
 * @see Goldberg, "What every computer scientist should know about floating-point arithmetic", theorem 4
 */
export const logarithmOfOnePlus = kernel(X, {
  shape: floatOf,
  lower(builder, [x], _, output) {
    const sum = elementwise(builder, 'Add', [x, scalarOperand(1)], output);
    const rounded = elementwise(builder, 'Sub', [sum, scalarOperand(1)], output);
    const isTiny = elementwise(builder, 'Equal', [rounded, scalarOperand(0)], { shape: output.shape, dtype: 'bool' });
    const isInfinite = elementwise(builder, 'Equal', [sum, scalarOperand(Infinity)], {
      shape: output.shape,
      dtype: 'bool',
    });
    const log = unary(builder, 'Log', sum, 'float32');
    const ratio = elementwise(builder, 'Div', [x, rounded], output);
    const corrected = elementwise(builder, 'Mul', [log, ratio], output);
    const finite = elementwise(builder, 'Where', [isTiny, x, corrected], output);
    return elementwise(builder, 'Where', [isInfinite, sum, finite], output);
  },
});

/** exp(x) - 1, accurate near zero: 2 t / (1 - t) with t = tanh(x / 2) where |x| < 1. */
export const exponentialMinusOne = kernel(X, {
  shape: floatOf,
  lower(builder, [x], _, output) {
    const half = elementwise(builder, 'Mul', [x, scalarOperand(0.5)], output);
    const tangent = unary(builder, 'Tanh', half, 'float32');
    const quotient = elementwise(
      builder,
      'Div',
      [scale(builder, tangent, 2, output), elementwise(builder, 'Sub', [scalarOperand(1), tangent], output)],
      output,
    );
    const direct = subtract(builder, unary(builder, 'Exp', x, 'float32'), scalarOperand(1), output);
    return elementwise(builder, 'Where', [isBelow(builder, x, 1), quotient, direct], output);
  },
});

/** |x| < bound */
function isBelow(builder: GraphBuilder, x: Handle, bound: number): Handle {
  const magnitude = unary(builder, 'Abs', x, 'float32');
  return elementwise(builder, 'Less', [magnitude, scalarOperand(bound)], { shape: x.shape, dtype: 'bool' });
}

export const isNotANumber = kernel(X, {
  shape: boolOf,
  lower: (builder, [x]) => unary(builder, 'IsNaN', x, 'bool'),
});

export const isInfinite = kernel(X, {
  shape: boolOf,
  lower: (builder, [x]) => unary(builder, 'IsInf', x, 'bool'),
});

/** A finite number less than or equal to the largest float32 in magnitude; false for NaN by comparison. */
export const isFinite = kernel(X, {
  shape: boolOf,
  lower: (builder, [x], _, output) =>
    elementwise(
      builder,
      'LessOrEqual',
      [unary(builder, 'Abs', x, 'float32'), scalarOperand(3.4028234663852886e38)],
      output,
    ),
});

export const logicalNot = kernel(X, {
  shape: boolOf,
  lower: (builder, [x]) => unary(builder, 'Not', x, 'bool', { fold: (value) => value === 0 }),
});
