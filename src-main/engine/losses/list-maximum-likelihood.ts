import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** Scores this far below the list's best count as if they were this far: exp of less is 0 in float32 and its log infinite. */
const LARGEST_SPREAD = 80;
/** Stands in for the score of padding: below every real score. */
const PADDING_SCORE = 1e9;

/**
 * ListMLE: negative log-likelihood of the order of a list under the Plackett-Luce model.
 *
 *   sum_i mask_i * (logsumexp(s_i, ..., s_n) - s_i)
 *
 * The items stand in their target order, best first, padding last. The row's maximum m is taken out of the exponentials
 * **and** put back: leaving it out of the second term, as the program we rebuild did, gives a loss without a lower bound
 * whose gradient sums to -n.
 *
 * @param scores float32 [lists, items], best item first, padding last
 * @param mask   float32 [lists, items], 1 = real, 0 = padding
 * @returns float32 [lists], nats; 0 for a list of one; owned by the enclosing tidy
 * @see Xia, Liu, Wang, Zhang, Li (2008), Listwise approach to learning to rank, ICML, equation 9
 * @see docs/families/deep-set-ranker.md#loss for the golden values
 */
export function listMaximumLikelihood(scores: Tensor2D, mask: Tensor2D): Tensor1D {
  // Padding scores are made small, not left as they are: an unbounded score of nobody must not set the maximum.
  const real = tf.add(tf.mul(scores, mask), tf.mul(tf.sub(mask, 1), PADDING_SCORE));
  const maximum = tf.max(real, 1, true);
  const weights = tf.mul(tf.exp(tf.maximum(tf.sub(real, maximum), -LARGEST_SPREAD)), mask);
  const remaining = tf.cumsum(weights, 1, false, true);
  // Behind the last real item nothing remains: log(1) there instead of log(0), whose product with the mask is NaN.
  const logRemaining = tf.log(tf.add(remaining, tf.sub(1, mask)));
  return tf.sum(tf.mul(mask, tf.sub(tf.add(logRemaining, maximum), real)), 1);
}
