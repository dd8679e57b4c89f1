import { materialize, materialized } from '../lowering/forms';
import { float, int } from '../lowering/lowered-graph';
import { kernelWithManyOutputs, type KernelRule } from './kernel-rule';

/** Names of the operations, in traces and in lowered graphs. */
export const EDGE_ATTENTION = 'EdgeAttention';
export const EDGE_ATTENTION_GRADIENT = 'EdgeAttentionGradient';

/** Added to the sum of a target's exponentials: a target without an edge gets zeros. */
export const EDGE_ATTENTION_EPSILON = 1e-9;

/** How edges are scored. */
export interface EdgeAttentionAttributes {
  readonly heads: number;
  /** Slope of LeakyReLU below zero, 0 to 1. */
  readonly slope: number;
  /** Scores are clipped to plus and minus this. */
  readonly limit: number;
}

const LANES = 4;
/** exp of more times a sum over edges could leave float32. */
const LARGEST_LIMIT = 60;

/** @returns whether the fused operation computes a layer of this form */
export const isFusible = (width: number, { heads, slope, limit }: EdgeAttentionAttributes): boolean =>
  width % (LANES * heads) === 0 && slope >= 0 && slope <= 1 && limit <= LARGEST_LIMIT;

const lowerToHost =
  (
    operation: string,
  ): Parameters<typeof kernelWithManyOutputs<readonly string[], EdgeAttentionAttributes>>[1]['lower'] =>
  (builder, inputs, { heads, slope, limit }, outputs) => {
    const names = inputs.map((input) => materialize(builder, input));
    const attributes = { heads: int(heads), slope: float(slope), limit: float(limit) };
    const results = builder.emitMany(operation, names, outputs, attributes, 'host');
    return results.map((name, index) => materialized(name, outputs[index]!));
  };

/** Gives the result, and what the gradient needs: exponentials, scores and the sums of exponentials. */
const edgeAttention = kernelWithManyOutputs(['source', 'target', 'attention', 'from', 'to'], {
  shape([, target, , from], { heads }: EdgeAttentionAttributes) {
    const perEdge = { shape: [from.shape[0]!, heads], dtype: 'float32' } as const;
    return [
      { shape: target.shape, dtype: 'float32' },
      perEdge,
      perEdge,
      { shape: [target.shape[0]!, heads], dtype: 'float32' },
    ];
  },
  lower: lowerToHost(EDGE_ATTENTION),
});

/** Gradients of source, target and attention vector, and room for the gradient of each target's sums. */
const edgeAttentionGradient = kernelWithManyOutputs(
  ['source', 'target', 'attention', 'from', 'to', 'result', 'weights', 'scores', 'totals', 'gradient'],
  {
    shape: ([source, target, attention, , , , , , totals]) =>
      [source, target, attention, target, totals].map(({ shape }) => ({ shape, dtype: 'float32' as const })),
    lower: lowerToHost(EDGE_ATTENTION_GRADIENT),
  },
);

/** Operations that an executor may compute itself, between two calls of its library; models have another form of each. */
export const HOST_RULES = {
  EdgeAttention: edgeAttention,
  EdgeAttentionGradient: edgeAttentionGradient,
} satisfies Record<string, KernelRule>;
