import type { ClipByValueAttrs, LeakyReluAttrs, StepAttrs } from '@tensorflow/tfjs-core';
import { cast, elementwise, multiply, unary } from '../lowering/elementwise';
import { materialize, materialized, scalarOperand } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import { float, int } from '../lowering/lowered-graph';
import type { TensorSpec } from '../trace/traced-graph';
import { kernel, type KernelRule } from './kernel-rule';

/** Steep enough to saturate at any normal float32, and itself a float32. */
const STEEP = 3e38;

const X = ['x'] as const;
const sameAs = ([x]: readonly [TensorSpec]): TensorSpec => ({ shape: x.shape, dtype: x.dtype });
const floatOf = ([x]: readonly [TensorSpec]): TensorSpec => ({ shape: x.shape, dtype: 'float32' });

const activation = (operation: string, fold?: (value: number) => number): KernelRule =>
  kernel(X, {
    shape: floatOf,
    lower: (builder, [x]) => unary(builder, operation, x, 'float32', fold ? { fold: (value) => fold(value) } : {}),
  });

export const sigmoid = activation('Sigmoid');
export const hyperbolicTangent = activation('Tanh', Math.tanh);
export const softplus = activation('Softplus');
export const elu = activation('Elu');
export const selu = activation('Selu');

export const relu = kernel(X, {
  shape: sameAs,
  lower: (builder, [x]) => unary(builder, 'Relu', x, x.dtype, { fold: (value) => Math.max(0, value) }),
});

const clip = (builder: GraphBuilder, x: Handle, low: number, high: number): Handle =>
  unaryClip(builder, x, scalarOperand(low, x.dtype), scalarOperand(high, x.dtype));

const unaryClip = (builder: GraphBuilder, x: Handle, low: Handle, high: Handle): Handle =>
  elementwise(builder, 'Clip', [x, low, high], x, {
    fold: (value, least, most) => Math.min(Math.max(value, least), most),
  });

export const relu6 = kernel(X, { shape: sameAs, lower: (builder, [x]) => clip(builder, x, 0, 6) });

export const clipByValue = kernel(X, {
  shape: sameAs,
  lower: (builder, [x], { clipValueMin, clipValueMax }: ClipByValueAttrs) =>
    clip(builder, x, clipValueMin, clipValueMax),
});

export const leakyRelu = kernel(X, {
  shape: floatOf,
  lower: (builder, [x], { alpha }: LeakyReluAttrs) =>
    unary(builder, 'LeakyRelu', x, 'float32', { attributes: { alpha: float(alpha) } }),
});

export const prelu = kernel(['x', 'alpha'], {
  shape: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  lower(builder, [x, alpha], _, output) {
    const isPositive = elementwise(builder, 'GreaterOrEqual', [x, scalarOperand(0)], { shape: x.shape, dtype: 'bool' });
    return elementwise(builder, 'Where', [isPositive, x, multiply(builder, x, alpha, output)], output);
  },
});

/** 1 where x > 0, alpha elsewhere. */
export const step = kernel(X, {
  shape: sameAs,
  lower(builder, [x], { alpha }: StepAttrs, output) {
    if (x.dtype !== 'float32') return stepByComparison(builder, x, alpha, output);
    if (alpha === 0) return saturatingStep(builder, x);
    if (alpha < 0 || alpha > 1) return stepByComparison(builder, x, alpha, output);
    const steep = elementwise(builder, 'Mul', [x, scalarOperand(STEEP)], output);
    return clip(builder, steep, alpha, 1);
  },
});

/** One saturating operation: a comparison and a conversion take twice the time. */
const saturatingStep = (builder: GraphBuilder, x: Handle): Handle =>
  unary(builder, 'HardSigmoid', x, 'float32', {
    fold: (value) => value > 0,
    attributes: { alpha: float(STEEP), beta: float(0) },
  });

function stepByComparison(builder: GraphBuilder, x: Handle, alpha: number, output: TensorSpec): Handle {
  const isPositive = elementwise(builder, 'Greater', [x, scalarOperand(0, x.dtype)], {
    shape: x.shape,
    dtype: 'bool',
  });
  if (alpha === 0) return cast(builder, isPositive, output.dtype);
  return elementwise(
    builder,
    'Where',
    [isPositive, scalarOperand(1, output.dtype), scalarOperand(alpha, output.dtype)],
    output,
  );
}

/** dy where y >= 0, dy * (y + 1) elsewhere; y is elu's output. */
export const eluGradient = kernel(['dy', 'y'], {
  shape: ([, y]) => ({ shape: y.shape, dtype: 'float32' }),
  lower(builder, [dy, y], _, output) {
    const isPositive = elementwise(builder, 'GreaterOrEqual', [y, scalarOperand(0)], { shape: y.shape, dtype: 'bool' });
    const slope = elementwise(builder, 'Add', [y, scalarOperand(1)], output);
    return elementwise(builder, 'Where', [isPositive, dy, multiply(builder, dy, slope, output)], output);
  },
});

/** Over the last axis; tfjs's operation checks that it is. */
export const softmax = kernel(['logits'], {
  shape: ([logits]) => ({ shape: logits.shape, dtype: 'float32' }),
  lower: (builder, [logits], _, output) =>
    materialized(builder.emit('Softmax', [materialize(builder, logits)], output, { axis: int(-1) }), output),
});

export const logSoftmax = kernel(['logits'], {
  shape: ([logits]) => ({ shape: logits.shape, dtype: 'float32' }),
  lower: (builder, [logits], _, output) =>
    materialized(builder.emit('LogSoftmax', [materialize(builder, logits)], output, { axis: int(-1) }), output),
});
