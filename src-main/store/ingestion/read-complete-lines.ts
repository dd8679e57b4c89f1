import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A stretch of complete lines of a file. */
export interface LineChunk {
  /** Without their line ends. */
  readonly lines: readonly string[];
  /** Bytes up to and with the last line end that was read. */
  readonly bytes: number;
  /** True when the file holds more than was read. */
  readonly hasMore: boolean;
}

const NEW_LINE = 10;
const NOTHING: LineChunk = { lines: [], bytes: 0, hasMore: false };

/**
 * Reads complete lines from a byte offset. What follows the last line end is left for later: it may be half written.
 * @param targetBytes how much to read at once; a line longer than that is read whole
 * @returns nothing for a file that is not there yet
 */
export function readCompleteLines(path: string, offset: number, targetBytes: number): LineChunk {
  const file = openIfThere(path);
  if (file === null) return NOTHING;
  try {
    const { size } = fstatSync(file);
    for (let length = targetBytes; ; length *= 2) {
      const buffer = readAt(file, offset, Math.max(0, Math.min(length, size - offset)));
      const end = buffer.lastIndexOf(NEW_LINE) + 1;
      if (end > 0)
        return { lines: buffer.toString('utf8', 0, end - 1).split('\n'), bytes: end, hasMore: offset + end < size };
      if (offset + buffer.length >= size) return NOTHING;
    }
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function readAt(file: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  const read = readSync(file, buffer, 0, length, offset);
  return buffer.subarray(0, read);
}
