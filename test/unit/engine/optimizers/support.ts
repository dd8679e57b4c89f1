import { optimizerConfigSchema, type OptimizerConfig } from '#contract/config/optimization';
import { ParameterStore, type ParameterSpec } from '../../../../src-main/engine/backend/parameter-store';
import { plainVectorKernels } from '../../../../src-main/engine/optimizers/plain-vector-kernels';
import type { VectorKernels } from '../../../../src-main/engine/optimizers/vector-kernels';

/** A small model: odd lengths on purpose, so that SIMD tails and unaligned starts are met. */
export const SPECS: readonly ParameterSpec[] = [
  { name: 'encoder.weight', shape: [7, 3], trainable: true, decay: true, block: 'encoder' },
  { name: 'encoder.bias', shape: [3], trainable: true, decay: false, block: 'encoder' },
  { name: 'head.weight', shape: [3, 5], trainable: true, decay: true, block: 'head' },
  { name: 'head.bias', shape: [5], trainable: true, decay: false, block: 'head' },
  { name: 'norm.running_mean', shape: [3], trainable: false, decay: false, block: 'encoder' },
];

export const config = (keys: Partial<OptimizerConfig>): OptimizerConfig => optimizerConfigSchema.parse(keys);

/** Deterministic numbers in (-1, 1) without any generator of the product. */
export const wave = (index: number, phase: number): number =>
  Math.sin(1.7 * index + phase) * Math.cos(0.3 * index * phase);

export function store(kernels: VectorKernels = plainVectorKernels, specs = SPECS): ParameterStore {
  const result = new ParameterStore(specs, kernels.allocate);
  result.values.forEach((_, i) => (result.values[i] = wave(i, 1)));
  return result;
}

export function setGradients(target: ParameterStore, step: number): void {
  target.gradients.forEach((_, i) => (target.gradients[i] = wave(i, step + 2)));
}

/** One parameter of one number, for values worked out by hand. */
export function scalarStore(value: number, gradient: number, decay = true): ParameterStore {
  const result = new ParameterStore([{ name: 'w', shape: [], trainable: true, decay, block: 'all' }]);
  result.values[0] = value;
  result.gradients[0] = gradient;
  return result;
}
