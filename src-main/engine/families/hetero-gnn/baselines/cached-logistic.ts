import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { float32 } from '../../../backend/host-tensor';
import type { HostTensors } from '../../../backend/host-tensor';
import { decodeSafetensors, encodeSafetensors } from '../../../checkpoints/safetensors';
import { readCacheFile, writeCacheFile } from '../../../data/cache-file';
import type { CricketData } from '../data/cricket-data';
import { fitLogistic } from './fit-logistic';
import type { LogisticModel } from './logistic-regression';

/** Raised whenever the fit or a feature gives other numbers. */
const FIT_VERSION = 1;

/** Where the fitted regression is kept, and how progress is told. */
export interface BaselineContext {
  /** Of the source: with the options of the data it decides the fit. */
  readonly fingerprint: string;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  onProgress(fraction: number): void;
}

/** Innings of the training part that a regression is fitted on. */
export interface LogisticInnings {
  /** Tells the selection from others of the same training part. */
  readonly name: string;
  /** Positions in the archive. */
  readonly innings: readonly number[];
}

/**
 * A regression of a training part: read back, or fitted and kept, so that trials of a sweep share it.
 * @param selected some of the innings; null = all
 */
export async function cachedLogistic(
  data: CricketData,
  context: BaselineContext,
  selected: LogisticInnings | null = null,
): Promise<LogisticModel> {
  const { matches, innings } = data.parts.train;
  const part = selected ? [selected.name] : [];
  const facts = [FIT_VERSION, context.fingerprint, data.options, matches.length, ...part];
  const key = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  const path = join(context.cacheFolder, 'hetero-gnn', `${key}.logistic`);
  const file = readCacheFile(path);
  if (file.kind === 'found') return fromTensors(decodeSafetensors(file.content));
  const model = await fitLogistic(
    data,
    selected?.innings ?? innings,
    (fraction) => context.onProgress(fraction),
    context.signal,
  );
  writeCacheFile(path, encodeSafetensors(toTensors(model)), file.kind);
  return model;
}

const PARTS = ['means', 'scales', 'dense', 'entities'] as const satisfies readonly (keyof LogisticModel)[];

const toTensors = (model: LogisticModel): HostTensors =>
  Object.fromEntries(PARTS.map((part) => [part, float32(model[part], [model[part].length])]));

function fromTensors(tensors: HostTensors): LogisticModel {
  // The cache file holds what toTensors made: its hash has been checked.
  const part = (name: (typeof PARTS)[number]): Float32Array => Float32Array.from(tensors[name]!.data);
  return { means: part('means'), scales: part('scales'), dense: part('dense'), entities: part('entities') };
}
