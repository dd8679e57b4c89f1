import { createReadStream, createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { TensorFlowWheelError } from '#contract/errors/tensorflow-errors';

/*
 * The little of the ZIP format that wheels need (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16): stored or
 * deflated entries below 4 GB, found through the central directory at the end. Entries are streamed: the library is 0.8 GB.
 */

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes after unpacking. */
  readonly size: number;
  readonly compressedSize: number;
  readonly checksum: number;
  readonly method: number;
  readonly headerOffset: number;
}

const STORED = 0;
const DEFLATED = 8;
const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_ENTRY_LENGTH = 46;
const HEADER_SIGNATURE = 0x04034b50;
const HEADER_LENGTH = 30;

/**
 * @returns the entries of an archive
 * @throws TensorFlowWheelError when the file is no ZIP archive or cut short
 */
export async function readZipDirectory(archive: string): Promise<readonly ZipEntry[]> {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size);
    const end = tail.lastIndexOf(Buffer.from(Uint32Array.of(END_SIGNATURE).buffer));
    if (end < 0) throw new TensorFlowWheelError(archive, 'it is no ZIP archive, or cut short');
    const directory = await readAt(
      file,
      tail.readUInt32LE(end + 16),
      tail.readUInt32LE(end + 16) + tail.readUInt32LE(end + 12),
    );
    return parseDirectory(archive, directory, tail.readUInt16LE(end + 10));
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}

function parseDirectory(archive: string, directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + DIRECTORY_ENTRY_LENGTH > directory.length || directory.readUInt32LE(at) !== DIRECTORY_SIGNATURE) {
      throw new TensorFlowWheelError(archive, 'its directory is damaged');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + DIRECTORY_ENTRY_LENGTH, at + DIRECTORY_ENTRY_LENGTH + nameLength),
    });
    at += DIRECTORY_ENTRY_LENGTH + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks one file of an archive, with its checksum checked.
 * @param target is overwritten
 * @throws TensorFlowWheelError when it is damaged or packed in a way that wheels do not use
 */
export async function extractZipEntry(archive: string, entry: ZipEntry, target: string): Promise<void> {
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new TensorFlowWheelError(archive, `${entry.name} is packed by method ${entry.method}`);
  }
  const start = await dataOffset(archive, entry);
  const source = createReadStream(archive, { start, end: start + entry.compressedSize - 1 });
  const sum = checksumming();
  try {
    if (entry.method === STORED) await pipeline(source, sum.stream, createWriteStream(target));
    else await pipeline(source, createInflateRaw(), sum.stream, createWriteStream(target));
  } catch (error) {
    throw new TensorFlowWheelError(archive, `${entry.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (sum.value() !== entry.checksum) throw new TensorFlowWheelError(archive, `the checksum of ${entry.name} is wrong`);
}

/** The local header repeats the name and has extra fields of its own length: the data begin behind them. */
async function dataOffset(archive: string, { name, headerOffset }: ZipEntry): Promise<number> {
  const file = await open(archive);
  try {
    const header = await readAt(file, headerOffset, headerOffset + HEADER_LENGTH);
    if (header.length < HEADER_LENGTH || header.readUInt32LE(0) !== HEADER_SIGNATURE) {
      throw new TensorFlowWheelError(archive, `the header of ${name} is damaged`);
    }
    return headerOffset + HEADER_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

function checksumming(): { readonly stream: Transform; value(): number } {
  let value = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      value = crc32(chunk, value);
      done(null, chunk);
    },
  });
  return { stream, value: () => value };
}
