import { TensorFileError } from '#contract/errors/checkpoint-errors';
import { elementCount, type HostData, type HostTensor } from '../../backend/host-tensor';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const VERSION_1 = [1, 0];
const PREFIX_BYTES = 10;
const DESCRIPTORS = { float32: '<f4', int32: '<i4', bool: '|b1' } as const satisfies Record<
  HostTensor['dtype'],
  string
>;
const FORMAT = 'npy';

/** NumPy writes a tuple: `()`, `(3,)`, `(2, 3)`. */
const shapeText = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;

/**
 * @returns one array in NumPy's format 1.0, C order, little-endian; the data begins at a multiple of 64
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function encodeNpy({ dtype, shape, data }: HostTensor): Uint8Array {
  const text = `{'descr': '${DESCRIPTORS[dtype]}', 'fortran_order': False, 'shape': ${shapeText(shape)}, }`;
  const total = Math.ceil((PREFIX_BYTES + text.length + 1) / 64) * 64;
  const header = new TextEncoder().encode(`${text.padEnd(total - PREFIX_BYTES - 1)}\n`);
  const file = new Uint8Array(total + data.byteLength);
  file.set([...MAGIC, ...VERSION_1]);
  new DataView(file.buffer).setUint16(8, header.length, true);
  file.set(header, PREFIX_BYTES);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), total);
  return file;
}

function parseHeader(text: string): { readonly dtype: HostTensor['dtype']; readonly shape: readonly number[] } {
  const descriptor = /'descr':\s*'([^']+)'/.exec(text)?.[1];
  const dtype = (Object.keys(DESCRIPTORS) as HostTensor['dtype'][]).find((name) => DESCRIPTORS[name] === descriptor);
  if (!dtype) throw new TensorFileError(FORMAT, `its element type is ${descriptor ?? 'not given'}`);
  if (!/'fortran_order':\s*False/.test(text)) throw new TensorFileError(FORMAT, 'it is not in C order');
  const sizes = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1] ?? '';
  return {
    dtype,
    shape: sizes
      .split(',')
      .map((size) => size.trim())
      .filter((size) => size !== '')
      .map(Number),
  };
}

function typed(dtype: HostTensor['dtype'], buffer: ArrayBuffer): HostData {
  if (dtype === 'float32') return new Float32Array(buffer);
  return dtype === 'int32' ? new Int32Array(buffer) : new Uint8Array(buffer);
}

/**
 * @param file an array of format 1.0 with elements float32, int32 or bool
 * @throws TensorFileError for anything else, and for a torn file
 */
export function decodeNpy(file: Uint8Array): HostTensor {
  if (file.length < PREFIX_BYTES || !MAGIC.every((byte, i) => file[i] === byte))
    throw new TensorFileError(FORMAT, 'it does not begin with its mark');
  const headerLength = new DataView(file.buffer, file.byteOffset).getUint16(8, true);
  const start = PREFIX_BYTES + headerLength;
  const { dtype, shape } = parseHeader(new TextDecoder('latin1').decode(file.subarray(PREFIX_BYTES, start)));
  const { buffer } = new Uint8Array(file.subarray(start));
  const expected = elementCount(shape) * (dtype === 'bool' ? 1 : 4);
  if (buffer.byteLength !== expected)
    throw new TensorFileError(FORMAT, `it has ${buffer.byteLength} bytes of data instead of ${expected}`);
  return { dtype, shape, data: typed(dtype, buffer) };
}
