import { plainVectorKernels } from './plain-vector-kernels';
import type { VectorKernels } from './vector-kernels';

/**
 * Scales all gradients in place so that their common Euclidean norm is at most `maxNorm`:
 * coefficient = min(1, maxNorm / (norm + 1e-6)).
 *
 * A norm that is not finite is returned and nothing is scaled: the caller decides, with the untouched gradients at hand.
 * The norm is summed in float64 (PyTorch: float32), so it cannot overflow.
 * @param gradients float32, the whole flat gradient buffer
 * @param maxNorm   above 0; Infinity only measures
 * @returns the norm before clipping; NaN or Infinity if a gradient is
 * @see Pascanu, Mikolov, Bengio (2013), algorithm 1, https://arxiv.org/abs/1211.5063
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html for the 1e-6
 */
export function clipByGlobalNorm(
  gradients: Float32Array,
  maxNorm: number,
  kernels: VectorKernels = plainVectorKernels,
): number {
  const norm = Math.sqrt(kernels.sumOfSquares(gradients));
  const coefficient = maxNorm / (norm + 1e-6);
  if (Number.isFinite(norm) && coefficient < 1) kernels.scale(gradients, coefficient);
  return norm;
}
