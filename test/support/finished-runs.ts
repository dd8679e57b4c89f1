import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunStatus } from '#contract/runs';
import { groupKey } from '../../src-main/services/configs/group-key';
import type { Store } from '../../src-main/store/store';
import { exampleExperiment, exampleRunConfig, exampleRunId } from './workspace-run-config';

/** A run as a comparison sees it. */
export interface FinishedRun {
  readonly seed: number;
  /** `conference_spearman` on validation; null: not a number; undefined: not measured. */
  readonly value?: number | null;
  readonly status?: RunStatus;
  readonly model?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly fingerprint?: string;
  readonly samples?: number;
  readonly baselines?: Readonly<Record<string, number>>;
  readonly parameters?: number;
}

/** Stores the n-th run of a test, n from 1. @returns its id */
export function storeFinishedRun(store: Store, n: number, run: FinishedRun): string {
  const experiment = exampleExperiment({
    name: run.name ?? 'Example',
    model_a: run.model ?? {},
    data: { train_seasons: ['2021-22'], validation_seasons: ['2022-23'], ...run.data },
  });
  const config = exampleRunConfig(n, {
    config: experiment,
    seed: run.seed,
    source: { name: 'nba-box-scores', path: '/data/nba', fingerprint: run.fingerprint ?? 'f00d' },
  });
  const key = store.runs.insert({ config, groupKey: groupKey(experiment), status: 'queued', supervisor: null });
  const counts = { n: run.samples ?? 72, clusters: 36 };
  const metrics = run.value === undefined ? {} : { validation: { ...counts, conference_spearman: run.value } };
  const total = run.parameters ?? 100;
  store.runs.update(key, {
    status: run.status ?? 'done',
    metrics,
    durationMs: 1000 * n,
    baselines: Object.fromEntries(
      Object.entries(run.baselines ?? {}).map(([id, value]) => [
        id,
        { validation: { ...counts, conference_spearman: value } },
      ]),
    ),
    parameters: { total, trainable: total },
  });
  return exampleRunId(n);
}

/** Two groups over seeds: differences 0.012, 0.020, 0.007 of statistics.md. @returns ids of both */
export function storeHandValues(store: Store): {
  readonly base: readonly string[];
  readonly pooled: readonly string[];
} {
  const base = [0.7, 0.71, 0.72];
  const differences = [0.012, 0.02, 0.007];
  const seeds = [42, 123, 456];
  return {
    base: seeds.map((seed, index) => storeFinishedRun(store, index + 1, { seed, value: base[index]!, name: 'base' })),
    pooled: seeds.map((seed, index) =>
      storeFinishedRun(store, index + 4, {
        seed,
        value: base[index]! + differences[index]!,
        name: 'pooling',
        model: { dropout: 0.4 },
      }),
    ),
  };
}

/** Writes a table of predictions into a run folder. */
export function writePredictions(runFolder: string, lines: readonly string[]): void {
  mkdirSync(path.join(runFolder, 'predictions'), { recursive: true });
  writeFileSync(path.join(runFolder, 'predictions/validation.csv'), `${lines.join('\n')}\n`);
}
