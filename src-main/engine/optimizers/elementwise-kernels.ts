import type { ElementwiseKernel } from './elementwise-kernel';
import type { Code } from '../wasm/instructions';

/** vector *= factor */
export const SCALE: ElementwiseKernel<'scale'> = {
  name: 'scale',
  bufferCount: 1,
  coefficientCount: 1,
  update: ({ multiply }, [vector], [factor]) => [{ buffer: 0, value: multiply(vector!, factor!) }],
};

/** Buffers: values, gradients. */
export const DESCEND: ElementwiseKernel<'descend'> = {
  name: 'descend',
  bufferCount: 2,
  coefficientCount: 1,
  update: ({ subtract, multiply }, [value, gradient], [rate]) => [
    { buffer: 0, value: subtract(value!, multiply(rate!, gradient!)) },
  ],
};

/** Buffers: values, gradients, velocity. */
export const DESCEND_WITH_MOMENTUM: ElementwiseKernel<'descendWithMomentum'> = {
  name: 'descendWithMomentum',
  bufferCount: 3,
  coefficientCount: 2,
  update: ({ add, subtract, multiply }, [value, gradient, velocity], [rate, momentum]) => [
    { buffer: 2, value: add(multiply(momentum!, velocity!), gradient!) },
    { buffer: 0, value: subtract(value!, multiply(rate!, velocity!)) },
  ],
};

/** Buffers: values, gradients, first and second moment. Coefficients in the order of `AdamCoefficients`. */
export const ADAM: ElementwiseKernel<'adam'> = {
  name: 'adam',
  bufferCount: 4,
  coefficientCount: 7,
  update: ({ add, subtract, multiply, divide, sqrt }, buffers, coefficients) => {
    const [value, gradient, first, second] = buffers as readonly [Code, Code, Code, Code];
    const [firstDecay, firstWeight, secondDecay, secondWeight, stepSize, epsilon, retention] =
      coefficients as readonly [Code, Code, Code, Code, Code, Code, Code];
    const change = divide(multiply(stepSize, first), add(sqrt(second), epsilon));
    return [
      { buffer: 2, value: add(multiply(firstDecay, first), multiply(firstWeight, gradient)) },
      {
        buffer: 3,
        value: add(multiply(secondDecay, second), multiply(secondWeight, multiply(gradient, gradient))),
      },
      { buffer: 0, value: subtract(multiply(retention, value), change) },
    ];
  },
};
