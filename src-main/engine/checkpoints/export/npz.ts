import { unzipSync, zipSync } from 'fflate/browser';
import { TensorFileError } from '#contract/errors/checkpoint-errors';
import type { HostTensors } from '../../backend/host-tensor';
import { decodeNpy, encodeNpy } from './npy';

const SUFFIX = '.npy';

/** @returns an uncompressed zip of one `<name>.npy` a tensor: what `numpy.savez` writes and `numpy.load` reads */
export function encodeNpz(tensors: HostTensors): Uint8Array {
  const files = Object.entries(tensors).map(([name, tensor]) => [`${name}${SUFFIX}`, encodeNpy(tensor)] as const);
  // A fixed date, so that equal weights give equal files.
  return zipSync(Object.fromEntries(files), { level: 0, mtime: new Date(1980, 0, 1) });
}

/** @throws TensorFileError when it is no zip, or an array in it cannot be read */
export function decodeNpz(file: Uint8Array): HostTensors {
  const entries = unzip(file);
  return Object.fromEntries(
    Object.entries(entries).map(([name, bytes]) => [name.slice(0, -SUFFIX.length), decodeNpy(bytes)]),
  );
}

function unzip(file: Uint8Array): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(file);
  } catch (error) {
    throw new TensorFileError('npz', error instanceof Error ? error.message : String(error));
  }
}
