import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { BenchContenderError } from '#contract/errors/bench-errors';
import { startContender } from '../../../../src-main/worker/bench/contender-process';

const command = {
  command: process.execPath,
  args: [fileURLToPath(new URL('../../../support/fake-peer.mjs', import.meta.url))],
};
const never = new AbortController().signal;

it('asks a process for blocks and passes over what else it prints', async () => {
  const contender = await startContender(command, { workload: 'mlp-64', contender: 'jax', threads: 1 }, never);
  expect(contender).toMatchObject({ firstStepMs: 50 });
  expect(await contender.runBlock(12)).toEqual({ kind: 'block', steps: 12, wallMs: 1, cpuMs: 0.5, memoryBytes: 5 });
  await contender.stop();
});

it('says why a contender cannot run a step', async () => {
  const start = startContender(command, { workload: 'mlp-64', contender: 'onnx', threads: 1 }, never);
  await expect(start).rejects.toThrow(new BenchContenderError('onnx', 'no onnx here'));
});

it('says how a process ended in the middle, with its last words', async () => {
  const contender = await startContender(command, { workload: 'mlp-960', contender: 'jax', threads: 1 }, never);
  await expect(contender.runBlock(1)).rejects.toThrow('jax cannot be measured: it ended with code 3. out of memory');
  await contender.stop();
});

it('names an answer that was not agreed', async () => {
  const strange = { command: process.execPath, args: ['-e', `console.log('{"kind":"ready","firstStepMs":"soon"}')`] };
  const start = startContender(strange, { workload: 'mlp-64', contender: 'jax', threads: 1 }, never);
  await expect(start).rejects.toThrow('it said {"kind":"ready","firstStepMs":"soon"}, which was not agreed.');
});

it('says that a program is not there', async () => {
  const missing = { command: 'no-such-program-here', args: [] };
  const start = startContender(missing, { workload: 'mlp-64', contender: 'jax', threads: 1 }, never);
  await expect(start).rejects.toThrow('ENOENT');
});

it('ends a contender when the person cancels', async () => {
  const controller = new AbortController();
  const silent = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] };
  const start = startContender(silent, { workload: 'mlp-64', contender: 'jax', threads: 1 }, controller.signal);
  controller.abort();
  await expect(start).rejects.toThrow('cancelled');
});
