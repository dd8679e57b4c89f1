import path from 'node:path';
import { expect, it } from 'vitest';
import { TABULAR_NOISE } from '#contract/bench-tabular';
import { compareFits, runTabularBench } from '../../../../src-main/worker/bench/run-tabular-bench';
import { startTabularPeer } from '../../../../src-main/worker/bench/tabular-peer';

const { signal } = new AbortController();
const progress = (): void => {};

it('divides the medians of the times and the means of the errors', () => {
  const ours = { fitMs: [3, 1, 2], cpuMs: [1], rootMeanSquaredError: [1, 2, 3] };
  const peer = { fitMs: [4, 100, 4], cpuMs: [1], rootMeanSquaredError: [4, 4, 4] };
  expect(compareFits('trees-5400', ours, peer)).toMatchObject({ timeRatio: 2, errorRatio: 0.5 });
  expect(compareFits('trees-5400', ours, null)).toMatchObject({ timeRatio: null, errorRatio: null });
});

it('fits ours and a peer in turns on the same rows, five seeds each', async () => {
  const command = { command: process.execPath, args: [path.resolve('test/support/fake-tabular-peer.mjs')] };
  const { rows, failures } = await runTabularBench(['trees-5400'], {
    startPeer: (task) => startTabularPeer(command, task, signal),
    progress,
    signal,
  });
  expect(failures).toEqual([]);
  expect(rows[0]!.peer!.fitMs.toSorted((a, b) => a - b)).toEqual([1000, 1001, 1002, 1003, 1004]);
  expect(rows[0]!.ours.rootMeanSquaredError).toHaveLength(5);
  for (const error of rows[0]!.ours.rootMeanSquaredError) {
    // Noise is a floor; the target's standard deviation is above 2.
    expect(error).toBeGreaterThan(TABULAR_NOISE);
    expect(error).toBeLessThan(1);
  }
});

it('lists a peer that cannot start with its reason and measures ours all the same', async () => {
  const command = {
    command: process.execPath,
    args: ['--eval', 'console.error("no module xgboost"); process.exit(1)'],
  };
  const { rows, failures } = await runTabularBench(['trees-5400'], {
    startPeer: (task) => startTabularPeer(command, task, signal),
    progress,
    signal,
  });
  expect(rows[0]).toMatchObject({ peer: null, timeRatio: null });
  expect(failures[0]!.message).toContain('no module xgboost');
});
