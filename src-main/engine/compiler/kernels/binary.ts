import { broadcast_util, upcastType } from '@tensorflow/tfjs-core';
import { add, broadcastTo, cast, elementwise, multiply, scale, subtract, unary } from '../lowering/elementwise';
import { scalarOperand } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import { reshape } from '../lowering/rearrange';
import type { TensorSpec, TracedDataType } from '../trace/traced-graph';
import { kernel, variadicKernel, type KernelRule } from './kernel-rule';

const AB = ['a', 'b'] as const;
type Pair = readonly [TensorSpec, TensorSpec];

/** @throws Error of tfjs's own, naming both shapes, when they do not fit */
const commonShape = ([a, b]: Pair): number[] => broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
type Fold = (left: number, right: number) => number | boolean;

/** The element type that holds both; tfjs has made them equal for most operations. */
const commonType = (a: TracedDataType, b: TracedDataType): TracedDataType => {
  const common = upcastType(a, b);
  return common === 'int32' || common === 'bool' ? common : 'float32';
};

const common = ([a, b]: Pair): TensorSpec => ({
  shape: commonShape([a, b]),
  dtype: commonType(a.dtype, b.dtype),
});
const booleans = ([a, b]: Pair): TensorSpec => ({ shape: commonShape([a, b]), dtype: 'bool' });

const withFold = (fold?: Fold) => (fold ? { fold: (a?: number, b?: number) => fold(a!, b!) } : {});

const arithmetic = (operation: string, fold?: Fold): KernelRule =>
  kernel(AB, {
    shape: common,
    lower: (builder, [a, b], _, output) => elementwise(builder, operation, [a, b], output, withFold(fold)),
  });

const comparison = (operation: string, fold: Fold): KernelRule =>
  kernel(AB, {
    shape: booleans,
    lower: (builder, [a, b], _, output) => elementwise(builder, operation, [a, b], output, withFold(fold)),
  });

export const sum = kernel(AB, {
  shape: common,
  lower: (builder, [a, b], _, output) => add(builder, a, b, output),
});

export const difference = kernel(AB, {
  shape: common,
  lower: (builder, [a, b], _, output) => subtract(builder, a, b, output),
});

export const product = kernel(AB, {
  shape: common,
  lower: (builder, [a, b], _, output) => multiply(builder, a, b, output),
});

export const quotient = kernel(AB, {
  shape: ([a, b]) => ({ shape: commonShape([a, b]), dtype: 'float32' }),
  lower(builder, [a, b], _, output) {
    if (b.splat !== undefined && b.splat !== 0) return scale(builder, a, 1 / b.splat, output);
    return elementwise(builder, 'Div', [a, b], output, { fold: (left, right) => left / right });
  },
});

/** Division rounded down. Integers: ONNX rounds towards zero, so one is taken off where the signs differ and a rest is left. */
export const floorQuotient = kernel(AB, {
  shape: common,
  lower(builder, [a, b], _, output) {
    const towardsZero = elementwise(builder, 'Div', [a, b], output);
    if (output.dtype !== 'int32') return unary(builder, 'Floor', towardsZero, output.dtype);
    const rest = subtract(builder, a, multiply(builder, towardsZero, b, output), output);
    const isRounded = elementwise(builder, 'Xor', [isNegative(builder, rest), isNegative(builder, b)], {
      shape: output.shape,
      dtype: 'bool',
    });
    const hasRest = cast(builder, rest, 'bool');
    const isTooLarge = elementwise(builder, 'And', [hasRest, isRounded], { shape: output.shape, dtype: 'bool' });
    return subtract(builder, towardsZero, cast(builder, isTooLarge, 'int32'), output);
  },
});

const isNegative = (builder: GraphBuilder, x: Handle): Handle =>
  elementwise(builder, 'Less', [x, scalarOperand(0, x.dtype)], { shape: x.shape, dtype: 'bool' });

export const maximum = arithmetic('Max', Math.max);
export const minimum = arithmetic('Min', Math.min);

export const squaredDifference = kernel(AB, {
  shape: common,
  lower(builder, [a, b], _, output) {
    const distance = subtract(builder, a, b, output);
    return multiply(builder, distance, distance, output);
  },
});

export const power = kernel(AB, {
  shape: common,
  lower(builder, [a, b], _, output) {
    if (b.splat === 2) return broadcastTo(builder, multiply(builder, a, a, a), output.shape);
    if (b.splat === 1) return broadcastTo(builder, a, output.shape);
    return elementwise(builder, 'Pow', [a, b], output, { fold: (base, exponent) => base ** exponent });
  },
});

export const greater = comparison('Greater', (a, b) => a > b);
export const greaterOrEqual = comparison('GreaterOrEqual', (a, b) => a >= b);
export const less = comparison('Less', (a, b) => a < b);
export const lessOrEqual = comparison('LessOrEqual', (a, b) => a <= b);
export const equal = comparison('Equal', (a, b) => a === b);
export const logicalAnd = comparison('And', (a, b) => a !== 0 && b !== 0);
export const logicalOr = comparison('Or', (a, b) => a !== 0 || b !== 0);

export const notEqual = kernel(AB, {
  shape: booleans,
  lower(builder, [a, b], _, output) {
    const areEqual = elementwise(builder, 'Equal', [a, b], output, { fold: (left, right) => left === right });
    return unary(builder, 'Not', areEqual, 'bool', { fold: (value) => value === 0 });
  },
});

/** Elements of t where the condition holds, of e elsewhere. tfjs aligns a condition of lower rank with the first axes. */
export const select = kernel(['condition', 't', 'e'], {
  shape: ([, t, e]) => ({ shape: t.shape, dtype: commonType(t.dtype, e.dtype) }),
  lower(builder, [condition, t, e], _, output) {
    if (condition.splat !== undefined) return broadcastTo(builder, condition.splat ? t : e, output.shape);
    const missing = Array.from({ length: output.shape.length - condition.shape.length }, () => 1);
    const aligned = reshape(builder, condition, [...condition.shape, ...missing]);
    return elementwise(builder, 'Where', [aligned, t, e], output);
  },
});

export const sumOfMany = variadicKernel({
  shape: ([first]) => ({ shape: first!.shape, dtype: first!.dtype }),
  lower: (builder, terms, _: unknown, output) => terms.reduce((total, term) => add(builder, total, term, output)),
});
