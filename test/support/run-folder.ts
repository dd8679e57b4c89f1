import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { experimentSchema } from '#contract/config/experiment';
import { runEventSchema, type RunEvent } from '#contract/events';
import type { RunConfig } from '#contract/run-config';
import { temporaryFolder } from './tiny-training';

/** A run folder with its `config.json`, as the run service makes it. */
export async function makeRunFolder(
  changes: Partial<RunConfig> = {},
): Promise<{ readonly folder: string; readonly config: RunConfig }> {
  const folder = await temporaryFolder();
  const config: RunConfig = {
    schemaVersion: 1,
    runId: 'r-0123456789',
    name: 'Tiny',
    family: 'deep-set-ranker',
    seed: 7,
    config: experimentSchema.parse({
      family: 'deep-set-ranker',
      data: { train_seasons: ['2022-23'] },
      engine: { executor: 'reference' },
    }),
    configPath: null,
    source: { name: 'none', path: folder, fingerprint: '' },
    cacheFolder: path.join(folder, 'cache'),
    codeVersion: 'test',
    createdAt: 0,
    parent: null,
    ...changes,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
  return { folder, config };
}

/** @returns the events of an attempt, each checked by the contract's schema; a torn last line is left out */
export async function readEvents(runFolder: string, attempt: number): Promise<readonly RunEvent[]> {
  const text = await readFile(path.join(runFolder, 'attempts', String(attempt), 'events.jsonl'), 'utf8');
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => runEventSchema.parse(JSON.parse(line)));
}
