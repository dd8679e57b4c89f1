/** Element types that cross between JavaScript and an executor. `bool` values are bytes 0 and 1. */
export type HostData = Float32Array | Int32Array | Uint8Array;

/** A tensor in JavaScript memory, row-major: what batches are made of and what executors return. */
export interface HostTensor {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly data: HostData;
}

export type HostTensors = Readonly<Record<string, HostTensor>>;

/** @returns the number of elements of a shape; 1 for a scalar */
export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** @param shape its element count must be `data.length` */
export function float32(data: Float32Array, shape: readonly number[]): HostTensor {
  return { dtype: 'float32', shape, data };
}

/** @param shape its element count must be `data.length` */
export function int32(data: Int32Array, shape: readonly number[]): HostTensor {
  return { dtype: 'int32', shape, data };
}

/**
 * @param dtype of a graph's value
 * @returns a tensor of zeros
 * @throws RangeError for a type that does not cross
 */
export function zeroTensor(dtype: string, shape: readonly number[]): HostTensor {
  const count = elementCount(shape);
  switch (dtype) {
    case 'float32':
      return { dtype, shape, data: new Float32Array(count) };
    case 'int32':
      return { dtype, shape, data: new Int32Array(count) };
    case 'bool':
      return { dtype, shape, data: new Uint8Array(count) };
    default:
      throw new RangeError(`A step gave an output of type ${dtype}.`);
  }
}
