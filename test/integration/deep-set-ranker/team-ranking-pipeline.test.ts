import { mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import type { RunEvent, WorkerCommand } from '#contract/events';
import { runResultSchema, type RunResult } from '#contract/runs';
import {
  cloneReportSchema,
  inferenceDiagnosticsSchema,
  oddsReliabilitySchema,
  stackingReportSchema,
  teamTablesSchema,
} from '#contract/snapshots/team-ranking';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { deepSetRanker } from '../../../src-main/engine/families/deep-set-ranker/family';
import { JOBS } from '../../../src-main/worker/jobs/registry';
import { runAttempt } from '../../../src-main/worker/run-worker';
import { makeRunFolder, readEvents } from '../../support/run-folder';
import { sampleFolder } from '../../support/test-data';
import { temporaryFolder } from '../../support/tiny-training';

const SOURCE = { name: 'sample', path: sampleFolder('nba-box-scores'), fingerprint: '' };
const environment = {
  parent: { notify: () => {}, onCommand: () => {} },
  files: nodeFileStore,
  loadFamily: () => Promise.resolve(deepSetRanker),
};

interface Changes {
  readonly pipeline_step?: string | null;
  readonly model_b?: Readonly<Record<string, unknown>>;
  readonly stacking?: Readonly<Record<string, unknown>>;
  readonly training?: Readonly<Record<string, unknown>>;
}

const configOf = ({ pipeline_step = null, model_b, stacking, training }: Changes) =>
  experimentSchema.parse({
    family: 'deep-set-ranker',
    pipeline: 'team-ranking',
    pipeline_step,
    data: { train_seasons: ['2022-23'], validation_seasons: ['2023-24'] },
    training: {
      max_dates: 40,
      max_final_batches: 16,
      max_lists_oof: 16,
      n_folds: 2,
      listmle_target: 'playoff_outcome',
      ...training,
    },
    model_a: { epochs: 3, encoder_hidden: [16, 16], attention_heads: 2, embedding_dim: 4, win_rate_residual: true },
    model_b: { n_estimators: 30, features: ['elo', 'massey', 'record'], early_stopping_rounds: 0, ...model_b },
    model_c: { n_estimators: 20, max_depth: 5 },
    stacking: { target_rank: 'end_of_season', ...stacking },
    inference: { temperature: null },
    clone_classifier: { enabled: true, n_estimators: 20 },
    engine: { executor: 'onnxruntime' },
  });

interface PipelineRun {
  readonly exitCode: number;
  readonly folder: string;
  readonly result: RunResult | null;
  readonly events: readonly RunEvent[];
}

async function run(cacheFolder: string, changes: Changes = {}): Promise<PipelineRun> {
  const { folder } = await makeRunFolder({ config: configOf(changes), source: SOURCE, cacheFolder, seed: 5 });
  const exitCode = await runAttempt(environment, folder, 1, 'token');
  const text = await readFile(path.join(folder, 'result.json'), 'utf8').catch(() => null);
  const result = text === null ? null : runResultSchema.parse(JSON.parse(text));
  return { exitCode, folder, result, events: await readEvents(folder, 1) };
}

const file = (folder: string, name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
const cachedSteps = ({ result }: PipelineRun): string[] =>
  result!.pipelineSteps!.filter(({ cached }) => cached).map(({ name }) => name);
/** Every file of a run that does not name it or hold times. */
const OUTPUTS = [
  'oof_model_a.csv',
  'oof_model_b.csv',
  'oof_model_c.csv',
  'oof_pooled.csv',
  'stacking.json',
  'split_info.json',
  'inference_diagnostics.json',
  'eval_report.json',
  'clone_classifier_report.json',
  'predictions/validation.csv',
  'predictions/team_tables.json',
];
const outputs = ({ folder }: PipelineRun): Promise<string[]> => Promise.all(OUTPUTS.map((name) => file(folder, name)));
const snapshot = ({ events }: PipelineRun, name: string): unknown =>
  events.filter((event) => event.kind === 'snapshot').find((event) => event.name === name)!.data;

describe('the team-ranking pipeline on two real seasons', () => {
  let cache: string;
  let cold: PipelineRun;
  beforeAll(async () => {
    cache = await temporaryFolder();
    cold = await run(cache);
  }, 120_000);

  it('runs every step in order, each with exit 0, as one run with result, events and checkpoints', async () => {
    expect(cold.exitCode).toBe(0);
    expect(cold.result!.pipelineSteps!.map(({ name, exitCode, cached }) => [name, exitCode, cached])).toEqual(
      ['Model A', 'Model B', 'Model C', 'Stacking', 'Inference', 'Evaluation', 'Clone classifier'].map((name) => [
        name,
        0,
        false,
      ]),
    );
    const steps = cold.events.filter((event) => event.kind === 'step');
    expect(steps.slice(0, 2).map(({ name, state }) => [name, state])).toEqual([
      ['Model A', 'started'],
      ['Model A', 'finished'],
    ]);
    expect(cold.events.filter((event) => event.kind === 'attempt-started')).toHaveLength(1);
    expect(cold.result!.epochs).toBe(3);
    expect(cold.result!.best!.checkpointId).toBe('r-0123456789:ensemble');
    expect((await readdir(path.join(cold.folder, 'checkpoints'))).length).toBeGreaterThan(0);
  });

  it('ranks the next season far better than chance, beside the same metrics of the baselines and of each member', () => {
    const { validation } = cold.result!.metrics;
    expect(validation!['spearman_eos']).toBeGreaterThan(0.5);
    for (const member of ['model_a', 'model_b', 'model_c'])
      expect(validation![`${member}_spearman_eos`]).toBeGreaterThan(0.3);
    for (const metric of ['spearman_eos', 'ndcg_10', 'rank_rmse', 'rank_mae', 'playoff_spearman']) {
      for (const row of ['win_rate', 'standings', 'point_difference'])
        expect(cold.result!.baselines[row]!.validation![metric]).toEqual(expect.any(Number));
      expect(validation![metric]).toEqual(expect.any(Number));
    }
    // The figures of section 6: standings of 2023-24.
    expect(cold.result!.baselines['standings']!.validation!['spearman_eos']).toBeCloseTo(0.75, 2);
  });

  it('stacks members whose larger values are better: each goes along with the target, and so does the whole', () => {
    const report = stackingReportSchema.parse(snapshot(cold, 'stacking'));
    for (const { spearman } of report.members) expect(spearman).toBeGreaterThan(0.2);
    expect(report.ensembleSpearman).toBeGreaterThan(0.5);
  });

  it('gives 30 teams ranks 1 to 30, odds that sum to 1 and differ, and players by name', () => {
    const [table] = teamTablesSchema.parse(snapshot(cold, 'team-table')).tables;
    expect(table).toMatchObject({ season: '2023-24', split: 'validation', eosRankSource: 'playoffs' });
    expect(table!.teams.map(({ predictedRank }) => predictedRank)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(table!.teams.reduce((sum, team) => sum + team.championshipOdds, 0)).toBeCloseTo(1, 9);
    expect(table!.teams[0]!.championshipOdds).toBeGreaterThan(2 / 30);
    for (const conference of ['E', 'W'] as const) {
      const ranks = table!.teams.filter((team) => team.conference === conference).map((team) => team.conferenceRank);
      expect(ranks).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    }
    const boston = table!.teams.find(({ abbreviation }) => abbreviation === 'BOS')!;
    expect(boston.eosGlobalRank).toBe(1);
    expect(boston.rosterDependence.map(({ player }) => player)).toContain('Jayson Tatum');
    expect(boston.rosterDependence).toHaveLength(10);
    expect(boston.contributorsAreFallback).toBe(false);
    expect(
      oddsReliabilitySchema.parse(snapshot(cold, 'odds-reliability')).groups.map(({ group, count }) => [group, count]),
    ).toContainEqual(['validation', 30]);
  });

  it('writes the diagnostics of the brief and the clone report', async () => {
    const counts = inferenceDiagnosticsSchema.parse(JSON.parse(await file(cold.folder, 'inference_diagnostics.json')));
    expect(counts).toMatchObject({
      n_teams: 30,
      attention_fallback_count: 0,
      all_zero_count: 0,
      empty_roster_count: 0,
      nan_score_count: 0,
      raw_collapse_count: 0,
    });
    expect(counts.mean_entropy_norm).toBeGreaterThan(0.5);
    const clone = cloneReportSchema.parse(JSON.parse(await file(cold.folder, 'clone_classifier_report.json')));
    expect(clone.parts.validation!.auc).toBeGreaterThan(0.8);
    expect(clone.parts.holdout).toBeNull();
  });

  it('says that folds share a season when there is only one', () => {
    expect(cold.result!.diagnostics.map(({ id }) => id)).toContain('folds-share-seasons');
  });

  it('reads everything back in a second run: all steps cached, every file the same bytes, a checkpoint of its own', async () => {
    const warm = await run(cache);
    expect(cachedSteps(warm)).toHaveLength(7);
    expect(await outputs(warm)).toEqual(await outputs(cold));
    expect(warm.result!.metrics).toEqual(cold.result!.metrics);
    expect(warm.result!.engine.choice).toBe('taken from the cache');
    expect(warm.events.filter((event) => event.kind === 'attempt-started')).toHaveLength(1);
    expect(
      warm.events
        .filter((event) => event.kind === 'checkpoint')
        .map(({ roles }) => roles)
        .flat(),
    ).toContain('ensemble');
  });

  it('computes the same bytes from nothing, with and without the cache of prepared lists', async () => {
    const empty = await temporaryFolder();
    mkdirSync(empty, { recursive: true });
    const again = await run(empty, { training: { batch_cache: { enabled: false } } });
    expect(cachedSteps(again)).toEqual([]);
    expect(await outputs(again)).toEqual(await outputs(cold));
  });

  it('trains no network when only a setting of the trees changes', async () => {
    const changed = await run(cache, { model_b: { max_depth: 2 } });
    expect(cachedSteps(changed)).toEqual(['Model A', 'Model C', 'Clone classifier']);
    expect(await file(changed.folder, 'oof_model_b.csv')).not.toBe(await file(cold.folder, 'oof_model_b.csv'));
  });

  it('uses its stacker: without a member the result is another one', async () => {
    const without = await run(cache, { stacking: { members: ['model_a', 'model_b'] } });
    expect(without.result!.pipelineSteps!.map(({ name }) => name)).not.toContain('Model C');
    expect(await file(without.folder, 'predictions/validation.csv')).not.toBe(
      await file(cold.folder, 'predictions/validation.csv'),
    );
  });

  it('runs one step alone, anew, without the others', async () => {
    const alone = await run(cache, { pipeline_step: 'Model B' });
    expect(alone.exitCode).toBe(0);
    expect(alone.result!.pipelineSteps!.map(({ name, cached }) => [name, cached])).toEqual([['Model B', false]]);
    expect(await file(alone.folder, 'oof_model_b.csv')).toBe(await file(cold.folder, 'oof_model_b.csv'));
  });

  it('evaluates its ensemble checkpoint to the metrics of the run', async () => {
    const { folder: name } = cold.events
      .filter((event) => event.kind === 'checkpoint')
      .find(({ roles }) => roles.includes('ensemble'))!;
    const { metrics } = await JOBS.evaluate(
      {
        kind: 'evaluate',
        checkpointPath: path.join(cold.folder, 'checkpoints', name),
        source: SOURCE,
        cacheFolder: cache,
        split: 'validation',
      },
      { environment, progress: () => {}, signal: new AbortController().signal },
    );
    for (const metric of ['conference_spearman', 'spearman_eos', 'rank_rmse'])
      expect(metrics.validation![metric]).toBeCloseTo(cold.result!.metrics.validation![metric]!, 6);
  });

  it('goes on where it was stopped in the middle of Model A, and comes to the same bytes', async () => {
    const { folder } = await makeRunFolder({
      config: configOf({}),
      source: SOURCE,
      cacheFolder: await temporaryFolder(),
      seed: 5,
    });
    let command: (command: WorkerCommand) => void = () => {};
    const parent = {
      // Something was written: the first epoch is under way or done.
      notify: () => command({ kind: 'stop' }),
      onCommand: (listener: typeof command) => {
        command = listener;
      },
    };
    expect(await runAttempt({ ...environment, parent }, folder, 1, 'first')).toBe(75);
    const stopped = (await readEvents(folder, 1)).filter((event) => event.kind === 'step').at(-1);
    expect(stopped).toMatchObject({ name: 'Model A', state: 'finished', exitCode: 75 });
    expect(await runAttempt(environment, folder, 2, 'second')).toBe(0);
    expect(await outputs({ ...cold, folder })).toEqual(await outputs(cold));
  });

  it('fails with the name of the step, its exit code and what to do', async () => {
    const failed = await run(await temporaryFolder(), { training: { walk_forward: true } });
    expect(failed.exitCode).toBe(64);
    const { error } = failed.events.at(-1) as Extract<RunEvent, { kind: 'attempt-ended' }>;
    expect(error).toMatchObject({
      code: 'E-RUN-STEP',
      details: { step: 'Model A', stepExitCode: 64, cause: 'E-DATA-FOLDS' },
    });
    expect(error!.message).toContain('1 training season to walk forward over');
    expect(failed.result).toBeNull();
  });
});
