import { createHash } from 'node:crypto';
import type { Diagnostic } from '#contract/diagnostics';
import type { StepOutputs } from './step';

/** Length of the header (uint32, little-endian), header (JSON), the files one after another, SHA-256 of all that. */
const LENGTH_BYTES = 4;
const HASH_BYTES = 32;

interface Header {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @returns a whole step in one file; equal outputs give equal bytes, whatever the order of their names */
export function encodeOutputs({ files, diagnostics }: StepOutputs): Uint8Array {
  const names = Object.keys(files).sort();
  const header: Header = { files: names.map((name) => ({ name, bytes: files[name]!.length })), diagnostics };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  const body = Buffer.concat([length, text, ...names.map((name) => files[name]!)]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** @returns the outputs, or null when the file is damaged: cut off, changed, or not of this form */
export function decodeOutputs(file: Uint8Array): StepOutputs | null {
  if (file.length < LENGTH_BYTES + HASH_BYTES) return null;
  const body = Buffer.from(file.buffer, file.byteOffset, file.length - HASH_BYTES);
  const hash = createHash('sha256').update(body).digest();
  if (!hash.equals(file.subarray(file.length - HASH_BYTES))) return null;
  let position = LENGTH_BYTES + body.readUInt32LE(0);
  // The hash has just shown that these are the bytes that were written from a Header.
  const header = JSON.parse(body.toString('utf8', LENGTH_BYTES, position)) as Header;
  const files: Record<string, Uint8Array> = {};
  for (const { name, bytes } of header.files) {
    // Copied, so that typed arrays over it begin where they must.
    files[name] = new Uint8Array(body.subarray(position, position + bytes));
    position += bytes;
  }
  return { files, diagnostics: header.diagnostics };
}
