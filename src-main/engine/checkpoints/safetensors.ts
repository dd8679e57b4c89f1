import { TensorFileError } from '#contract/errors/checkpoint-errors';
import { elementCount, type HostData, type HostTensor, type HostTensors } from '../backend/host-tensor';

/** Element types of the format that we write; others are refused by name. */
const DTYPES = { F32: 'float32', I32: 'int32', BOOL: 'bool' } as const satisfies Record<string, HostTensor['dtype']>;
type FileDtype = keyof typeof DTYPES;
const FILE_DTYPES = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const satisfies Record<
  HostTensor['dtype'],
  FileDtype
>;
const ELEMENT_BYTES = { F32: 4, I32: 4, BOOL: 1 } as const satisfies Record<FileDtype, number>;

const FORMAT = 'safetensors';
const HEADER_LENGTH_BYTES = 8;

interface Entry {
  readonly dtype: FileDtype;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const bytesOf = (data: HostData): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Wide elements first, as the reference implementation does, so that every tensor is aligned. */
const inFileOrder = (tensors: HostTensors): [string, HostTensor][] =>
  Object.entries(tensors).sort(
    ([, a], [, b]) => ELEMENT_BYTES[FILE_DTYPES[b.dtype]] - ELEMENT_BYTES[FILE_DTYPES[a.dtype]],
  );

/** The header, padded with spaces so that the data begins at a multiple of 8. */
function encodeHeader(entries: Readonly<Record<string, unknown>>): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(entries));
  const padded = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  padded.set(text);
  return padded;
}

/**
 * @param tensors  by name, row-major
 * @param metadata texts under `__metadata__`
 * @returns a whole safetensors file: 8 bytes of header length, JSON header, data; little-endian
 * @see https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(tensors: HostTensors, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const entries: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  const ordered = inFileOrder(tensors);
  let offset = 0;
  for (const [name, { dtype, shape, data }] of ordered) {
    const entry: Entry = { dtype: FILE_DTYPES[dtype], shape, data_offsets: [offset, offset + data.byteLength] };
    entries[name] = entry;
    offset += data.byteLength;
  }
  const header = encodeHeader(entries);
  const file = new Uint8Array(HEADER_LENGTH_BYTES + header.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, HEADER_LENGTH_BYTES);
  let position = HEADER_LENGTH_BYTES + header.length;
  for (const [, { data }] of ordered) {
    file.set(bytesOf(data), position);
    position += data.byteLength;
  }
  return file;
}

function decodeHeader(file: Uint8Array): { readonly entries: Record<string, unknown>; readonly dataStart: number } {
  if (file.length < HEADER_LENGTH_BYTES) throw new TensorFileError(FORMAT, 'it is shorter than its header');
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const dataStart = HEADER_LENGTH_BYTES + length;
  if (dataStart > file.length) throw new TensorFileError(FORMAT, 'it is shorter than its header');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(HEADER_LENGTH_BYTES, dataStart));
    return { entries: JSON.parse(text) as Record<string, unknown>, dataStart };
  } catch {
    throw new TensorFileError(FORMAT, 'its header is not JSON');
  }
}

const isEntry = (value: unknown): value is Entry => {
  const entry = value as Partial<Entry> | null;
  return (
    typeof entry === 'object' &&
    entry !== null &&
    Array.isArray(entry.shape) &&
    Array.isArray(entry.data_offsets) &&
    typeof entry.dtype === 'string'
  );
};

function decodeTensor(name: string, entry: unknown, data: Uint8Array): HostTensor {
  if (!isEntry(entry)) throw new TensorFileError(FORMAT, `the entry ${name} is malformed`);
  if (!(entry.dtype in DTYPES)) throw new TensorFileError(FORMAT, `${name} has the element type ${entry.dtype}`);
  const [start, end] = entry.data_offsets;
  const bytes = elementCount(entry.shape) * ELEMENT_BYTES[entry.dtype];
  if (end - start !== bytes || end > data.length || start < 0) {
    throw new TensorFileError(
      FORMAT,
      `${name} should have ${bytes} bytes and has ${Math.min(end, data.length) - start}`,
    );
  }
  // Copied, because typed arrays must be aligned; not by slice, which gives a view when the file is a Buffer of Node.
  const { buffer } = new Uint8Array(data.subarray(start, end));
  const dtype = DTYPES[entry.dtype];
  return { dtype, shape: entry.shape, data: typedArray(dtype, buffer) };
}

function typedArray(dtype: HostTensor['dtype'], buffer: ArrayBuffer): HostData {
  if (dtype === 'float32') return new Float32Array(buffer);
  return dtype === 'int32' ? new Int32Array(buffer) : new Uint8Array(buffer);
}

/**
 * @param file a whole safetensors file
 * @returns tensors with memory of their own, in the order of the header
 * @throws TensorFileError when the file is torn, of another format, or holds element types other than F32, I32, BOOL
 */
export function decodeSafetensors(file: Uint8Array): HostTensors {
  const { entries, dataStart } = decodeHeader(file);
  const data = file.subarray(dataStart);
  const tensors = Object.entries(entries).filter(([name]) => name !== '__metadata__');
  return Object.fromEntries(tensors.map(([name, entry]) => [name, decodeTensor(name, entry, data)]));
}
