import { createHash } from 'node:crypto';
import type { EncodedLists } from '../lists/encode-lists';
import type { RankingData } from './ranking-data';

/**
 * The form of {@link RankingData} in a cache file: length of the header (uint32, little-endian), header (JSON, padded to
 * a multiple of four bytes), the four arrays of `EncodedLists` one after another (little-endian), SHA-256 of all that.
 */
const HASH_BYTES = 32;
const LENGTH_BYTES = 4;

type Arrays = Pick<EncodedLists, 'players' | 'embeddingIndices' | 'statistics' | 'minutes'>;
type Header = Omit<RankingData, 'encoded'> & { readonly encoded: Omit<EncodedLists, keyof Arrays> };

/** @returns the bytes of a cache file; equal data gives equal bytes */
export function encodeRankingData(data: RankingData): Uint8Array {
  const { players, embeddingIndices, statistics, minutes, ...encoded } = data.encoded;
  const header: Header = { ...data, encoded };
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4, ' ');
  text.copy(padded);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(padded.length);
  const body = Buffer.concat([length, padded, ...[players, embeddingIndices, statistics, minutes].map(bytesOf)]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** @returns the data, or null when the file is damaged: cut off, changed, or not of this form */
export function decodeRankingData(file: Uint8Array): RankingData | null {
  if (file.length < LENGTH_BYTES + HASH_BYTES) return null;
  // A copy, so that the arrays begin at a multiple of four bytes, wherever the reader put the file.
  const body = Buffer.from(new Uint8Array(file.subarray(0, file.length - HASH_BYTES)).buffer);
  const hash = createHash('sha256').update(body).digest();
  if (!hash.equals(file.subarray(file.length - HASH_BYTES))) return null;
  const headerEnd = LENGTH_BYTES + body.readUInt32LE(0);
  // The hash has just shown that these are the bytes that were written from a Header.
  const header = JSON.parse(body.toString('utf8', LENGTH_BYTES, headerEnd)) as Header;
  const { shape, lists } = header.encoded;
  const slots = lists.length * shape.teams * shape.players;
  const at = (position: number): number => headerEnd + position * 4;
  const arrays: Arrays = {
    players: new Int32Array(body.buffer, at(0), slots),
    embeddingIndices: new Int32Array(body.buffer, at(slots), slots),
    statistics: new Float32Array(body.buffer, at(2 * slots), slots * shape.statistics),
    minutes: new Float32Array(body.buffer, at(2 * slots + slots * shape.statistics), slots),
  };
  return { ...header, encoded: { ...header.encoded, ...arrays } };
}

const bytesOf = (array: Int32Array | Float32Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);
