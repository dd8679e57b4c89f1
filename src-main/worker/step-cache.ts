import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExperimentConfig } from '#contract/config/experiment';
import type { StepCacheOptions } from '../engine/compiler/step/compiled-step-cache';

/** Keys that cannot change what a step computes: compiled steps are shared between runs that differ only in them. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['name', 'notes', 'seeds', 'engine']);

/**
 * The bundled worker file names its parts by hashes of their content, so its own hash stands for the whole program: a
 * changed build never meets the steps of the one before, also between two versions.
 */
export function programHash(): string {
  const [, program] = process.argv;
  try {
    return program === undefined ? '' : createHash('sha256').update(readFileSync(program)).digest('hex');
  } catch {
    // Started without a file of its own, as tests are: the version has to do.
    return '';
  }
}

/**
 * Where the compiled steps of a configuration are kept. The identity is the program's version and build and the resolved
 * configuration without seeds; the cache adds parameters, shapes and the model's code by itself.
 */
export function stepCache(config: ExperimentConfig, codeVersion: string, cacheFolder: string): StepCacheOptions {
  const kept = Object.entries(config).filter(([key]) => !WITHOUT_EFFECT.has(key));
  const identity = createHash('sha256').update(JSON.stringify([codeVersion, programHash(), kept]));
  return { folder: path.join(cacheFolder, 'compiled-steps'), identity: identity.digest('hex') };
}
