import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { linear } from './layers';
import { linearParameters, uniformFor, zero, type Workload } from './workload';

/** Images of a batch and their edge, pixels. */
export interface SmallConvolutionOptions {
  readonly batch?: number;
  readonly size?: number;
}

const LAYERS = [
  { name: 'convolution0', from: 3, to: 16 },
  { name: 'convolution1', from: 16, to: 32 },
] as const;
const CLASSES = 10;

/** Two 3 x 3 convolutions with stride 2 and a linear classifier with cross-entropy. */
export function smallConvolution({ batch = 64, size = 32 }: SmallConvolutionOptions = {}): Workload {
  const finalSize = Math.ceil(Math.ceil(size / 2) / 2);
  const features = finalSize * finalSize * 32;
  return {
    name: `small convolution, ${batch} images of ${size}`,
    sampleCount: batch,
    parameters: [
      ...LAYERS.flatMap(({ name, from, to }) => [
        { name: `${name}.filter`, shape: [3, 3, from, to], initial: uniformFor(9 * from) },
        { name: `${name}.bias`, shape: [to], initial: zero },
      ]),
      ...linearParameters('classifier', features, CLASSES),
    ],
    inputs: {
      images: { shape: [batch, size, size, 3], element: (random) => random() },
      classes: {
        shape: [batch, CLASSES],
        element: (_, at) => (at % CLASSES === Math.floor(at / CLASSES) % CLASSES ? 1 : 0),
      },
    },
    loss(parameters, { images, classes }) {
      let hidden: Tensor = images!;
      for (const { name } of LAYERS) {
        const convolved = tf.conv2d(hidden as Tensor4D, parameters[`${name}.filter`] as Tensor4D, 2, 'same');
        hidden = tf.relu(tf.add(convolved, parameters[`${name}.bias`]!));
      }
      const logits = linear(parameters, 'classifier', tf.reshape(hidden, [batch, features]));
      const loss = tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), classes!), 1)));
      return { loss: loss as Scalar, outputs: { logits } };
    },
  };
}
