import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { splitGates, type RecurrentCell } from './recurrent-cell';

const GATES = 3;

/**
 * Gated recurrent unit in the form that resets after the product (as cuDNN and Keras), 3 (in L + L^2 + 2 L) parameters.
 * Gates in the order update, reset, candidate; both biases start at 0.
 */
export const gruCell: RecurrentCell = {
  parameters: ({ name, inputs, width, block }) => {
    const common = { trainable: true, block } as const;
    const glorot = { kind: 'uniform', bound: Math.sqrt(6 / (inputs + GATES * width)) } as const;
    const bias = { ...common, shape: [GATES * width], decay: false, initializer: { kind: 'zeros' } } as const;
    return [
      { ...common, name: `${name}.input`, shape: [inputs, GATES * width], decay: true, initializer: glorot },
      {
        ...common,
        name: `${name}.hidden`,
        shape: [width, GATES * width],
        decay: true,
        initializer: { kind: 'orthogonal', gain: 1 },
      },
      { ...bias, name: `${name}.input_bias` },
      { ...bias, name: `${name}.hidden_bias` },
    ];
  },

  bind(parameters, name) {
    const [input, hidden, inputBias, hiddenBias] = ['input', 'hidden', 'input_bias', 'hidden_bias'].map((part) =>
      splitGates(parameters[`${name}.${part}`]!, GATES),
    ) as [Tensor2D[], Tensor2D[], Tensor[], Tensor[]];
    return {
      project: (x) => input.map((weight, gate) => tf.add(tf.matMul(x, weight), inputBias[gate]!)),
      advance(projected, state) {
        const fromState = hiddenBias.map((bias, gate) =>
          state ? tf.add(tf.matMul(state.hidden, hidden[gate]!), bias) : bias,
        );
        const update = tf.sigmoid(tf.add<Tensor2D>(projected[0]!, fromState[0]!));
        const reset = tf.sigmoid(tf.add<Tensor2D>(projected[1]!, fromState[1]!));
        const candidate = tf.tanh(tf.add<Tensor2D>(projected[2]!, tf.mul(reset, fromState[2]!)));
        const fresh = tf.mul<Tensor2D>(tf.sub(1, update), candidate);
        return { hidden: state ? tf.add<Tensor2D>(tf.mul(update, state.hidden), fresh) : fresh };
      },
    };
  },
};
