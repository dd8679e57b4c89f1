import { BatchMismatchError } from '#contract/errors/compiler-errors';
import { elementCount, type HostTensor, type HostTensors } from '../../backend/host-tensor';
import type { TensorSpec } from '../trace/traced-graph';

/** Shapes and types of a batch's tensors, by name. */
export type StepSignature = Readonly<Record<string, TensorSpec>>;

/** @returns the signature of a batch as text, for example `mask float32[32,16] stats float32[32,17]`; equal for equal shapes */
export function signatureKey(inputs: HostTensors): string {
  let key = '';
  for (const name in inputs) {
    const { dtype, shape } = inputs[name]!;
    key += `${name} ${dtype}[${shape.join()}] `;
  }
  return key;
}

/** @throws BatchMismatchError when a tensor's data does not fit its shape or type */
export function signatureOf(inputs: HostTensors): StepSignature {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => {
      assertWellFormed(name, tensor);
      return [name, { shape: [...tensor.shape], dtype: tensor.dtype }];
    }),
  );
}

const ARRAY_NAME = { float32: 'Float32Array', int32: 'Int32Array', bool: 'Uint8Array' } as const;

/** @throws BatchMismatchError when a tensor's data does not fit its shape or type */
export function assertWellFormed(name: string, { dtype, shape, data }: HostTensor): void {
  const expected = elementCount(shape);
  const isRightArray =
    dtype === 'float32'
      ? data instanceof Float32Array
      : dtype === 'int32'
        ? data instanceof Int32Array
        : data instanceof Uint8Array;
  if (isRightArray && data.length === expected) return;
  const received = `a ${data.constructor.name} of ${data.length} elements`;
  throw new BatchMismatchError(
    name,
    received,
    `a ${ARRAY_NAME[dtype]} of ${expected} for ${dtype} [${shape.join(', ')}]`,
  );
}
