import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../backend/executor';
import { linear } from './layers';
import { roughlyNormal } from './random';
import { dropoutInput, linearParameters, uniformFor, type Workload, type WorkloadParameter } from './workload';

/** Sizes of the sequence-to-sequence model: two encoder and two decoder layers. */
export interface LstmOptions {
  readonly mode?: 'teacher' | 'free';
  readonly width?: number;
  readonly batch?: number;
  readonly inputSteps?: number;
  readonly outputSteps?: number;
  readonly features?: number;
  readonly headWidth?: number;
}

/** Gates in the order input, forget, output, candidate. Each has its own matrix product: no copies to cut [batch, 4 width] apart. */
const GATES = 4;
interface CellState {
  readonly hidden: Tensor;
  readonly memory: Tensor;
}
interface CellWeights {
  readonly input: readonly Tensor[];
  readonly hidden: readonly Tensor[];
  readonly bias: readonly Tensor[];
}

function cellParameters(name: string, inputs: number, width: number): WorkloadParameter[] {
  const forgetBias = (_: unknown, index: number) => (index >= width && index < 2 * width ? 1 : 0);
  return [
    { name: `${name}.input`, shape: [inputs, GATES * width], initial: uniformFor(inputs) },
    { name: `${name}.hidden`, shape: [width, GATES * width], initial: uniformFor(width) },
    { name: `${name}.bias`, shape: [GATES * width], initial: forgetBias },
  ];
}

function cellWeights(parameters: NamedTensors, name: string): CellWeights {
  const gates = (part: string): Tensor[] => {
    const whole = parameters[`${name}.${part}`]!;
    return tf.split(whole, GATES, whole.rank - 1);
  };
  return { input: gates('input'), hidden: gates('hidden'), bias: gates('bias') };
}

/** The part of each gate that comes from the layer below, for one step or for all steps of a sequence at once. */
const project = ({ input, bias }: CellWeights, x: Tensor): Tensor[] =>
  input.map((weight, gate) => tf.add(tf.matMul(x, weight), bias[gate]!));

function advance({ hidden }: CellWeights, projected: readonly Tensor[], state: CellState | undefined): CellState {
  const [input, forget, output, candidate] = projected.map((part, gate) =>
    state ? tf.add(part, tf.matMul(state.hidden, hidden[gate]!)) : part,
  ) as [Tensor, Tensor, Tensor, Tensor];
  const written = tf.mul(tf.sigmoid(input), tf.tanh(candidate));
  const memory = state ? tf.add(tf.mul(tf.sigmoid(forget), state.memory), written) : written;
  return { hidden: tf.mul(tf.sigmoid(output), tf.tanh(memory)), memory };
}

/** Runs a layer over a time-major sequence [steps * batch, inputs]. */
function runLayer(weights: CellWeights, x: Tensor, steps: number, start?: CellState) {
  const projected = project(weights, x).map((part) => tf.split(part, steps, 0));
  const states: CellState[] = [];
  for (let step = 0; step < steps; step++) {
    const atStep = projected.map((gate) => gate[step]!);
    states.push(advance(weights, atStep, states.at(-1) ?? start));
  }
  return {
    states,
    sequence: tf.concat(
      states.map(({ hidden }) => hidden),
      0,
    ),
  };
}

/** Unrolled LSTM encoder and decoder; the decoder gets the true previous point (teacher) or its own (free running). */
export function lstm(options: LstmOptions = {}): Workload {
  const { mode = 'teacher', width = 128, batch = 64, inputSteps = 30, outputSteps = 40 } = options;
  const { features = 35, headWidth = 128 } = options;
  const points = outputSteps * batch;

  const head = (parameters: NamedTensors, hidden: Tensor): Tensor =>
    linear(parameters, 'head1', tf.relu(linear(parameters, 'head0', hidden)));

  function decodeTeacher(parameters: NamedTensors, inputs: NamedTensors, start: CellState): Tensor {
    const first = runLayer(cellWeights(parameters, 'decoder0'), inputs['previous']!, outputSteps, start);
    const second = runLayer(cellWeights(parameters, 'decoder1'), first.sequence, outputSteps);
    return head(parameters, tf.mul(second.sequence, inputs['dropout']!));
  }

  function decodeFree(parameters: NamedTensors, inputs: NamedTensors, start: CellState): Tensor {
    const [lower, upper] = [cellWeights(parameters, 'decoder0'), cellWeights(parameters, 'decoder1')];
    const masks = tf.split(inputs['dropout']!, outputSteps, 0);
    let point: Tensor = tf.zeros([batch, 2]);
    let first = start;
    let second: CellState | undefined;
    const predicted = masks.map((mask) => {
      first = advance(lower, project(lower, point), first);
      second = advance(upper, project(upper, first.hidden), second);
      point = head(parameters, tf.mul(second.hidden, mask));
      return point;
    });
    return tf.concat(predicted, 0);
  }

  return {
    name: `lstm ${width} ${mode}`,
    sampleCount: batch,
    parameters: [
      ...cellParameters('encoder0', features, width),
      ...cellParameters('encoder1', width, width),
      ...cellParameters('decoder0', 2, width),
      ...cellParameters('decoder1', width, width),
      ...linearParameters('head0', width, headWidth),
      ...linearParameters('head1', headWidth, 2),
    ],
    inputs: {
      x: { shape: [inputSteps * batch, features], element: roughlyNormal },
      y: { shape: [points, 2], element: roughlyNormal },
      mask: { shape: [points, 1], element: (random) => (random() < 0.8 ? 1 : 0) },
      dropout: dropoutInput([points, width], 0.2),
      ...(mode === 'teacher' ? { previous: { shape: [points, 2], element: roughlyNormal } } : {}),
    },
    loss(parameters, inputs) {
      const first = runLayer(cellWeights(parameters, 'encoder0'), inputs['x']!, inputSteps);
      const second = runLayer(cellWeights(parameters, 'encoder1'), first.sequence, inputSteps);
      const decode = mode === 'teacher' ? decodeTeacher : decodeFree;
      const predicted = decode(parameters, inputs, second.states.at(-1)!);
      const mask = inputs['mask']!;
      const error = tf.sum(tf.mul(tf.square(tf.sub(predicted, inputs['y']!)), mask));
      return { loss: tf.div<Scalar>(error, tf.maximum(tf.mul(tf.sum(mask), 2), 1)), outputs: {} };
    },
  };
}
