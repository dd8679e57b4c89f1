import type { PrepareContext } from '../../engine/families/family';
import type { SourceLocation } from '#contract/run-config';
import type { WorkerEnvironment } from '../worker-environment';

/** What every job works with. */
export interface JobContext {
  readonly environment: WorkerEnvironment;
  /** @param fraction 0 to 1; null where it is not known */
  readonly progress: (message: string, fraction: number | null) => void;
  readonly signal: AbortSignal;
}

/** @returns what a family needs to read data for a job */
export const prepareContext = (
  { progress, signal }: JobContext,
  source: SourceLocation,
  cacheFolder: string,
  seed: number,
): PrepareContext => ({ seed, source, cacheFolder, phase: progress, signal });
