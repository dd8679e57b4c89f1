import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARRAY_KINDS, type ArrayName, type TrackingArrays, type TrackingData } from '../tracking/tracking-data';
import { preparedKey, type PreparedIdentity } from './prepared-key';

/**
 * The form of prepared tracks on disk, one folder a key: `meta.json` (identity, header, names, sizes and SHA-256 of the arrays) and
 * one raw little-endian file for each array, `<name>.f32`, `.i32` or `.u8`. The masks are a file of their own: a
 * displacement of exactly (0, 0) is legal, so they could not be made up from the targets.
 */
interface Meta {
  readonly identity: PreparedIdentity;
  readonly header: TrackingData['header'];
  readonly arrays: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

const NAMES = Object.keys(ARRAY_KINDS) as ArrayName[];
const TYPES = { f32: Float32Array, i32: Int32Array, u8: Uint8Array } as const;
const fileOf = (name: ArrayName): string => `${name}.${ARRAY_KINDS[name]}`;

/** What was found under a key: the data, or why it cannot be used. */
export type PreparedFound =
  | { readonly kind: 'data'; readonly data: TrackingData }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly reason: string };

/** @returns what is kept under a folder; never throws for what it holds */
export function readPreparedFolder(folder: string, identity: PreparedIdentity): PreparedFound {
  if (!existsSync(folder)) return { kind: 'absent' };
  const meta = readMeta(folder);
  if (!meta) return { kind: 'unusable', reason: 'its meta.json is missing or damaged' };
  const difference = identityDifference(meta.identity, identity);
  if (difference !== null) return { kind: 'unusable', reason: difference };
  const missing = NAMES.filter((name) => !meta.arrays[name] || !existsSync(join(folder, fileOf(name))));
  if (missing.length > 0)
    return {
      kind: 'unusable',
      reason: missing.includes('mask')
        ? `it has no masks (${missing.join(', ')} missing); they cannot be made up from the targets`
        : `${missing.join(', ')} is missing`,
    };
  const arrays: Partial<Record<ArrayName, unknown>> = {};
  for (const name of NAMES) {
    const bytes = readFileSync(join(folder, fileOf(name)));
    if (createHash('sha256').update(bytes).digest('hex') !== meta.arrays[name]!.sha256)
      return { kind: 'unusable', reason: `${fileOf(name)} is damaged` };
    const Type = TYPES[ARRAY_KINDS[name]];
    // A copy, so that the elements begin at a multiple of their size.
    arrays[name] = new Type(new Uint8Array(bytes).buffer, 0, bytes.length / Type.BYTES_PER_ELEMENT);
  }
  // Every name has the type of its kind: both come from ARRAY_KINDS.
  return { kind: 'data', data: { header: meta.header, arrays: arrays as unknown as TrackingArrays } };
}

function readMeta(folder: string): Meta | null {
  try {
    const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Partial<Meta>;
    // Written by this program, or by an older version of it: the identity says which.
    return meta.identity && meta.header && meta.arrays ? (meta as Meta) : null;
  } catch {
    return null;
  }
}

/** @returns in words how what is kept differs from what is asked for; null when it does not */
export function identityDifference(kept: PreparedIdentity, asked: PreparedIdentity): string | null {
  if (kept.version !== asked.version)
    return `it was made by version ${kept.version} of the preparation, not ${asked.version}`;
  if (kept.fingerprint !== asked.fingerprint) return 'the files of the source have changed';
  if (kept.maxInputLen !== asked.maxInputLen || kept.maxOutputLen !== asked.maxOutputLen)
    return (
      `its sequences are ${kept.maxInputLen} and ${kept.maxOutputLen} frames long, ` +
      `${asked.maxInputLen} and ${asked.maxOutputLen} are asked for`
    );
  return null;
}

/** @returns why no kept folder of the same source fits: that of the same files first; null when there is none */
export function explainAbsence(parent: string, asked: PreparedIdentity): string | null {
  if (!existsSync(parent) || !statSync(parent).isDirectory()) return null;
  const kept = readdirSync(parent).flatMap((name) => readMeta(join(parent, name))?.identity ?? []);
  const similar =
    kept.find(({ fingerprint }) => fingerprint === asked.fingerprint) ??
    kept.find(({ source }) => source === asked.source);
  return similar ? identityDifference(similar, asked) : null;
}

/** Writes beside the place and renames, so that the old folder is whole until the new one is. @throws file system errors */
export function writePreparedFolder(parent: string, identity: PreparedIdentity, data: TrackingData): void {
  const folder = join(parent, preparedKey(identity));
  const temporary = `${folder}.${process.pid}.tmp`;
  const old = `${folder}.${process.pid}.old`;
  mkdirSync(temporary, { recursive: true });
  try {
    const arrays = Object.fromEntries(
      NAMES.map((name) => {
        const array = data.arrays[name];
        const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
        writeFileSync(join(temporary, fileOf(name)), bytes);
        return [name, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
      }),
    );
    const meta: Meta = { identity, header: data.header, arrays };
    writeFileSync(join(temporary, 'meta.json'), JSON.stringify(meta));
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(temporary, folder);
    if (existsSync(old)) rmSync(old, { recursive: true });
  } finally {
    if (existsSync(temporary)) rmSync(temporary, { recursive: true });
  }
}
