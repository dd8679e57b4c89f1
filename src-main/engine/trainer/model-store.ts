import { elementCount } from '../backend/host-tensor';
import { ParameterStore } from '../backend/parameter-store';
import type { Model } from '../families/family';
import type { VectorKernels } from '../optimizers/vector-kernels';
import { createWasmVectorKernels } from '../optimizers/wasm-vector-kernels';

/** The parameters of a model and the kernels that may work on them. */
export interface ModelStore {
  readonly parameters: ParameterStore;
  readonly kernels: VectorKernels;
}

/** @returns a store of zeros whose buffers lie where the optimiser's WebAssembly works */
export function createModelStore({ parameters }: Pick<Model, 'parameters'>): ModelStore {
  const count = parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const kernels = createWasmVectorKernels(count);
  return { parameters: new ParameterStore(parameters, kernels.allocate), kernels };
}
