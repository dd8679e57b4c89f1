import { join } from 'node:path';
import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import { sourceFingerprint } from '../../../data/source-fingerprint';
import type { PrepareContext } from '../../family';
import { isTrackingFile, trackingFolder } from '../tracking/layout';
import { readTracking } from '../tracking/read-tracking';
import type { TrackingData } from '../tracking/tracking-data';
import { explainAbsence, readPreparedFolder, writePreparedFolder } from './prepared-folder';
import { PREPARED_VERSION, preparedKey, type PreparedIdentity } from './prepared-key';

/** Where the tracks of a run came from. `because`: why what was kept could not be used; null when nothing was. */
export type CacheOutcome =
  | { readonly kind: 'hit' }
  | { readonly kind: 'built'; readonly because: string | null }
  | { readonly kind: 'not-stored'; readonly reason: string };

export interface LoadedTracking {
  readonly data: TrackingData;
  readonly cache: CacheOutcome;
}

/**
 * The tracks of a source: from the cache when the same were made before, else read, cut and kept. What is kept without
 * masks, with other lengths or of changed files is explained in a phase and built anew; it stays until the new is complete.
 *
 * @throws as `readTracking`; DataSourceMissingError; the signal's reason when it is aborted
 */
export function loadTracking({ sequences }: MaskedSeq2SeqConfig, context: PrepareContext): LoadedTracking {
  const { source, signal } = context;
  context.phase('checking data', null);
  const identity: PreparedIdentity = {
    version: PREPARED_VERSION,
    source: source.name,
    fingerprint: sourceFingerprint(trackingFolder(source.path), isTrackingFile).fingerprint,
    maxInputLen: sequences.max_input_len,
    maxOutputLen: sequences.max_output_len,
  };
  signal.throwIfAborted();
  const parent = join(context.cacheFolder, 'masked-seq2seq');
  const found = readPreparedFolder(join(parent, preparedKey(identity)), identity);
  if (found.kind === 'data') return { data: found.data, cache: { kind: 'hit' } };
  const because = found.kind === 'unusable' ? found.reason : explainAbsence(parent, identity);
  if (because !== null) context.phase(`rebuilding sequences: ${because}`, null);
  const data = readTracking(source.path, identity, (file, share) => {
    signal.throwIfAborted();
    context.phase(`reading ${file}`, share);
  });
  return { data, cache: store(parent, identity, data) ?? { kind: 'built', because } };
}

/** A run needs no cache: a full disk or a read-only folder is told, not thrown. @returns undefined when it was stored */
function store(parent: string, identity: PreparedIdentity, data: TrackingData): CacheOutcome | undefined {
  try {
    writePreparedFolder(parent, identity, data);
    return undefined;
  } catch (error) {
    return { kind: 'not-stored', reason: error instanceof Error ? error.message : String(error) };
  }
}
