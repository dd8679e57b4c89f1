import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { benchOutputSchema, type BenchInput } from '#contract/bench';
import { serializedErrorSchema } from '#contract/errors/workbench-error';
import { temporaryFolder } from '../../support/tiny-training';
import { startTestWorker } from '../../support/worker-process';

const fakePeer = {
  python: process.execPath,
  script: fileURLToPath(new URL('../../support/fake-peer.mjs', import.meta.url)),
};
const input: BenchInput = {
  kind: 'bench',
  workloads: ['mlp-64', 'ranker'],
  executors: ['onnxruntime'],
  threads: [1],
  seconds: 0.1,
  peers: fakePeer,
};

/** Runs the job in a real worker. @returns its exit code, its output or its error, and what it told on the way */
async function runJob(job: BenchInput) {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'job.json'), JSON.stringify(job));
  const worker = await startTestWorker('src-main/worker/index.ts', ['--job', folder], { ASSAY_TENSORFLOW_LIBRARY: '' });
  const code = await worker.exited;
  const read = async (name: string): Promise<unknown> => {
    const file = path.join(folder, name);
    return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as unknown) : undefined;
  };
  return { code, output: await read('output.json'), error: await read('error.json'), notices: worker.notices };
}

it('times two workloads beside peers and writes the document', async () => {
  const { code, output, notices } = await runJob(input);
  expect(code).toBe(0);
  const { rows, peerRows, failures, machine, load } = benchOutputSchema.parse(output);
  expect(rows.map(({ name, executor, threads, blocks }) => [name, executor, threads, blocks])).toEqual([
    ['mlp-64', 'onnxruntime', 1, 7],
    ['ranker', 'onnxruntime', 1, 7],
  ]);
  for (const row of rows) {
    expect(row.msPerStep.min).toBeGreaterThan(0);
    expect(row.msPerStep.median).toBeGreaterThanOrEqual(row.msPerStep.min);
    expect(row.cpuMsPerStep.min).toBeGreaterThan(0);
    expect(row.memoryBytes).toBeGreaterThan(30e6); // A Node process alone is more.
    expect(row.peer).toEqual({ name: 'pytorch-compiled', msPerStep: { min: 2, median: 2 } });
    expect(row.ratio).toBeCloseTo(2 / row.msPerStep.min, 10);
  }
  expect(rows[0]!.samplesPerSecond).toBeCloseTo(64_000 / rows[0]!.msPerStep.min, 6);
  expect(peerRows.map(({ name, peer }) => [name, peer])).toEqual([
    ['mlp-64', 'pytorch'],
    ['mlp-64', 'pytorch-compiled'],
    ['mlp-64', 'jax'],
    ['ranker', 'pytorch'],
    ['ranker', 'pytorch-compiled'],
  ]);
  expect(failures).toEqual([]);
  expect(machine.cores).toBeGreaterThan(0);
  expect(load.start).toHaveLength(3);
  // It says whom it waits for.
  for (const what of ['first steps of pytorch', '3 contenders take turns'])
    expect(notices).toContainEqual({ kind: 'progress', message: `ranker, 1 thread: ${what}`, fraction: 0.5 });
});

it('refuses a named executor that is not there, with the next step and exit code 69', async () => {
  const { code, error } = await runJob({ ...input, executors: ['tensorflow'] });
  expect(code).toBe(69);
  const { code: name, nextStep } = serializedErrorSchema.parse(error);
  expect(name).toBe('E-ENGINE-EXECUTOR-UNAVAILABLE');
  expect(nextStep).toContain('assay engine add tensorflow');
});

it('ends with the process that asked for it: a job has nobody to be done for', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'job.json'), JSON.stringify({ ...input, seconds: 60, peers: null }));
  const worker = await startTestWorker('src-main/worker/index.ts', ['--job', folder], { ASSAY_TENSORFLOW_LIBRARY: '' });
  await expect.poll(() => worker.notices.length, { timeout: 60_000 }).toBeGreaterThan(0);
  worker.child.disconnect();
  expect(await worker.exited).toBe(75);
});
