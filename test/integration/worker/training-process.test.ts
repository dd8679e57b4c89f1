import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runResultSchema } from '#contract/runs';
import { processStartTime } from '../../../src-main/executors/process-identity';
import { makeRunFolder, readEvents } from '../../support/run-folder';
import { startTestWorker, type TestWorker } from '../../support/worker-process';

const TINY = 'test/support/tiny-worker.ts';
const SLOW = { TINY_STEP_MS: '15', TINY_EPOCHS: '6' };

const start = (folder: string, attempt: number, environment: Record<string, string> = {}) =>
  startTestWorker(TINY, ['--run', folder, '--attempt', String(attempt), '--token', 'token'], environment);

const readResult = async (folder: string) =>
  runResultSchema.parse(JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')));

/** Resolves when the worker has said that there are events. */
const started = (worker: TestWorker) => new Promise<void>((resolve) => worker.child.once('message', () => resolve()));

/** Curve without speed, which depends on the clock. */
const curve = async (folder: string, attempts: readonly number[]) => {
  const rows = new Map<string, unknown>();
  for (const attempt of attempts) {
    const events = await readEvents(folder, attempt);
    const from = events.find((event) => event.kind === 'attempt-started')?.resumedFromStep ?? 0;
    for (const key of [...rows.keys()]) if (Number(key.split('@')[1]) > from) rows.delete(key);
    for (const event of events) {
      if (event.kind !== 'metrics') continue;
      for (const [name, value] of Object.entries(event.values))
        if (name !== 'samples_per_second') rows.set(`${event.split}.${name}@${event.step}`, value);
    }
  }
  return Object.fromEntries([...rows].sort(([a], [b]) => a.localeCompare(b)));
};

it('trains a run to its result, with claim, events, checkpoints and predictions', async () => {
  const { folder, config } = await makeRunFolder();
  const worker = await start(folder, 1);
  expect([await worker.exited, worker.stderr()]).toEqual([0, '']);

  const result = await readResult(folder);
  expect(result).toMatchObject({
    runId: config.runId,
    status: 'done',
    stopReason: 'completed',
    epochs: 4,
    steps: 24,
    parameters: { total: 21, trainable: 21 },
  });
  expect(result.best?.checkpointId).toBe(`${config.runId}:best-fit`);
  const events = await readEvents(folder, 1);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
  expect(events.at(-1)).toMatchObject({ kind: 'attempt-ended', exitCode: 0, stopReason: 'completed', error: null });
  expect(events.filter((event) => event.kind === 'metrics' && 'step_loss' in event.values)).toHaveLength(24);
  // What the run trains on stands in its log before the first step.
  const kinds = events.map((event) => (event.kind === 'log' ? event.message : event.kind));
  expect(kinds.indexOf('data: Rows: 30')).toBeGreaterThan(kinds.indexOf('attempt-started'));
  expect(kinds.indexOf('data: Rows: 30')).toBeLessThan(kinds.indexOf('metrics'));
  const claim = JSON.parse(await readFile(path.join(folder, 'attempts', '1', 'claim.json'), 'utf8')) as unknown;
  expect(claim).toMatchObject({ pid: worker.child.pid, token: 'token' });
  expect(await readdir(path.join(folder, 'predictions'))).toEqual(['holdout.csv', 'test.csv', 'validation.csv']);
  expect(worker.notices).toContainEqual({ kind: 'more' });
});

it('TERM in the middle checkpoints and exits 75; the next attempt ends with the same curve and result', async () => {
  const whole = await makeRunFolder();
  expect(await (await start(whole.folder, 1, SLOW)).exited).toBe(0);
  const broken = await makeRunFolder();
  const first = await start(broken.folder, 1, SLOW);
  await started(first);
  first.child.kill('SIGTERM');
  expect(await first.exited).toBe(75);
  expect((await readEvents(broken.folder, 1)).at(-1)).toMatchObject({
    kind: 'attempt-ended',
    exitCode: 75,
    stopReason: 'interrupted',
  });
  expect(await (await start(broken.folder, 2, SLOW)).exited).toBe(0);

  expect(await curve(broken.folder, [1, 2])).toEqual(await curve(whole.folder, [1]));
  const [a, b] = [await readResult(whole.folder), await readResult(broken.folder)];
  expect([b.metrics, b.best]).toEqual([a.metrics, a.best]);
});

it('KILL at any moment loses at most the epoch in progress, and the curve is whole again', async () => {
  const whole = await makeRunFolder();
  expect(await (await start(whole.folder, 1, SLOW)).exited).toBe(0);
  const broken = await makeRunFolder();
  for (const attempt of [1, 2]) {
    const worker = await start(broken.folder, attempt, SLOW);
    await started(worker);
    worker.child.kill('SIGKILL');
    expect(await worker.exited).toBe('SIGKILL');
  }
  expect(await (await start(broken.folder, 3, SLOW)).exited).toBe(0);
  expect(await curve(broken.folder, [1, 2, 3])).toEqual(await curve(whole.folder, [1]));
});

it('a cancel file ends the run with 143 after a checkpoint', async () => {
  const { folder } = await makeRunFolder();
  const worker = await start(folder, 1, { ...SLOW, TINY_EPOCHS: '500' });
  await started(worker);
  await writeFile(path.join(folder, 'cancel'), '');
  expect(await worker.exited).toBe(143);
  expect((await readEvents(folder, 1)).at(-1)).toMatchObject({ stopReason: 'stopped_by_user' });
  expect(await readdir(path.join(folder, 'checkpoints'))).not.toHaveLength(0);
});

it('pauses between steps and goes on, by messages', async () => {
  const { folder } = await makeRunFolder();
  const worker = await start(folder, 1, SLOW);
  await started(worker);
  worker.send({ kind: 'pause' });
  await expect
    .poll(async () => (await readEvents(folder, 1)).some((event) => event.kind === 'paused'), { timeout: 10_000 })
    .toBe(true);
  worker.send({ kind: 'continue' });
  expect(await worker.exited).toBe(0);
  expect((await readEvents(folder, 1)).filter((event) => event.kind === 'resumed')).toHaveLength(1);
});

it('survives the loss of its parent and trains to the end', async () => {
  const { folder } = await makeRunFolder();
  const worker = await start(folder, 1, SLOW);
  await started(worker);
  worker.child.disconnect();
  worker.child.stdout!.destroy();
  worker.child.stderr!.destroy();
  expect(await worker.exited).toBe(0);
  expect((await readResult(folder)).status).toBe('done');
});

it('a second worker on the same attempt is turned away and changes nothing', async () => {
  const { folder } = await makeRunFolder();
  expect(await (await start(folder, 1)).exited).toBe(0);
  const before = await readFile(path.join(folder, 'attempts', '1', 'events.jsonl'), 'utf8');
  const second = await start(folder, 1);
  expect(await second.exited).toBe(64);
  expect(second.stderr()).toContain('error[E-RUN-ATTEMPT-CLAIMED]');
  expect(await readFile(path.join(folder, 'attempts', '1', 'events.jsonl'), 'utf8')).toBe(before);
});

it('a run folder without configuration is named, with exit code 64', async () => {
  const { folder } = await makeRunFolder();
  await writeFile(path.join(folder, 'config.json'), '{"schemaVersion":1}');
  const worker = await start(folder, 1);
  expect(await worker.exited).toBe(64);
  expect(worker.stderr()).toContain('config.json cannot be used');
  expect(existsSync(path.join(folder, 'attempts'))).toBe(false);
});

it('writes down its own start time, which another process reads the same', async () => {
  const { folder } = await makeRunFolder();
  const worker = await start(folder, 1, SLOW);
  await started(worker);
  const seen = processStartTime(worker.child.pid!);
  const claim = JSON.parse(await readFile(path.join(folder, 'attempts', '1', 'claim.json'), 'utf8')) as {
    startTime: string;
  };
  expect(claim.startTime).toBe(seen);
  expect(await worker.exited).toBe(0);
  expect(processStartTime(worker.child.pid!)).toBeNull();
});
