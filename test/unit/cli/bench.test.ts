import { expect, it } from 'vitest';
import type { BenchOutput } from '#contract/bench';
import { WorkloadUnknownError } from '#contract/errors/bench-errors';
import {
  BenchOptionError,
  benchLines,
  parseExecutors,
  parseSeconds,
  parseThreads,
  parseWorkloads,
} from '../../../src-main/cli/commands/bench';
import { parseTabularWorkloads } from '../../../src-main/cli/commands/bench-tabular';

it('takes workloads and families, each once, in the order of the table; all of them without a word', () => {
  expect(parseWorkloads(['actor-critic', 'ranker', 'ppo-flatten'])).toEqual(['ranker', 'ppo-attention', 'ppo-flatten']);
  expect(parseWorkloads([])).toHaveLength(15);
  expect(() => parseWorkloads(['rankr'])).toThrow(WorkloadUnknownError);
});

it('reads executors, threads and seconds, and names what it does not understand', () => {
  expect(parseExecutors('onnxruntime, wasm')).toEqual(['onnxruntime', 'wasm']);
  expect(() => parseExecutors('onnx')).toThrow('--executors has "onnx"');
  expect(parseThreads('1,2')).toEqual([1, 2]);
  for (const text of ['', '0', '1.5', '257', '1,']) expect(() => parseThreads(text)).toThrow(BenchOptionError);
  expect(parseSeconds('0.25')).toBe(0.25);
  for (const text of ['0', '-1', 'x', '']) expect(() => parseSeconds(text)).toThrow(BenchOptionError);
});

it('puts the peers of a row below it', () => {
  const values = {
    threads: 1,
    msPerStep: { min: 1, median: 2 },
    cpuMsPerStep: { min: 1, median: 2 },
    samplesPerSecond: 10,
    memoryBytes: 5,
    firstStepMs: 3,
    blocks: 7,
    steps: 7,
  };
  const row = { ...values, executor: 'onnxruntime' as const, peer: null, ratio: 2 };
  const result: Pick<BenchOutput, 'rows' | 'peerRows'> = {
    rows: [
      { ...row, name: 'mlp-64' },
      { ...row, name: 'ranker' },
    ],
    peerRows: [
      { ...values, name: 'mlp-64', peer: 'pytorch' },
      { ...values, name: 'ranker', peer: 'jax' },
    ],
  };
  expect(benchLines(result).map(({ name, contender, ratio }) => [name, contender, ratio])).toEqual([
    ['mlp-64', 'onnxruntime', 2],
    ['mlp-64', 'pytorch', null],
    ['ranker', 'onnxruntime', 2],
    ['ranker', 'jax', null],
  ]);
});

it('tells tabular workloads from steps, and refuses both in one run', () => {
  expect(parseTabularWorkloads(['ranker'])).toBeNull();
  expect(parseTabularWorkloads([])).toBeNull();
  expect(parseTabularWorkloads(['forest-5400', 'trees-5400'])).toEqual(['trees-5400', 'forest-5400']);
  expect(parseTabularWorkloads(['tabular'])).toHaveLength(4);
  expect(() => parseTabularWorkloads(['tabular', 'ranker'])).toThrow(WorkloadUnknownError);
});
