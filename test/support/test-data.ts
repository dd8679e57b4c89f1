import { existsSync } from 'node:fs';
import path from 'node:path';

/** A data source that tests read. */
export interface TestData {
  readonly path: string;
  /** Only the sample that ships with the app is here: fewer seasons, so expectations differ. */
  readonly isSample: boolean;
}

const SAMPLES = path.resolve('resources/sample-data');

/** Where full sources are looked for: `$ASSAY_DATA`, else the shared folder beside the checkout. */
const FULL = process.env['ASSAY_DATA'] ?? path.resolve('../shared/data');

/** @param name of a source, for example `nba-box-scores` */
export function dataFolder(name: string): TestData {
  const full = path.join(FULL, name);
  return existsSync(full) ? { path: full, isSample: false } : { path: path.join(SAMPLES, name), isSample: true };
}

/** @returns the sample of a source that ships with the app */
export const sampleFolder = (name: string): string => path.join(SAMPLES, name);
