import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { nodeFileStore, type FileStore } from '../../../../src-main/engine/checkpoints/file-store';
import { loadCheckpoint } from '../../../../src-main/engine/checkpoints/load-checkpoint';
import { tinyTask } from '../../../support/tiny-family';
import { runTinyAttempt, temporaryFolder } from '../../../support/tiny-training';

/** A disk that refuses writes while `isFailing` says so. */
const failingStore = (code: string, isFailing: (file: string) => boolean): FileStore => ({
  ...nodeFileStore,
  write: async (file, bytes) => {
    if (isFailing(file)) throw Object.assign(new Error(`${code}: refused`), { code });
    await nodeFileStore.write(file, bytes);
  },
});

const inFolder = (step: number) => (file: string) => new RegExp(`\\.writing-${step}-\\w+/optimizer`).test(file);

it('a full disk is a diagnostic: the run goes on, the checkpoint before it stays whole', async () => {
  const runFolder = await temporaryFolder();
  const attempt = await runTinyAttempt({
    task: tinyTask({ options: { epochs: 2 } }),
    runFolder,
    files: failingStore('ENOSPC', inFolder(12)),
  });
  expect(attempt.result!.diagnostics).toMatchObject([{ id: 'checkpoint-failed', severity: 'error', step: 12 }]);
  expect(attempt.result!.diagnostics[0]!.message).toMatch(/^The disk is full: .* could not be written\.$/);
  expect(attempt.result!.diagnostics[0]!.cause).toMatch(/^The checkpoint 6-\w+ is kept\.$/);
  const [only, ...others] = await readdir(path.join(runFolder, 'checkpoints'));
  expect(others).toEqual([]);
  expect((await loadCheckpoint(nodeFileStore, path.join(runFolder, 'checkpoints', only!))).state.step).toBe(6);
});

it('best weights that the disk refused are shipped all the same, and written at the next chance', async () => {
  const undisturbed = await runTinyAttempt({
    task: tinyTask({ options: { epochs: 6, learningRate: 0.5 } }),
    runFolder: await temporaryFolder(),
  });
  const bestStep = undisturbed.result!.best!.step;
  expect(bestStep).toBeLessThan(36);
  const files = failingStore('ENOSPC', inFolder(bestStep));
  let refusals = 0;
  const once: FileStore = {
    ...files,
    write: (file, bytes) => (inFolder(bestStep)(file) && refusals++ > 0 ? nodeFileStore : files).write(file, bytes),
  };
  const attempt = await runTinyAttempt({
    task: tinyTask({ options: { epochs: 6, learningRate: 0.5 } }),
    runFolder: await temporaryFolder(),
    files: once,
  });
  expect(refusals).toBe(2);
  expect(attempt.result!.metrics).toEqual(undisturbed.result!.metrics);
  expect(attempt.loop.checkpoints.roles['best-fit']).toMatch(new RegExp(`^${bestStep}-`));
});

it('a read-only folder has its own message', async () => {
  const attempt = await runTinyAttempt({
    task: tinyTask({ options: { epochs: 1 } }),
    runFolder: await temporaryFolder(),
    files: failingStore('EROFS', inFolder(6)),
  });
  expect(attempt.result!.diagnostics[0]!.message).toContain(
    'cannot be written (EROFS): the folder or its disk is read-only',
  );
  expect(attempt.result!.diagnostics[0]!.cause).toBe('There is no earlier checkpoint.');
});

it('a damaged newest checkpoint is passed over for the whole one before it', async () => {
  const runFolder = await temporaryFolder();
  const parent = path.join(runFolder, 'checkpoints');
  await runTinyAttempt({ task: tinyTask({ options: { epochs: 6, learningRate: 0.5 } }), runFolder });
  const names = (await readdir(parent)).sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  await nodeFileStore.write(path.join(parent, names[0]!, 'weights.safetensors'), new Uint8Array(5));
  const { findNewestCheckpoint } = await import('../../../../src-main/engine/checkpoints/find-checkpoints');
  const { checkpoint, damaged } = await findNewestCheckpoint(nodeFileStore, parent);
  expect(path.basename(checkpoint!.folder)).toBe(names[1]);
  expect(damaged).toMatchObject([{ code: 'E-CHECKPOINT-DAMAGED', details: { file: 'weights.safetensors' } }]);
});
