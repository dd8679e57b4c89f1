import { experimentSchema, type ExperimentConfig } from '#contract/config/experiment';
import { runConfigSchema, type RunConfig } from '#contract/run-config';

/** @returns a valid experiment with every default written out */
export function exampleExperiment(change: Readonly<Record<string, unknown>> = {}): ExperimentConfig {
  return experimentSchema.parse({
    family: 'deep-set-ranker',
    name: 'Example',
    data: { train_seasons: ['2021-22'], validation_seasons: ['2022-23'] },
    ...change,
  });
}

/** @returns the id of the n-th run of a test: valid, and sorted like n */
export const exampleRunId = (n: number): string => `r-${String(n).padStart(10, '0')}`;

/** @returns a valid `config.json` of the n-th run of a test */
export function exampleRunConfig(n: number, change: Partial<RunConfig> = {}): RunConfig {
  const config = change.config ?? exampleExperiment();
  return runConfigSchema.parse({
    schemaVersion: 1,
    runId: exampleRunId(n),
    name: config.name,
    family: config.family,
    seed: 42,
    config,
    configPath: 'configs/experiments/example.yaml',
    source: { name: 'nba-box-scores', path: '/data/nba', fingerprint: '' },
    cacheFolder: '/cache',
    codeVersion: '0.1.0',
    createdAt: 1_700_000_000_000 + n,
    parent: null,
    ...change,
  });
}
