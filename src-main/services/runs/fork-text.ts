import { stringify } from 'yaml';
import type { RunConfig } from '#contract/run-config';
import { startsFromLine } from '../configs/starts-from';

/**
 * The experiment file of a fork: the run's configuration with its one seed, and a comment about where it came from.
 * @param checkpointId null: it starts from the beginning
 */
export function forkText({ runId, name, seed, config }: RunConfig, checkpointId: string | null): string {
  const origin = `# Forked from run ${runId} (${name}, seed ${seed}).\n`;
  return `${origin}${checkpointId === null ? '' : startsFromLine(checkpointId)}${stringify({ ...config, name: forkName(name), seeds: [seed] })}`;
}

/** @returns the name of a fork, which does not grow with each fork of a fork */
export const forkName = (name: string): string => (name.endsWith(' (fork)') ? name : `${name} (fork)`);
