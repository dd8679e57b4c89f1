import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Added to the logits of masked places: exp of it is 0 in float32 beside any finite logit. */
const MASKED_LOGIT = 1e9;

/**
 * Softmax over the last axis that gives masked places exactly 0 and is safe when all are masked.
 *
 * Minus infinity instead of -1e9 would make a fully masked row NaN, and its gradient would spread NaN to every weight
 * through the norm clipping (spec section 8, defect 2). Here such a row is uniform before, and 0 after, the product.
 *
 * @param logits float32 [..., n], finite
 * @param mask   float32, broadcastable to logits: 1 = take part, 0 = ignore
 * @returns float32 [..., n]: sums to 1 over the places with mask 1, or is 0 everywhere; owned by the enclosing tidy
 */
export const maskedSoftmax = (logits: Tensor, mask: Tensor): Tensor =>
  tf.mul(tf.softmax(tf.add(logits, tf.mul(tf.sub(mask, 1), MASKED_LOGIT))), mask);
