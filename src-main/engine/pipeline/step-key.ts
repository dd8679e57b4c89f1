import { createHash } from 'node:crypto';
import type { JsonValue } from '../families/family';
import type { PipelineStep } from './step';

/** What decides all steps of a run. */
export interface PipelineIdentity {
  /** Version and build of the program. */
  readonly code: string;
  readonly seed: number;
  /** Of the data source. */
  readonly fingerprint: string;
}

/** Raised whenever the form of a stored step changes. */
const STORE_VERSION = 1;

/** Objects with their keys in order: two configurations that say the same have one key. */
function canonical(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => canonical(entry));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Readonly<Record<string, JsonValue>>);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, canonical(held)]));
}

/**
 * Content key of a step: everything that decides its outputs. Equal keys mean equal outputs, so they are read back.
 *
 * @param inputKeys keys of the steps in `step.inputs`, in that order
 * @returns hexadecimal SHA-256
 */
export function stepKey(
  { name, version, settings }: Pick<PipelineStep, 'name' | 'version' | 'settings'>,
  inputKeys: readonly string[],
  { code, seed, fingerprint }: PipelineIdentity,
): string {
  const facts = [STORE_VERSION, code, seed, fingerprint, name, version, canonical(settings), inputKeys];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
