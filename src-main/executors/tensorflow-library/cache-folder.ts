import { homedir } from 'node:os';
import path from 'node:path';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** @returns where things are kept that can be fetched again: per user, safe to delete */
export function cacheFolder(environment: Environment = process.env): string {
  const base = environment['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(base, 'assay');
}

const PREFIX = 'tensorflow-';

/** @returns the folder that an unpacked wheel of this version gets */
export const wheelFolder = (cache: string, version: string): string => path.join(cache, `${PREFIX}${version}`);

/** Whether a name in the cache is such a folder. */
export const isWheelFolder = (name: string): boolean =>
  name.startsWith(`${PREFIX}`) && /^\d+\.\d+/.test(name.slice(PREFIX.length));
