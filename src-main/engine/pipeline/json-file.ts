import type { StepFiles } from './step';

/** @param value plain JSON by its type: no NaN, no undefined that matters, no class; @returns a file's bytes, from which numbers read back to the same bits */
export const jsonFile = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/** @returns text as a file's bytes */
export const textFile = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * Reads a file that a step before wrote. Its type is known: the key of the step covers the code that wrote it, and the
 * store has checked its bytes.
 */
export function readJson<T>(files: StepFiles, name: string): T {
  const bytes = files[name];
  if (!bytes) throw new Error(`A step did not write ${name}.`);
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
