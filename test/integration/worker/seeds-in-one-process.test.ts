import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runResultSchema } from '#contract/runs';
import { makeRunFolder, readEvents } from '../../support/run-folder';
import { startTestWorker, type TestWorker } from '../../support/worker-process';

const TINY = 'test/support/tiny-worker.ts';
const SLOW = { TINY_STEP_MS: '10', TINY_EPOCHS: '6' };
const SEEDS = [1, 2, 3];
const RUN_IDS = ['r-0000000001', 'r-0000000002', 'r-0000000003'];

const makeSeeds = (seeds = SEEDS) =>
  Promise.all(seeds.map(async (seed) => (await makeRunFolder({ seed, runId: RUN_IDS[seed - 1]! })).folder));

const start = (folders: readonly string[], attempt: number, environment: Record<string, string> = {}) =>
  startTestWorker(
    TINY,
    folders.flatMap((folder, index) => ['--run', folder, '--attempt', String(attempt), '--token', `token${index}`]),
    environment,
  );

const started = (worker: TestWorker) => new Promise<void>((resolve) => worker.child.once('message', () => resolve()));

const readResult = async (folder: string) =>
  runResultSchema.parse(JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')));

/** Every logged value of a run but its speed, as `split.metric@step`; later attempts replace what they repeat. */
async function curve(folder: string, attempts: readonly number[]): Promise<Record<string, unknown>> {
  const rows = new Map<string, unknown>();
  for (const attempt of attempts)
    for (const event of await readEvents(folder, attempt))
      if (event.kind === 'metrics')
        for (const [name, value] of Object.entries(event.values))
          if (name !== 'samples_per_second') rows.set(`${event.split}.${name}@${event.step}`, value);
  return Object.fromEntries([...rows].sort(([a], [b]) => a.localeCompare(b)));
}

const lastEvent = async (folder: string, attempt = 1) => (await readEvents(folder, attempt)).at(-1);

const known = new Map<string, Promise<readonly Record<string, unknown>[]>>();

/** The curves of the seeds, each from a worker of its own. */
function wholeCurves(epochs: string): Promise<readonly Record<string, unknown>[]> {
  const curves = known.get(epochs) ?? trainApart(epochs);
  known.set(epochs, curves);
  return curves;
}

async function trainApart(epochs: string): Promise<readonly Record<string, unknown>[]> {
  const folders = await makeSeeds();
  const workers = await Promise.all(folders.map((folder) => start([folder], 1, { TINY_EPOCHS: epochs })));
  expect(await Promise.all(workers.map(({ exited }) => exited))).toEqual([0, 0, 0]);
  return Promise.all(folders.map((folder) => curve(folder, [1])));
}

describe('several seeds in one worker', () => {
  it('each have the curve and the result of a worker of their own, to the bit', async () => {
    const folders = await makeSeeds();
    const worker = await start(folders, 1);
    expect([await worker.exited, worker.stderr()]).toEqual([0, '']);

    const curves = await Promise.all(folders.map((folder) => curve(folder, [1])));
    expect(curves).toEqual(await wholeCurves('4'));
    expect(curves[0]).not.toEqual(curves[1]);
    for (const [index, folder] of folders.entries()) {
      expect(await readResult(folder)).toMatchObject({ runId: RUN_IDS[index], status: 'done', epochs: 4, steps: 24 });
      expect(await lastEvent(folder)).toMatchObject({ kind: 'attempt-ended', exitCode: 0 });
      const claim = JSON.parse(await readFile(path.join(folder, 'attempts', '1', 'claim.json'), 'utf8')) as unknown;
      expect(claim).toMatchObject({ pid: worker.child.pid, token: `token${index}` });
      expect(existsSync(path.join(folder, 'attempts', '1', 'ended'))).toBe(true);
    }
  });

  it('are stopped one at a time, by message or file; the others train to their end', async () => {
    const folders = await makeSeeds();
    const worker = await start(folders, 1, SLOW);
    await started(worker);
    worker.send({ kind: 'stop', runId: RUN_IDS[1]! });
    await writeFile(path.join(folders[2]!, 'cancel'), '');
    // What goes wrong for some is the code of the process; each says its own.
    expect(await worker.exited).not.toBe(0);
    expect(await lastEvent(folders[0]!)).toMatchObject({ exitCode: 0 });
    expect(await lastEvent(folders[1]!)).toMatchObject({ exitCode: 75, stopReason: 'stopped_by_user' });
    expect(await lastEvent(folders[2]!)).toMatchObject({ exitCode: 143, stopReason: 'stopped_by_user' });
    const ended = async (folder: string) => (await stat(path.join(folder, 'attempts', '1', 'ended'))).mtimeMs;
    expect(await ended(folders[1]!)).toBeLessThan(await ended(folders[0]!));

    // The stopped one goes on alone, to the numbers it would have had.
    expect(await (await start([folders[1]!], 2, SLOW)).exited).toBe(0);
    const whole = await wholeCurves(SLOW.TINY_EPOCHS);
    expect(await curve(folders[0]!, [1])).toEqual(whole[0]);
    expect(await curve(folders[1]!, [1, 2])).toEqual(whole[1]);
  });

  it('are paused one at a time', async () => {
    const folders = await makeSeeds([1, 2]);
    const worker = await start(folders, 1, SLOW);
    await started(worker);
    worker.send({ kind: 'pause', runId: RUN_IDS[0]! });
    await expect.poll(() => existsSync(path.join(folders[1]!, 'result.json')), { timeout: 20_000 }).toBe(true);
    expect((await readEvents(folders[1]!, 1)).some(({ kind }) => kind === 'paused')).toBe(false);
    expect(await lastEvent(folders[0]!)).toMatchObject({ kind: 'paused' });
    worker.send({ kind: 'continue', runId: RUN_IDS[0]! });
    expect(await worker.exited).toBe(0);
    expect((await readResult(folders[0]!)).status).toBe('done');
  });

  it('lose with a killed worker at most the epoch in progress, and each is resumed alone or with others', async () => {
    const folders = await makeSeeds();
    const worker = await start(folders, 1, SLOW);
    await started(worker);
    worker.child.kill('SIGKILL');
    expect(await worker.exited).toBe('SIGKILL');
    expect(folders.map((folder) => existsSync(path.join(folder, 'attempts', '1', 'ended')))).toEqual(
      folders.map(() => false),
    );
    expect(await (await start(folders.slice(0, 1), 2, SLOW)).exited).toBe(0);
    expect(await (await start(folders.slice(1), 2, SLOW)).exited).toBe(0);
    const whole = await wholeCurves(SLOW.TINY_EPOCHS);
    for (const [index, folder] of folders.entries()) expect(await curve(folder, [1, 2])).toEqual(whole[index]);
  });

  it('the error of one is its own', async () => {
    const folders = await makeSeeds();
    await writeFile(path.join(folders[0]!, 'config.json'), '{"schemaVersion":1}');
    const worker = await start(folders, 1);
    expect(await worker.exited).toBe(64);
    expect(worker.stderr()).toContain('config.json cannot be used');
    for (const folder of folders.slice(1)) expect((await readResult(folder)).status).toBe('done');
  });
});
