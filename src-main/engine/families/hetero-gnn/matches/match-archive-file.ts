import { createHash } from 'node:crypto';
import { COLUMN_BYTES, DELIVERY_COLUMNS, makeColumns } from './delivery-columns';
import type { DeliveryColumn, MatchArchive } from './match-archive';

/*
 * Layout: length of the header (uint32), header (JSON: everything but the columns), the columns one after the other in the
 * order of DELIVERY_COLUMNS (little endian), SHA-256 of all that.
 */
type Header = Omit<MatchArchive, 'deliveries'> & { readonly deliveryCount: number };

const LENGTH_BYTES = 4;
const HASH_BYTES = 32;

/** @returns the bytes of a cache file; 11 MB for 620,594 deliveries */
export function encodeMatchArchive({ deliveries, ...rest }: MatchArchive): Uint8Array {
  const header: Header = { ...rest, deliveryCount: deliveries.over.length };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  const columns = DELIVERY_COLUMNS.map((column) => bytesOf(deliveries[column]));
  const body = Buffer.concat([length, json, ...columns]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** @returns null when the file is damaged */
export function decodeMatchArchive(file: Uint8Array): MatchArchive | null {
  if (file.length < LENGTH_BYTES + HASH_BYTES) return null;
  const body = Buffer.from(file.buffer, file.byteOffset, file.length - HASH_BYTES);
  const hash = createHash('sha256').update(body).digest();
  if (!hash.equals(file.subarray(file.length - HASH_BYTES))) return null;
  const headerEnd = LENGTH_BYTES + body.readUInt32LE(0);
  // The hash has just shown that these are the bytes that were written from a Header.
  const { deliveryCount, ...rest } = JSON.parse(body.toString('utf8', LENGTH_BYTES, headerEnd)) as Header;
  // Copied out: a column of words has to begin at an even byte.
  const columnBytes = (column: DeliveryColumn): ArrayBuffer => {
    const start = headerEnd + offsetOf(column, deliveryCount);
    return new Uint8Array(body.subarray(start, start + COLUMN_BYTES[column] * deliveryCount)).buffer;
  };
  const deliveries = makeColumns(
    (column) => new Uint8Array(columnBytes(column)),
    (column) => new Uint16Array(columnBytes(column)),
  );
  return { ...rest, deliveries };
}

function offsetOf(column: DeliveryColumn, deliveryCount: number): number {
  const before = DELIVERY_COLUMNS.slice(0, DELIVERY_COLUMNS.indexOf(column));
  return before.reduce((sum, other) => sum + COLUMN_BYTES[other] * deliveryCount, 0);
}

const bytesOf = (array: Uint8Array | Uint16Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);
