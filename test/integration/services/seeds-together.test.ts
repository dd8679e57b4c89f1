import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunStatus } from '#contract/runs';
import type { Workbench } from '../../../src-main/services/workbench';
import { builtWorker } from '../../support/built-worker';
import { createWorkspaceFixture, type WorkspaceFixture } from '../../support/workspace-fixture';

const EXPERIMENT = 'configs/experiments/deep-set-ranker.yaml';
const TOGETHER = ['engine.batch_seeds=true', 'engine.executor=reference'];

describe('seeds that are trained together', () => {
  let fixture: WorkspaceFixture;
  beforeEach(() => {
    fixture = createWorkspaceFixture();
  });
  afterEach(async () => {
    delete process.env['TINY_STEP_MS'];
    delete process.env['TINY_EPOCHS'];
    await fixture.remove();
  });

  const open = async () => {
    const script = await builtWorker('test/support/tiny-worker.ts');
    const workbench = fixture.workbench({ worker: { script }, concurrentRuns: 1 });
    return { workbench, session: await workbench.openWorkspace(fixture.workspaceFolder) };
  };

  const pidOf = (runId: string, attempt = 1): number => {
    const folder = path.join(fixture.workspaceFolder, 'runs', runId, 'attempts', String(attempt));
    return (JSON.parse(readFileSync(path.join(folder, 'claim.json'), 'utf8')) as { pid: number }).pid;
  };

  it('start in one worker, which takes one place; one that is stopped is resumed alone', async () => {
    process.env['TINY_STEP_MS'] = '10';
    process.env['TINY_EPOCHS'] = '8';
    const { workbench, session } = await open();
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1, 2, 3], overrides: TOGETHER });
    const stopped = runIds[1]!;
    await whenAll(workbench, runIds, ({ status, epoch }) => status === 'running' && epoch >= 1);
    expect(new Set(runIds.map((runId) => pidOf(runId))).size).toBe(1);
    await session.runs.stop(stopped);
    await whenAll(workbench, [stopped], ({ status }) => status === 'stopped');
    // It is over although its worker trains on, and can be resumed beside it.
    expect(session.runs.summary(runIds[0]!).status).toBe('running');
    await session.runs.resume(stopped);

    const rows = await session.runs.settled(runIds);
    expect(rows.map(({ status, attempts, seed }) => [status, attempts, seed])).toEqual([
      ['done', 1, 1],
      ['done', 2, 2],
      ['done', 1, 3],
    ]);
    expect(pidOf(stopped, 2)).not.toBe(pidOf(stopped));
    const [group, ...others] = session.runs.groups({ query: 'status = done', includeTrash: false });
    expect([group!.n, others]).toEqual([3, []]);
  });

  it('are all interrupted by the death of their worker, and resumable', async () => {
    process.env['TINY_STEP_MS'] = '10';
    process.env['TINY_EPOCHS'] = '8';
    const { workbench, session } = await open();
    const { runIds } = await session.runs.start({ configPath: EXPERIMENT, seeds: [1, 2], overrides: TOGETHER });
    await whenAll(workbench, runIds, ({ status, epoch }) => status === 'running' && epoch >= 1);
    process.kill(pidOf(runIds[0]!), 'SIGKILL');
    const rows = await session.runs.settled(runIds);
    expect(rows.map(({ status }) => status)).toEqual(['interrupted', 'interrupted']);
    for (const runId of runIds) await session.runs.resume(runId);
    expect((await session.runs.settled(runIds)).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['done', 2],
      ['done', 2],
    ]);
  });

  it('have the group of runs that are trained apart', async () => {
    const { session } = await open();
    const apart = await session.runs.start({ configPath: EXPERIMENT, seeds: [1], overrides: TOGETHER.slice(1) });
    const together = await session.runs.start({ configPath: EXPERIMENT, seeds: [2, 3], overrides: TOGETHER });
    await session.runs.settled([...apart.runIds, ...together.runIds]);
    const [group, ...others] = session.runs.groups({ query: 'status = done', includeTrash: false });
    expect([group!.n, others]).toEqual([3, []]);
  });

  it('are refused for a pipeline before any run is made', async () => {
    const { session } = await open();
    const overrides = [...TOGETHER, 'pipeline=team-ranking'];
    await expect(session.runs.start({ configPath: EXPERIMENT, seeds: [1, 2], overrides })).rejects.toMatchObject({
      code: 'E-ENGINE-SEEDS-NOT-TOGETHER',
      nextStep: 'Set engine.batch_seeds to false: each seed then has a worker of its own.',
    });
    expect(session.runs.list({ query: '', includeTrash: false }).total).toBe(0);
    expect(existsSync(path.join(fixture.workspaceFolder, 'runs'))).toBe(true);
  });
});

interface Row {
  readonly status: RunStatus;
  readonly epoch: number;
}

/** Waits until every run is as asked for; its row tells. */
function whenAll(workbench: Workbench, runIds: readonly string[], isSo: (row: Row) => boolean): Promise<void> {
  const { runs } = workbench.workspace!;
  const look = (): boolean => runIds.every((runId) => isSo(rowOf(runs.summary(runId))));
  return new Promise((resolve) => {
    if (look()) {
      resolve();
      return;
    }
    const end = workbench.topics.subscribe('runs:changed', () => {
      if (!look()) return;
      end();
      resolve();
    });
  });
}

const rowOf = ({ status, epoch }: { readonly status: RunStatus; readonly epoch: number | null }): Row => ({
  status,
  epoch: epoch ?? 0,
});
