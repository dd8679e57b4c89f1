import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TopicPayload } from '#contract/channels';
import { createWorkspaceFixture, type WorkspaceFixture } from '../../support/workspace-fixture';

const EXPERIMENT = 'configs/experiments/deep-set-ranker.yaml';

describe('runs of a workspace', () => {
  let fixture: WorkspaceFixture;
  beforeEach(() => {
    fixture = createWorkspaceFixture();
  });
  afterEach(() => fixture.remove());

  const open = async (change = {}) => {
    const workbench = fixture.workbench(change);
    return { workbench, session: await workbench.openWorkspace(fixture.workspaceFolder) };
  };

  it('trains one run for each seed and groups them', async () => {
    const { session } = await open();
    const { runIds } = await session.runs.start({
      configPath: EXPERIMENT,
      seeds: [1, 2],
      overrides: ['model_a.epochs=7'],
      name: 'Pair',
    });
    const rows = await session.runs.settled(runIds);

    expect(rows.map(({ status, seed, name, stopReason }) => ({ status, seed, name, stopReason }))).toEqual([
      { status: 'done', seed: 1, name: 'Pair', stopReason: 'completed' },
      { status: 'done', seed: 2, name: 'Pair', stopReason: 'completed' },
    ]);
    expect(rows[0]!.config['model_a.epochs']).toBe('7');
    expect(rows[0]!.metrics.validation).toEqual({ n: 72, clusters: 36, conference_spearman: 0.8 });
    expect(rows[0]!.sparkline).toEqual([0, 1 / 2, 1 - 1 / 3, 3 / 4, 4 / 5]);
    const [group, ...others] = session.runs.groups({ query: 'status = done', includeTrash: false });
    expect(others).toEqual([]);
    expect(group).toMatchObject({ n: 2, seeds: [2, 1] });
    expect(group!.metrics['validation']!['conference_spearman']).toEqual({
      mean: 0.8,
      sd: 0,
      interval: { lower: 0.8, upper: 0.8 },
      n: 2,
    });
    const series = session.runs.series({ runId: runIds[0]!, split: 'train', metric: 'loss', maxPoints: 100 });
    expect(series.steps).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(
      session.runs
        .list({ query: 'validation.conference_spearman >= 0.8 and seed in (2, 3)', includeTrash: false })
        .rows.map(({ runId }) => runId),
    ).toEqual([runIds[1]]);
  });

  it('tells of new rows and points while a run trains', async () => {
    const { workbench, session } = await open();
    const points: TopicPayload<'run:events'>['points'] = [];
    const statuses: string[] = [];
    workbench.topics.subscribe('run:events', (event) =>
      points.push(...event.points.filter(({ metric }) => metric === 'loss')),
    );
    workbench.topics.subscribe('runs:changed', ({ rows }) => statuses.push(...rows.map(({ status }) => status)));
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1] });
    await session.runs.settled(runIds);

    expect(points.flatMap(({ steps }) => steps)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(statuses).toContain('running');
    expect(statuses.at(-1)).toBe('done');
  });

  it('stops with a checkpoint and resumes from it without a gap or a double', async () => {
    process.env['FAKE_EPOCH_MS'] = '100';
    const { workbench, session } = await open();
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1] });
    const runId = runIds[0]!;
    await whenEpoch(workbench, runId, 2);
    await session.runs.stop(runId);
    delete process.env['FAKE_EPOCH_MS'];
    const [stopped] = await session.runs.settled([runId]);
    expect(stopped).toMatchObject({ status: 'stopped', stopReason: 'stopped_by_user' });
    expect(stopped!.epoch).toBeLessThan(5);

    await session.runs.resume(runId);
    const [done] = await session.runs.settled([runId]);
    expect(done).toMatchObject({ status: 'done', attempts: 2 });
    const { steps } = session.runs.series({ runId, split: 'train', metric: 'loss', maxPoints: 1000 });
    expect(steps).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    await expect(session.runs.resume(runId)).rejects.toMatchObject({ code: 'E-WORKSPACE-RUN-STATE' });
  });

  it('pauses and continues', async () => {
    const { workbench, session } = await open();
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1] });
    const runId = runIds[0]!;
    await whenStatus(workbench, runId, 'running');
    session.runs.pause(runId);
    await whenStatus(workbench, runId, 'paused');
    session.runs.continue(runId);
    expect((await session.runs.settled([runId]))[0]!.status).toBe('done');
  });

  it('keeps runs waiting that there is no place for, and stops a waiting one without starting it', async () => {
    const { session } = await open({ concurrentRuns: 1 });
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1, 2, 3] });
    expect(runIds.map((runId) => session.runs.summary(runId).status)).toEqual(['running', 'queued', 'queued']);
    await session.runs.stop(runIds[1]!);
    const rows = await session.runs.settled(runIds);
    expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['done', 1],
      ['stopped', 0],
      ['done', 1],
    ]);
  });

  it('forks into an experiment that starts from the checkpoint', async () => {
    const { session } = await open();
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [7] });
    await session.runs.settled(runIds);
    const { path: forked } = session.runs.fork({ runId: runIds[0]!, checkpoint: 'last' });

    expect(forked).toBe('configs/experiments/example-fork.yaml');
    expect(session.configs.read(forked).text).toContain(`# starts-from: ${runIds[0]}:last`);
    const started = await session.runs.start({ configPath: forked, seeds: null });
    const [child] = await session.runs.settled(started.runIds);
    expect(child).toMatchObject({ seed: 7, parentRunId: runIds[0], name: 'Example (fork)' });
    const config = JSON.parse(readFileSync(path.join(session.path, 'runs', child!.runId, 'config.json'), 'utf8')) as {
      parent: { checkpointPath: string };
    };
    expect(config.parent.checkpointPath).toBe(path.join(session.path, 'runs', runIds[0]!, 'checkpoints/50-fake'));
  });

  it('moves finished runs to the trash and back, and refuses live ones', async () => {
    const { session } = await open();
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1] });
    expect(() => session.runs.trash(runIds)).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-RUN-STATE' }));
    await session.runs.settled(runIds);
    session.runs.trash(runIds);
    expect(session.runs.list({ query: '', includeTrash: false }).total).toBe(0);
    session.runs.restore(runIds);
    expect(session.runs.list({ query: '', includeTrash: false }).total).toBe(1);
  });

  it('makes no run when the data is broken', async () => {
    const { session } = await open();
    mkdirSync(path.join(fixture.root, 'data/nba-box-scores'), { recursive: true });
    writeFileSync(path.join(fixture.root, 'data/nba-box-scores/broken'), '');
    const broken = await open({ environment: { ASSAY_DATA: path.join(fixture.root, 'data') } });
    await expect(broken.session.runs.start({ configPath: EXPERIMENT, seeds: [1] })).rejects.toMatchObject({
      code: 'E-DATA-BROKEN',
      exitCode: 64,
    });
    expect(session.runs.list({ query: '', includeTrash: true }).total).toBe(0);
  });

  it('shows one process the runs of another, which can stop them', async () => {
    process.env['FAKE_EPOCH_MS'] = '100';
    const first = await open();
    const { runIds } = await first.session.runs.start({ configPath: EXPERIMENT, seeds: [1] });
    await whenEpoch(first.workbench, runIds[0]!, 1);
    await first.workbench.close();
    delete process.env['FAKE_EPOCH_MS'];
    // The worker goes on; whoever opens the workspace next follows it.
    const second = await open();
    expect(second.session.runs.summary(runIds[0]!).status).toBe('running');
    expect(() => second.session.runs.pause(runIds[0]!)).toThrow(
      expect.objectContaining({ code: 'E-WORKSPACE-RUN-ELSEWHERE' }),
    );
    await second.session.runs.stop(runIds[0]!);
    const [row] = await second.session.runs.settled(runIds);
    expect(row).toMatchObject({ status: 'stopped', stopReason: 'stopped_by_user' });
  });

  it('reads runs back from their folders when the database is lost', async () => {
    const first = await open();
    const { runIds } = await first.session.runs.start({ configPath: EXPERIMENT, seeds: [1] });
    const [before] = await first.session.runs.settled(runIds);
    await first.workbench.close();
    const { rmSync } = await import('node:fs');
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(path.join(fixture.workspaceFolder, `assay.db${suffix}`), { force: true });
    const second = await open();
    const after = second.session.runs.summary(runIds[0]!);
    expect({ ...after, startedAt: 0, endedAt: 0 }).toEqual({ ...before, startedAt: 0, endedAt: 0 });
  });
});

type Bench = ReturnType<WorkspaceFixture['workbench']>;

/** Resolves with the first published row of a run that fits. */
function whenRow(
  workbench: Bench,
  runId: string,
  fits: (row: TopicPayload<'runs:changed'>['rows'][number]) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const end = workbench.topics.subscribe('runs:changed', ({ rows }) => {
      if (!rows.some((row) => row.runId === runId && fits(row))) return;
      end();
      resolve();
    });
    const now = workbench.requireWorkspace().runs.summary(runId);
    if (fits(now)) {
      end();
      resolve();
    }
  });
}
const whenEpoch = (workbench: Bench, runId: string, epoch: number) =>
  whenRow(workbench, runId, (row) => row.epoch >= epoch);
const whenStatus = (workbench: Bench, runId: string, status: string) =>
  whenRow(workbench, runId, (row) => row.status === status);
