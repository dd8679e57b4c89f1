import { createHash } from 'node:crypto';
import type { TrackingLengths } from '../tracking/tracking-data';

/** Raised whenever code that reads or cuts tracks gives other numbers: old folders are then never read again. */
export const PREPARED_VERSION = 1;

/** Everything that decides the prepared arrays. The features are made from them, so feature sets share a folder. */
export interface PreparedIdentity extends TrackingLengths {
  readonly version: number;
  /** Name of the source: to explain what does not fit, not part of the key. */
  readonly source: string;
  /** Of the source: SHA-256 over names and contents of its files. */
  readonly fingerprint: string;
}

/** @returns hexadecimal SHA-256 */
export const preparedKey = ({ version, fingerprint, maxInputLen, maxOutputLen }: PreparedIdentity): string =>
  createHash('sha256')
    .update(JSON.stringify([version, fingerprint, maxInputLen, maxOutputLen]))
    .digest('hex');
