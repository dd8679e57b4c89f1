import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { EXPERIMENT_SCHEMAS, type ExperimentConfig } from '#contract/config/experiment';

/** Keys that never tell runs apart: seeds differ within a group, the others do not change a result. */
function ignoredKeys(config: ExperimentConfig): ReadonlySet<string> {
  const shape: Readonly<Record<string, z.ZodType>> = EXPERIMENT_SCHEMAS[config.family].shape;
  const bookkeeping = Object.entries(shape).filter(([, schema]) => schema.meta()?.['bookkeeping'] === true);
  return new Set(['seeds', ...bookkeeping.map(([key]) => key)]);
}

/** JSON with the keys in order, so that equal configurations give equal text. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}

/** @returns 16 hexadecimal digits: equal for runs that differ in nothing but seed, name, notes and whether seeds share a worker */
export function groupKey(config: ExperimentConfig): string {
  const ignored = ignoredKeys(config);
  // The seeds of a worker have the numbers that each has alone.
  const engine = Object.fromEntries(Object.entries(config.engine).filter(([key]) => key !== 'batch_seeds'));
  const kept = Object.fromEntries(Object.entries({ ...config, engine }).filter(([key]) => !ignored.has(key)));
  return createHash('sha256').update(canonicalJson(kept)).digest('hex').slice(0, 16);
}
