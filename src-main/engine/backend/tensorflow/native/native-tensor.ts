import type { LoweredDataType } from '../../../compiler/lowering/lowered-graph';
import { elementCount } from '../../host-tensor';
import type { Pointer } from './c-api';
import { BYTES_PER_ELEMENT, TF_DATA_TYPE } from './data-type';
import type { TensorFlowLibrary } from './tensorflow-library';

/** @returns dimensions as the C API takes them */
export const dimensions = (shape: readonly number[]): BigInt64Array => BigInt64Array.from(shape, BigInt);

/** @returns a new `TF_Tensor`, not initialised; the caller deletes it */
export function allocateTensor(library: TensorFlowLibrary, dtype: LoweredDataType, shape: readonly number[]): Pointer {
  const byteLength = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
  return library.TF_AllocateTensor(TF_DATA_TYPE[dtype], dimensions(shape), shape.length, byteLength);
}

/**
 * A tensor that a step is fed through again and again: its handle shares the memory, so feeding is one copy. JavaScript's
 * own memory is never handed to TensorFlow, which may still read it after the garbage collector has moved on.
 *
 * Both the tensor and its handle are kept: with one reference only, a kernel may compute in place and overwrite it.
 */
export class FeedTensor {
  readonly handle: Pointer;
  private readonly tensor: Pointer;
  private readonly data: Pointer;
  private readonly byteLength: number;

  constructor(
    private readonly library: TensorFlowLibrary,
    dtype: LoweredDataType,
    shape: readonly number[],
  ) {
    this.tensor = allocateTensor(library, dtype, shape);
    this.data = library.TF_TensorData(this.tensor);
    this.byteLength = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
    this.handle = library.TFE_NewTensorHandle(this.tensor, library.status);
    library.check('TFE_NewTensorHandle');
  }

  /** @param source must have as many bytes as the tensor */
  write(source: NodeJS.ArrayBufferView): void {
    if (source.byteLength !== this.byteLength) {
      throw new RangeError(`A tensor of ${this.byteLength} bytes was given ${source.byteLength}.`);
    }
    if (this.byteLength > 0) this.library.copyBytes(this.data, source, this.byteLength);
  }

  dispose(): void {
    this.library.TFE_DeleteTensorHandle(this.handle);
    this.library.TF_DeleteTensor(this.tensor);
  }
}

/** Copies a result into JavaScript's memory. The handle stays the caller's. */
export function readHandle(library: TensorFlowLibrary, handle: Pointer, target: NodeJS.ArrayBufferView): void {
  const tensor = library.TFE_TensorHandleResolve(handle, library.status);
  library.check('TFE_TensorHandleResolve');
  if (target.byteLength > 0) library.copyBytes(target, library.TF_TensorData(tensor), target.byteLength);
  library.TF_DeleteTensor(tensor);
}
