import { mean, relu, square, sub } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { linear } from './layers';
import { linearParameters, type Workload } from './workload';

/** Rows of a batch, and the width of each layer from the input to the output. */
export interface MlpOptions {
  readonly rows?: number;
  readonly widths?: readonly number[];
}

/** A regression by a multi-layer perceptron with mean squared error: 17, 128, 64, 1 unless told otherwise. */
export function mlp({ rows = 64, widths = [17, 128, 64, 1] }: MlpOptions = {}): Workload {
  const layers = widths.slice(1).map((width, index) => ({ name: `layer${index}`, from: widths[index]!, to: width }));
  const uniform = (random: () => number) => random() * 2 - 1;
  return {
    name: `mlp ${widths.join('-')}, ${rows} rows`,
    sampleCount: rows,
    parameters: layers.flatMap(({ name, from, to }) => linearParameters(name, from, to)),
    inputs: {
      x: { shape: [rows, widths[0]!], element: uniform },
      y: { shape: [rows, widths.at(-1)!], element: uniform },
    },
    loss(parameters, { x, y }) {
      let hidden: Tensor = x!;
      layers.forEach(({ name }, index) => {
        hidden = linear(parameters, name, hidden);
        if (index < layers.length - 1) hidden = relu(hidden);
      });
      return { loss: mean<Scalar>(square(sub(hidden, y!))), outputs: { predicted: hidden } };
    },
  };
}
