import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';

/** How the squared error of padded sequences becomes one number. */
export type SequenceNormalization = 'valid' | 'all' | 'none';

export interface PaddedSequences {
  /** float32 [steps * batch, 1], time-major: 1 = real frame, 0 = padding. */
  readonly mask: Tensor2D;
  /** float32 [batch, 1]: 1 = real sample, 0 = filled up to the size of the batch. */
  readonly sampleMask: Tensor2D;
  /** Frames that a target has with all its padding, also when the batch was cut shorter. */
  readonly fullLength: number;
}

/**
 * Squared error of padded sequences of two coordinates, w = mask:
 *
 *   valid  sum(w * e^2) / (2 * sum(w))             the brief's formula; its root is the error of real frames
 *   all    sum(w * e^2) / (2 * frames of the batch)  what Keras makes of sample weights: times the valid share
 *   none   sum(e^2)     / (2 * frames of the batch)  padding is learned; for the ablation
 *
 * Frames of the batch are those of its real samples, padding included. Losses of different kinds cannot be compared.
 *
 * @param predicted float32 [steps * batch, 2], time-major; `none` needs steps = fullLength
 * @param target    float32 [steps * batch, 2]
 * @returns scalar; owned by the enclosing tidy
 * @see docs/families/masked-seq2seq.md#loss
 */
export function sequenceSquaredError(
  predicted: Tensor2D,
  target: Tensor2D,
  { mask, sampleMask, fullLength }: PaddedSequences,
  normalization: SequenceNormalization,
): Scalar {
  const square = tf.square(tf.sub(predicted, target));
  const steps = predicted.shape[0] / sampleMask.shape[0];
  const weights = normalization === 'none' ? tf.tile(sampleMask, [steps, 1]) : mask;
  const total = tf.sum<Scalar>(tf.mul(square, weights));
  // Batches hold a real frame always: the guard costs nothing and keeps a made-up one finite.
  const frames =
    normalization === 'valid' ? tf.maximum<Scalar>(tf.sum(mask), 1) : tf.mul<Scalar>(tf.sum(sampleMask), fullLength);
  return tf.div(total, tf.mul<Scalar>(frames, 2));
}
