import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../../src-main/services/workbench';
import { Store } from '../../../src-main/store/store';
import { builtWorker } from '../../support/built-worker';
import { buildMainScript } from '../../support/workspace-built-main';
import { seededRandom } from '../../support/workspace-random';
import { createWorkspaceFixture, FAKE_WORKER, type WorkspaceFixture } from '../../support/workspace-fixture';
import { completeEvents, expectedValues, storedValues } from '../../support/workspace-ledger';

const KILLS = 20;
const TARGETS = ['worker', 'main', 'both'] as const;
const TORN_LINE = '{"seq":999999,"time":17';

describe('kills at random moments', () => {
  let fixture: WorkspaceFixture;
  let script: string;
  beforeAll(async () => {
    fixture = createWorkspaceFixture();
    script = await buildMainScript('workspace-main-process');
  });
  afterAll(() => fixture.remove());

  const startMain = (mode: 'train' | 'finish'): ChildProcess =>
    spawn(
      process.execPath,
      [
        script,
        fixture.workspaceFolder,
        path.join(fixture.root, 'user'),
        fixture.options.resourcesRoot,
        FAKE_WORKER,
        mode,
      ],
      {
        env: { ...process.env, FAKE_EPOCHS: '150', FAKE_EPOCH_MS: '10', FAKE_VALUES: '20' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );

  it(`leaves the database whole, no row twice and none lost, after ${KILLS} of them`, async () => {
    const random = seededRandom(20_260_101);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const main = startMain('train');
      const ended = new Promise((resolve) => main.once('exit', resolve));
      await Promise.race([nextOutput(main), ended]);
      await wait(random() * 300);
      const target = TARGETS[Math.floor(random() * TARGETS.length)]!;
      if (target !== 'main') killWorker(runFolders(fixture.workspaceFolder).sort().at(-1)!, random() < 0.5);
      if (target !== 'worker') main.kill('SIGKILL');
      await ended;
    }
    for (;;) {
      const finisher = startMain('finish');
      await new Promise((resolve) => finisher.once('exit', resolve));
      if (openRuns(fixture.workspaceFolder) === 0) break;
    }
    expectExactly(fixture.workspaceFolder);
  });
});

const REAL_KILLS = 6;
const EPOCHS = 30;
const APPLICATION_ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('kills of the real worker at random moments', () => {
  let fixture: WorkspaceFixture;
  let script: string;
  beforeAll(async () => {
    fixture = createWorkspaceFixture();
    script = await builtWorker();
  });
  afterAll(() => fixture.remove());

  const open = async (): Promise<Workbench> => {
    const workbench = fixture.workbench({ resourcesRoot: APPLICATION_ROOT, worker: { script } });
    await workbench.openWorkspace(fixture.workspaceFolder);
    return workbench;
  };
  const start = async (workbench: Workbench): Promise<string> => {
    const overrides = [`model_a.epochs=${EPOCHS}`, 'engine.executor=onnxruntime'];
    const request = { configPath: 'sample', seeds: [7], overrides };
    return (await workbench.requireWorkspace().runs.start(request)).runIds[0]!;
  };

  it(`trains on to the very numbers of an undisturbed run after ${REAL_KILLS} of them`, async () => {
    const random = seededRandom(20_260_102);
    let workbench = await open();
    const undisturbed = await start(workbench);
    await workbench.requireWorkspace().runs.settled([undisturbed]);

    const killed = await start(workbench);
    for (let kill = 0; kill < REAL_KILLS; kill += 1) {
      await nextStep(workbench, killed);
      await wait(random() * 400);
      const target = TARGETS[kill % TARGETS.length]!;
      if (target !== 'main') killWorker(path.join(fixture.workspaceFolder, 'runs', killed), random() < 0.5);
      if (target !== 'worker') {
        await workbench.close();
        workbench = await open();
      }
      if (target === 'main') continue;
      const { runs } = workbench.requireWorkspace();
      const [ended] = await runs.settled([killed]);
      expect(ended!.status).toBe('interrupted');
      await runs.resume(killed);
    }
    await workbench.requireWorkspace().runs.settled([killed]);
    await workbench.close();
    expectSameRun(fixture.workspaceFolder, undisturbed, killed);
  });
});

/** Resolves when the worker of the newest attempt has logged a loss that the workbench has stored. */
async function nextStep(workbench: Workbench, runId: string): Promise<void> {
  const { runs } = workbench.requireWorkspace();
  const before = runs.summary(runId).step;
  while (runs.summary(runId).step === before) {
    await new Promise<void>((resolve) => {
      const end = workbench.topics.subscribe('run:events', () => {
        end();
        resolve();
      });
    });
  }
}

/** Status, every training loss once, and all results of two runs: equal to the last bit. */
function expectSameRun(workspace: string, undisturbed: string, killed: string): void {
  const store = Store.open(path.join(workspace, 'assay.db'));
  expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
  const [expected, actual] = [undisturbed, killed].map((runId) => ({
    summary: store.runs.summary(runId),
    losses: store.metrics.points(store.runs.keyOf(runId), 'train', 'step_loss'),
    metrics: store.runs.result(runId)!.metrics,
  }));
  store.close();
  const steps = expected!.summary.totalSteps;
  expect(expected!.summary).toMatchObject({ status: 'done', attempts: 1 });
  // A kill of the main side alone costs no attempt: the worker trains on and is found again.
  expect(actual!.summary).toMatchObject({ status: 'done', attempts: 1 + (REAL_KILLS * 2) / 3 });
  expect(actual!.losses.map(({ step }) => step)).toEqual(Array.from({ length: steps }, (_, index) => index + 1));
  expect(actual!.losses).toEqual(expected!.losses);
  expect(actual!.metrics.validation).toBeDefined();
  expect(actual!.metrics).toEqual(expected!.metrics);
}

const nextOutput = (main: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => main.stdout!.once('data', resolve));
const runFolders = (workspace: string): string[] =>
  readdirSync(path.join(workspace, 'runs')).map((name) => path.join(workspace, 'runs', name));
const attemptsOf = (folder: string): readonly number[] =>
  existsSync(path.join(folder, 'attempts'))
    ? readdirSync(path.join(folder, 'attempts'))
        .map(Number)
        .sort((a, b) => a - b)
    : [];

/** Kills the worker of a run, if it lives, and leaves half a line behind as a torn write would. */
function killWorker(folder: string, tears: boolean): void {
  const attempt = path.join(folder, 'attempts', String(attemptsOf(folder).at(-1)));
  const claimFile = path.join(attempt, 'claim.json');
  if (!existsSync(claimFile)) return;
  const { pid } = JSON.parse(readFileSync(claimFile, 'utf8')) as { pid: number };
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return; // It had just ended by itself.
  }
  if (tears) appendFileSync(path.join(attempt, 'events.jsonl'), TORN_LINE);
}

