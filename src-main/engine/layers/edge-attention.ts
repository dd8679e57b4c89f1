import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import {
  EDGE_ATTENTION,
  EDGE_ATTENTION_EPSILON,
  EDGE_ATTENTION_GRADIENT,
  isFusible,
  type EdgeAttentionAttributes,
} from '../compiler/kernels/edge-attention';
import { headScores } from './head-scores';

/** What edges connect, and by what they are scored. */
export interface EdgeAttentionInputs {
  /** float32 [n, width], of the nodes that edges come from; summed as they are. */
  readonly source: Tensor2D;
  /** float32 [m, width], of the nodes that edges lead to; they only take part in the scores. */
  readonly target: Tensor2D;
  /** float32 [width], the attention vectors of the heads one after the other. */
  readonly attention: Tensor1D;
  /** int32 [edges], rows of `source`. */
  readonly from: Tensor1D;
  /** int32 [edges], rows of `target`, in any order. */
  readonly to: Tensor1D;
}

/**
 * Attention of second form over an edge list (Brody et al. 2022, https://arxiv.org/abs/2105.14491, equation 7), after the
 * linear maps:
 *
 *   s_e = a_k . LeakyReLU(source_from + target_to)_k,  out_j = concat_k sum_{e to j} softmax_e(s)_k source_from
 *
 * The softmax is over the edges of a target, with scores clipped to plus and minus `limit` in place of the subtraction of
 * the largest, which would need one more pass over the edges. A target without an edge gets zeros.
 *
 * Where the executor computes edges itself (ONNX Runtime's, see backend/onnxruntime/host-operations), this is one operation
 * and its gradient another; elsewhere it is made of tfjs's.
 *
 * @returns float32 [m, width]; owned by the enclosing tidy
 */
export function edgeAttention(inputs: EdgeAttentionInputs, attributes: EdgeAttentionAttributes): Tensor2D {
  const isOffered = tf.getKernel(EDGE_ATTENTION, tf.getBackend()) !== undefined;
  return isOffered && isFusible(inputs.source.shape[1], attributes)
    ? fusedAttention(inputs, attributes)
    : composedAttention(inputs, attributes);
}

function fusedAttention(inputs: EdgeAttentionInputs, attributes: EdgeAttentionAttributes): Tensor2D {
  const outputs: Tensor[] = tf
    .engine()
    .runKernel(EDGE_ATTENTION, { ...inputs } satisfies NamedTensorMap, { ...attributes });
  return outputs[0] as Tensor2D;
}

function composedAttention(
  { source, target, attention, from, to }: EdgeAttentionInputs,
  { heads, slope, limit }: EdgeAttentionAttributes,
): Tensor2D {
  const [edges, [targets, width]] = [from.size, target.shape];
  const sent = tf.gather(source, from);
  const scores = headScores(tf.leakyRelu(tf.add(sent, tf.gather(target, to)), slope), attention, heads);
  const unnormalized = tf.exp(tf.clipByValue(scores, -limit, limit));
  const totals = tf.add(tf.unsortedSegmentSum(unnormalized, to, targets), EDGE_ATTENTION_EPSILON);
  const weights = tf.reshape(tf.div(unnormalized, tf.gather(totals, to)), [edges, heads, 1]);
  const messages = tf.mul(tf.reshape(sent, [edges, heads, width / heads]), weights);
  return tf.unsortedSegmentSum<Tensor2D>(tf.reshape(messages, [edges, width]), to, targets);
}

tf.registerGradient({
  kernelName: EDGE_ATTENTION,
  inputsToSave: ['source', 'target', 'attention', 'from', 'to'],
  outputsToSave: [true, true, true, true],
  gradFunc: (gradients, saved, attributes) => {
    const names = ['source', 'target', 'attention', 'from', 'to', 'result', 'weights', 'scores', 'totals'];
    const inputs: NamedTensorMap = Object.fromEntries(names.map((name, index) => [name, saved[index]!]));
    inputs['gradient'] = Array.isArray(gradients) ? gradients[0]! : gradients;
    // One operation gives all three. Not when the first is asked for: tfjs would then dispose of the others with it.
    const parts: Tensor[] = tf.engine().runKernel(EDGE_ATTENTION_GRADIENT, inputs, attributes);
    const part = (index: number) => (): Tensor => parts[index]!;
    return { source: part(0), target: part(1), attention: part(2) };
  },
});
