import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { splitGates, type RecurrentCell } from './recurrent-cell';

const GATES = 4;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gate), 4 (in L + L^2 + L) parameters. Gates in the
 * order input, forget, output, candidate; the forget bias starts at 1. Initial values as in Keras: Glorot uniform for the
 * inputs, orthogonal for the state. Each gate has its own matrix product: no copies to cut [batch, 4 width] apart.
 */
export const lstmCell: RecurrentCell = {
  parameters: ({ name, inputs, width, block }) => {
    const common = { trainable: true, block } as const;
    const glorot = { kind: 'uniform', bound: Math.sqrt(6 / (inputs + GATES * width)) } as const;
    return [
      { ...common, name: `${name}.input`, shape: [inputs, GATES * width], decay: true, initializer: glorot },
      {
        ...common,
        name: `${name}.hidden`,
        shape: [width, GATES * width],
        decay: true,
        initializer: { kind: 'orthogonal', gain: 1 },
      },
      {
        ...common,
        name: `${name}.bias`,
        shape: [GATES * width],
        decay: false,
        initializer: { kind: 'constant-between', value: 1, from: width, to: 2 * width },
      },
    ];
  },

  bind(parameters, name) {
    const [input, hidden, bias] = ['input', 'hidden', 'bias'].map((part) =>
      splitGates(parameters[`${name}.${part}`]!, GATES),
    ) as [Tensor2D[], Tensor2D[], Tensor[]];
    return {
      project: (x) => input.map((weight, gate) => tf.add(tf.matMul(x, weight), bias[gate]!)),
      advance(projected, state) {
        const [write, forget, output, candidate] = projected.map((part, gate) =>
          state ? tf.add(part, tf.matMul(state.hidden, hidden[gate]!)) : part,
        ) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
        const written = tf.mul<Tensor2D>(tf.sigmoid(write), tf.tanh(candidate));
        const memory = state?.memory ? tf.add<Tensor2D>(tf.mul(tf.sigmoid(forget), state.memory), written) : written;
        return { hidden: tf.mul<Tensor2D>(tf.sigmoid(output), tf.tanh(memory)), memory };
      },
    };
  },
};
