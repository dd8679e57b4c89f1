import { expect, it } from 'vitest';
import type { BlockTimes } from '#contract/bench-protocol';
import { BenchNothingMeasuredError } from '#contract/errors/bench-errors';
import { alternateBlocks } from '../../../../src-main/worker/bench/alternate-blocks';
import type { Contender } from '../../../../src-main/worker/bench/contender-process';
import { runBench, type BenchPlan, type ContenderId } from '../../../../src-main/worker/bench/run-bench';
import { comparePeers, summarizeBlocks } from '../../../../src-main/worker/bench/summarize-blocks';

const block = (wallMs: number): BlockTimes => ({
  kind: 'block',
  steps: 3,
  wallMs,
  cpuMs: wallMs * 2,
  memoryBytes: wallMs * 100,
});

/** A contender whose blocks take the times given, in a circle; `log` receives its name at each block. */
function contender(name: string, wallMs: readonly number[], log: string[] = []): Contender {
  let count = 0;
  return {
    firstStepMs: 30,
    runBlock: async () => {
      log.push(name);
      return block(wallMs[count++ % wallMs.length]!);
    },
    stop: async () => void log.push(`${name} stopped`),
  };
}

it('lets contenders take turns, every other round in reverse, and does not count the first round', async () => {
  const log: string[] = [];
  const both = [contender('a', [9, 1, 2], log), contender('b', [5], log)];
  const blocks = await alternateBlocks(both, 2, 10);
  expect(log).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(blocks).toEqual([
    [block(1), block(2)],
    [block(5), block(5)],
  ]);
});

it('goes on with the others when one ends', async () => {
  const failing = { ...contender('a', [1]), runBlock: () => Promise.reject(new Error('killed')) };
  expect(await alternateBlocks([failing, contender('b', [5])], 1, 10)).toEqual([new Error('killed'), [block(5)]]);
});

it('summarises blocks by least and median', () => {
  const facts = { threads: 2, firstStepMs: 30, sampleCount: 64 };
  expect(summarizeBlocks([block(8), block(2), block(4)], facts)).toEqual({
    threads: 2,
    msPerStep: { min: 2, median: 4 },
    cpuMsPerStep: { min: 4, median: 8 },
    samplesPerSecond: 32_000, // 64 samples in 2 ms
    memoryBytes: 800,
    firstStepMs: 30,
    blocks: 3,
    steps: 9,
  });
});

it('compares with the fastest form of PyTorch, and not with JAX', () => {
  const at = (min: number) => ({ msPerStep: { min, median: min + 1 } });
  const peers = [
    { peer: 'pytorch', ...at(4) },
    { peer: 'pytorch-compiled', ...at(3) },
    { peer: 'jax', ...at(1) },
  ] as const;
  const fastest = { name: 'pytorch-compiled', msPerStep: { min: 3, median: 4 } };
  expect(comparePeers(at(2), peers)).toEqual({ peer: fastest, ratio: 1.5 });
  expect(comparePeers(at(2), peers.slice(2))).toEqual({ peer: null, ratio: null });
});

const plan: BenchPlan = {
  workloads: ['mlp-64'],
  executors: ['onnxruntime', 'tensorflow'],
  peersOf: () => ['pytorch'],
  sampleCount: () => 64,
  threads: [1, 2],
  seconds: 0.007,
};
const wallMsOf = (id: ContenderId): number => ('peer' in id ? 6 : 2);
const surroundings = (start: (id: ContenderId) => Promise<Contender>, log: string[] = []) => ({
  start,
  progress: (message: string) => void log.push(message),
  signal: new AbortController().signal,
});

it('gives a row for each executor and number of threads, and names who could not take part', async () => {
  const told: string[] = [];
  const stopped: string[] = [];
  const output = await runBench(
    plan,
    surroundings(async (id) => {
      if ('executor' in id && id.executor === 'tensorflow') throw new Error('no library');
      return contender('executor' in id ? id.executor : id.peer, [wallMsOf(id)], stopped);
    }, told),
  );
  expect(told.slice(0, 4)).toEqual([
    'mlp-64, 1 thread: first steps of onnxruntime',
    'mlp-64, 1 thread: first steps of tensorflow',
    'mlp-64, 1 thread: first steps of pytorch',
    'mlp-64, 1 thread: 2 contenders take turns',
  ]);
  expect(told[4]).toBe('mlp-64, 2 threads: first steps of onnxruntime');
  expect(output.rows.map(({ executor, threads, ratio }) => [executor, threads, ratio])).toEqual([
    ['onnxruntime', 1, 3],
    ['onnxruntime', 2, 3],
  ]);
  expect(output.rows[0]).toMatchObject({ blocks: 7, peer: { name: 'pytorch', msPerStep: { min: 6, median: 6 } } });
  expect(output.peerRows).toHaveLength(2);
  const failure = { name: 'mlp-64', contender: 'tensorflow', message: 'no library' };
  expect(output.failures).toEqual([
    { ...failure, threads: 1 },
    { ...failure, threads: 2 },
  ]);
  expect(stopped.filter((word) => word.endsWith('stopped'))).toHaveLength(4);
});

it('is an error when nothing could be measured', async () => {
  const run = runBench(
    plan,
    surroundings(() => Promise.reject(new Error('no library'))),
  );
  await expect(run).rejects.toThrow(BenchNothingMeasuredError);
  await expect(run).rejects.toThrow('tensorflow: no library');
});
