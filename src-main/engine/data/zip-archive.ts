import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { NotAZipError, ZipEntryDamagedError, ZipTooLargeError } from '#contract/errors/archive-errors';

/*
 * The part of the ZIP format that published data sets use (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16): stored
 * or deflated entries below 4 GB. One entry is in memory at a time. Nothing that the archive declares is trusted: sizes
 * are limited first, and unpacking stops at the declared size.
 */

/** Largest declared size of one entry. A match is well below 1 MB. */
const LARGEST_ENTRY_BYTES = 64 * 1024 ** 2;
/** Largest sum of declared sizes; entries may share their packed bytes, so the size of the file limits nothing. */
const LARGEST_TOTAL_BYTES = 4 * 1024 ** 3;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const END_SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_ENTRY_LENGTH = 46;
const HEADER_SIGNATURE = 0x04034b50;
const HEADER_LENGTH = 30;

interface DirectoryEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerOffset: number;
}

/** One unpacked file of an archive. */
export interface ZipFile {
  readonly name: string;
  readonly content: Buffer;
  /** Share of the chosen entries that were handed out, this one included. */
  readonly fraction: number;
}

/**
 * Unpacks the chosen files of an archive, one after the other, in the order of its directory.
 *
 * @param isWanted by full name within the archive
 * @throws NotAZipError, ZipTooLargeError before anything is unpacked; ZipEntryDamagedError, ZipTooLargeError at an entry
 */
export function* zipFiles(path: string, isWanted: (name: string) => boolean): Generator<ZipFile> {
  const file = basename(path);
  const descriptor = openSync(path, 'r');
  try {
    const entries = readDirectory(file, descriptor).filter(({ name }) => isWanted(name));
    checkDeclaredSizes(file, entries);
    for (const [position, entry] of entries.entries()) {
      const content = unpack(file, descriptor, entry);
      yield { name: entry.name, content, fraction: (position + 1) / entries.length };
    }
  } finally {
    closeSync(descriptor);
  }
}

function readAt(descriptor: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, from));
}

function readDirectory(file: string, descriptor: number): readonly DirectoryEntry[] {
  const { size } = fstatSync(descriptor);
  const tail = readAt(
    descriptor,
    Math.max(0, size - END_LENGTH - LONGEST_COMMENT),
    Math.min(size, END_LENGTH + LONGEST_COMMENT),
  );
  const end = tail.lastIndexOf(END_SIGNATURE);
  if (end < 0 || end + END_LENGTH > tail.length) throw new NotAZipError(file, 'it has no directory');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (count === 0xffff || offset === 0xffffffff) throw new NotAZipError(file, 'it uses the 64-bit form');
  if (offset + length > size) throw new NotAZipError(file, 'it is cut short');
  return parseDirectory(file, readAt(descriptor, offset, length), count);
}

function parseDirectory(file: string, directory: Buffer, count: number): readonly DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + DIRECTORY_ENTRY_LENGTH > directory.length || directory.readUInt32LE(at) !== DIRECTORY_SIGNATURE)
      throw new NotAZipError(file, 'its directory is damaged');
    const nameEnd = at + DIRECTORY_ENTRY_LENGTH + directory.readUInt16LE(at + 28);
    entries.push({
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + DIRECTORY_ENTRY_LENGTH, nameEnd),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function checkDeclaredSizes(file: string, entries: readonly DirectoryEntry[]): void {
  const large = entries.find(({ bytes }) => bytes > LARGEST_ENTRY_BYTES);
  if (large) throw new ZipTooLargeError(file, large.name, LARGEST_ENTRY_BYTES);
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > LARGEST_TOTAL_BYTES) throw new ZipTooLargeError(file, 'the archive', LARGEST_TOTAL_BYTES);
}

function unpack(file: string, descriptor: number, entry: DirectoryEntry): Buffer {
  if ((entry.flags & ENCRYPTED) !== 0) throw new ZipEntryDamagedError(file, entry.name, 'it is encrypted');
  const header = readAt(descriptor, entry.headerOffset, HEADER_LENGTH);
  if (header.length < HEADER_LENGTH || header.readUInt32LE(0) !== HEADER_SIGNATURE)
    throw new ZipEntryDamagedError(file, entry.name, 'it has no header');
  // The local header repeats the name and has extra fields of its own length: the data begin behind them.
  const start = entry.headerOffset + HEADER_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
  const content = inflate(file, entry, readAt(descriptor, start, entry.packedBytes));
  if (content.length !== entry.bytes) throw new ZipEntryDamagedError(file, entry.name, 'it is shorter than declared');
  if (crc32(content) !== entry.checksum) throw new ZipEntryDamagedError(file, entry.name, 'its checksum is wrong');
  return content;
}

function inflate(file: string, entry: DirectoryEntry, packed: Buffer): Buffer {
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED)
    throw new ZipEntryDamagedError(file, entry.name, `it is packed by method ${entry.method}`);
  try {
    // zlib allows no limit of 0 bytes.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) });
  } catch (error) {
    if (error instanceof RangeError) throw new ZipTooLargeError(file, entry.name, entry.bytes);
    throw new ZipEntryDamagedError(file, entry.name, error instanceof Error ? error.message : String(error));
  }
}
