import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TopicPayload } from '#contract/channels';
import type { StudySummary } from '#contract/sweeps';
import type { Workbench } from '../../../src-main/services/workbench';
import { createWorkspaceFixture, type WorkspaceFixture } from '../../support/workspace-fixture';

const SWEEP = `name: Example sweep
experiment: deep-set-ranker
space:
  model_a.epochs: { kind: int, low: 4, high: 12 }
  model_a.dropout: { kind: float, low: 0, high: 0.5 }
objective: { metric: conference_spearman }
limits: { trials: 6, jobs: 2 }
`;
const GRID = SWEEP.replace('limits: { trials: 6, jobs: 2 }', 'sampler: { kind: grid }').replace(
  'low: 0, high: 0.5',
  'low: 0, high: 0.5, step: 0.25',
);

describe('sweeps of a workspace', () => {
  let fixture: WorkspaceFixture;
  beforeEach(() => {
    fixture = createWorkspaceFixture();
    mkdirSync(path.join(fixture.options.resourcesRoot, 'config/sweeps'), { recursive: true });
    writeFileSync(path.join(fixture.options.resourcesRoot, 'config/sweeps/example.yaml'), SWEEP);
    writeFileSync(path.join(fixture.options.resourcesRoot, 'config/sweeps/grid.yaml'), GRID);
  });
  afterEach(async () => {
    delete process.env['FAKE_EPOCH_MS'];
    delete process.env['FAKE_EPOCHS'];
    await fixture.remove();
  });

  const open = async () => {
    const workbench = fixture.workbench();
    return { workbench, session: await workbench.openWorkspace(fixture.workspaceFolder) };
  };
  const readJson = (folder: string, name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

  it('trains each trial as a run with its parameters, two at once, and writes the files of the study', async () => {
    const { session } = await open();
    const { studyId } = session.sweeps.start({
      configPath: 'example',
      overrides: ['data.validation_seasons=[2022-23]'],
    });
    const summary = await session.sweeps.settled(studyId);

    expect(summary).toMatchObject({ status: 'done', totalTrials: 6, jobs: 2, stoppedBy: { kind: 'trials' } });
    expect(summary.counts).toEqual({ queued: 0, running: 0, done: 6, pruned: 0, failed: 0, masked: 0 });
    const detail = session.sweeps.get(studyId);
    for (const { runId, parameters, objective, steps } of detail.trials) {
      const run = session.runs.summary(runId!);
      expect(run.config['model_a.epochs']).toBe(JSON.stringify(parameters['model_a.epochs']));
      expect(run.config['model_a.dropout']).toBe(JSON.stringify(parameters['model_a.dropout']));
      expect(objective).toBe(0.8);
      expect(steps).toMatchObject([{ name: 'training', exitCode: 0 }]);
    }
    expect(new Set(detail.trials.map(({ runId }) => runId)).size).toBe(6);
    expect(detail.history.map(({ best }) => best)).toEqual(Array(6).fill(0.8));

    const csv = readFileSync(path.join(detail.folder, 'sweep_results.csv'), 'utf8').trim().split('\n');
    expect(csv[0]).toBe(
      'trial,state,run_id,model_a.epochs,model_a.dropout,objective,validation.clusters,validation.conference_spearman,validation.n,duration_ms,failed_step,exit_code,error',
    );
    expect(csv).toHaveLength(7);
    expect(readJson(detail.folder, 'sweep_results_summary.json')).toMatchObject({
      best_by_validation_conference_spearman: { value: 0.8, trial: 0 },
      best_trial: { value: 0.8 },
    });
    expect(readJson(detail.folder, 'sweep_config.json')).toMatchObject({ method: 'tpe', n_trials: 6, n_jobs: 2 });
    expect(readJson(detail.folder, 'sweep_study.json')).toMatchObject({ best_value: 0.8, n_trials: 6 });
    expect(readJson(detail.folder, 'sweep_importances.json')).toMatchObject({ trials: 6, importances: {} });
  });

  it('stops with checkpoints, goes on in another process, and runs no trial twice', async () => {
    process.env['FAKE_EPOCH_MS'] = '60';
    const first = await open();
    const { studyId } = first.session.sweeps.start({ configPath: 'example' });
    await whenStudy(first.workbench, studyId, ({ counts }) => counts.done >= 1);
    await first.session.sweeps.stop(studyId);
    const stopped = await first.session.sweeps.settled(studyId);
    expect(stopped).toMatchObject({ status: 'stopped', stoppedBy: { kind: 'person' } });
    const before = first.session.sweeps.get(studyId).trials;
    await first.workbench.close();
    delete process.env['FAKE_EPOCH_MS'];

    const { session } = await open();
    session.sweeps.resume(studyId);
    expect((await session.sweeps.settled(studyId)).counts.done).toBe(6);
    const after = session.sweeps.get(studyId).trials;
    expect(after.slice(0, before.length).map(({ parameters, runId }) => [parameters, runId])).toEqual(
      before.map(({ parameters, runId }) => [parameters, runId]),
    );
    expect(session.runs.list({ query: '', includeTrash: true }).total).toBe(6);
    expect(() => session.sweeps.resume(studyId)).toThrow(expect.objectContaining({ code: 'E-SWEEP-STUDY-STATE' }));
  });

  it('is interrupted when its process closes, and another one takes up the runs that trained on', async () => {
    process.env['FAKE_EPOCH_MS'] = '60';
    const first = await open();
    const { studyId } = first.session.sweeps.start({ configPath: 'example' });
    await whenStudy(first.workbench, studyId, ({ counts }) => counts.running === 2);
    await first.workbench.close();
    delete process.env['FAKE_EPOCH_MS'];

    const { session } = await open();
    expect(session.sweeps.list()).toMatchObject([{ studyId, status: 'interrupted' }]);
    session.sweeps.resume(studyId);
    expect((await session.sweeps.settled(studyId)).counts.done).toBe(6);
    expect(session.runs.list({ query: '', includeTrash: true }).total).toBe(6);
  });

  it('keeps what a failed trial said, and runs it again by itself when it is put back', async () => {
    process.env['FAKE_EPOCH_MS'] = '600';
    const { workbench, session } = await open();
    const { studyId } = session.sweeps.start({ configPath: 'example' });
    await whenStudy(workbench, studyId, ({ counts }) => counts.running === 2);
    const [victim] = session.sweeps.get(studyId).trials;
    const events = path.join(session.path, 'runs', victim!.runId!, 'attempts/1/claim.json');
    while (!existsSync(events)) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill((JSON.parse(readFileSync(events, 'utf8')) as { pid: number }).pid, 'SIGKILL');
    delete process.env['FAKE_EPOCH_MS'];
    expect((await session.sweeps.settled(studyId)).counts).toMatchObject({ done: 5, failed: 1 });
    const failed = session.sweeps.get(studyId).trials[0]!;
    expect(failed).toMatchObject({ state: 'failed', objective: null, error: { step: 'training', exitCode: null } });

    session.sweeps.requeue(studyId, [0]);
    expect((await session.sweeps.settled(studyId)).counts).toMatchObject({ done: 6, failed: 0 });
    const again = session.sweeps.get(studyId).trials[0]!;
    expect(again.parameters).toEqual(failed.parameters);
    expect(again.previousRunIds).toEqual([failed.runId]);
    expect(() => session.sweeps.requeue(studyId, [99])).toThrow(
      expect.objectContaining({ code: 'E-SWEEP-TRIAL-STATE' }),
    );
  });

  it('prunes a live run, which says why and is called pruned', async () => {
    process.env['FAKE_EPOCH_MS'] = '40';
    process.env['FAKE_EPOCHS'] = '1000';
    const { session } = await open();
    // Every run has the same curve: 1 - 1/epoch. Patience alone, and no improvement ever being enough, ends each at epoch 3.
    const { studyId } = session.sweeps.start({
      configPath: 'example',
      overrides: ['pruner={kind: patient, patience: 1, min_delta: 9, pruner: {kind: none}}', 'limits.trials=2'],
    });
    const summary = await session.sweeps.settled(studyId);
    expect(summary.counts).toMatchObject({ pruned: 2, done: 0 });
    const detail = session.sweeps.get(studyId);
    // Values that came together are judged one by one, up to the one that decides.
    expect(detail.curves.map(({ reports }) => reports.map(({ step, decision }) => `${step} ${decision}`))).toEqual([
      ['1 continue', '2 continue', '3 prune'],
      ['1 continue', '2 continue', '3 prune'],
    ]);
    expect(detail.curves[0]!.reports[2]!.reason).toBe('no value better than 0 in 2 reports');
    expect(detail.trials.map(({ runId }) => session.runs.summary(runId!).status)).toEqual(['pruned', 'pruned']);
    expect(summary.best).toBeNull();
  });

  it('shows the empty cells of a grid, and what the sweep costs before it starts', async () => {
    const { session } = await open();
    const request = { configPath: 'grid', overrides: ['limits.trials=2'] };
    const cost = await session.sweeps.preview({ ...request, measure: false });
    expect(cost).toMatchObject({ combinations: 27, trials: 2, hours: null });
    expect(cost.examples).toEqual([
      { 'model_a.epochs': 4, 'model_a.dropout': 0 },
      { 'model_a.epochs': 4, 'model_a.dropout': 0.25 },
    ]);
    process.env['FAKE_EPOCH_MS'] = '60';
    const { studyId } = session.sweeps.start({ configPath: 'grid' });
    expect(session.sweeps.get(studyId).trials.filter(({ state }) => state === 'empty').length).toBeGreaterThan(24);
    await session.sweeps.stop(studyId);
    await session.sweeps.settled(studyId);
    expect(session.sweeps.get(studyId).trials).toHaveLength(27);
  });

  it('refuses what is wrong with a sweep before any trial', async () => {
    const { session } = await open();
    const start = (...overrides: string[]) => session.sweeps.start({ configPath: 'example', overrides });
    expect(() => start('objective.split=test')).toThrow(
      expect.objectContaining({ code: 'E-CONFIG-VALUE', nextStep: expect.stringContaining('never chooses') as string }),
    );
    expect(() => start('model_a.epoch=3')).toThrow(expect.objectContaining({ code: 'E-CONFIG-UNKNOWN-KEY' }));
    expect(() => start('sampler.kind=grid')).toThrow(expect.objectContaining({ code: 'E-CONFIG-VALUE' }));
    expect(session.sweeps.list()).toEqual([]);
  });

  it('fixes a parameter of the space that is set for every trial', async () => {
    const { session } = await open();
    const { studyId } = session.sweeps.start({
      configPath: 'example',
      overrides: ['model_a.epochs=3', 'limits.trials=2'],
    });
    await session.sweeps.settled(studyId);
    const { trials } = session.sweeps.get(studyId);
    expect(trials.map(({ parameters }) => Object.keys(parameters))).toEqual([['model_a.dropout'], ['model_a.dropout']]);
    expect(session.runs.summary(trials[0]!.runId!).config['model_a.epochs']).toBe('3');
  });
});

function whenStudy(workbench: Workbench, studyId: string, fits: (study: StudySummary) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = workbench.topics.subscribe('sweep:changed', ({ study }: TopicPayload<'sweep:changed'>) => {
      if (study.studyId !== studyId || !fits(study)) return;
      end();
      resolve();
    });
    const now = workbench
      .requireWorkspace()
      .sweeps.list()
      .find((study) => study.studyId === studyId);
    if (now && fits(now)) {
      end();
      resolve();
    }
  });
}