function openRuns(workspace: string): number {
  const store = Store.open(path.join(workspace, 'assay.db'));
  const open = store.runs.headsByStatus(['queued', 'running', 'paused', 'interrupted']).length;
  store.close();
  return open;
}

function expectExactly(workspace: string): void {
  const store = Store.open(path.join(workspace, 'assay.db'));
  expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
  const folders = runFolders(workspace);
  const counts = folders.map((folder) => {
    const runId = path.basename(folder);
    const expected = attemptsOf(folder).flatMap((attempt) =>
      expectedValues(attempt, completeEvents(path.join(folder, 'attempts', String(attempt), 'events.jsonl'))),
    );
    const stored = storedValues(store, runId);
    expect(stored.length).toBe(expected.length);
    expect(new Set(stored)).toEqual(new Set(expected));
    expect(store.runs.summary(runId).status).toBe('done');
    expect(store.logs.tail(store.runs.keyOf(runId), 10_000).filter(({ level }) => level === 'warning')).toEqual([]);
    return stored.length;
  });
  store.close();
  const attempts = folders.reduce((sum, folder) => sum + attemptsOf(folder).length, 0);
  expect(attempts).toBeGreaterThan(5);
  console.log(
    `${counts.reduce((a, b) => a + b, 0)} values of ${folders.length} runs in ${attempts} attempts after ${KILLS} kills`,
  );
}
