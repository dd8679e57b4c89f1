import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { float32 } from '../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { nodeFileStore } from '../../../../src-main/engine/checkpoints/file-store';
import { loadCheckpoint } from '../../../../src-main/engine/checkpoints/load-checkpoint';
import { restoreParameters } from '../../../../src-main/engine/checkpoints/parameter-tensors';
import { tinyTask } from '../../../support/tiny-family';
import { runTinyAttempt, temporaryFolder } from '../../../support/tiny-training';

let folder: string;

beforeEach(async () => {
  const { runFolder } = await runTinyAttempt({
    task: tinyTask({ options: { epochs: 1 } }),
    runFolder: await temporaryFolder(),
  });
  const parent = path.join(runFolder, 'checkpoints');
  folder = path.join(parent, (await readdir(parent))[0]!);
});

describe('a checkpoint folder', () => {
  it('holds its files and lists each with size and SHA-256', async () => {
    const { manifest, state, preprocessing } = await loadCheckpoint(nodeFileStore, folder);
    expect((await readdir(folder)).sort()).toEqual([...Object.keys(manifest.files), 'manifest.json'].sort());
    expect(state).toMatchObject({ step: 6, epoch: 1, stopReason: 'completed' });
    expect(manifest.metrics['holdout.fit']).toBeTypeOf('number');
    expect(preprocessing).toEqual({ features: ['a', 'b', 'c'] });
  });

  it.each(['weights.safetensors', 'state.json', 'preprocessing.json'])(
    'with one changed byte in %s is damaged, by name',
    async (file) => {
      const bytes = await readFile(path.join(folder, file));
      bytes[bytes.length - 2]! ^= 1;
      await writeFile(path.join(folder, file), bytes);
      await expect(loadCheckpoint(nodeFileStore, folder)).rejects.toMatchObject({
        code: 'E-CHECKPOINT-DAMAGED',
        message: `The checkpoint ${folder} is damaged: ${file} does not match its SHA-256.`,
      });
    },
  );

  it('without one of its files says which', async () => {
    await rm(path.join(folder, 'optimizer.safetensors'));
    await expect(loadCheckpoint(nodeFileStore, folder)).rejects.toMatchObject({
      details: { file: 'optimizer.safetensors', reason: 'is missing' },
    });
  });

  it('that is not there is missing, not damaged', async () => {
    await mkdir(path.join(folder, 'empty'));
    await expect(loadCheckpoint(nodeFileStore, path.join(folder, 'empty'))).rejects.toMatchObject({
      code: 'E-CHECKPOINT-MISSING',
      exitCode: 66,
    });
  });

  it('of a newer version is refused', async () => {
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
    await writeFile(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, schemaVersion: 9 }));
    await expect(loadCheckpoint(nodeFileStore, folder)).rejects.toMatchObject({
      code: 'E-CHECKPOINT-VERSION',
      details: { version: 9, known: 1 },
    });
  });
});

it('weights of another architecture are refused in a sentence that says what differs, and nothing is changed', () => {
  const spec = (name: string, shape: number[]) => ({ name, shape, trainable: true, decay: true, block: 'b' });
  const store = new ParameterStore([spec('encoder.weight', [49, 128]), spec('encoder.bias', [128])]);
  const tensors = {
    'encoder.weight': float32(new Float32Array(53 * 128).fill(1), [53, 128]),
    old: float32(new Float32Array(1), [1]),
  };
  expect(() => restoreParameters(store, tensors, 'runs/x')).toThrow(
    'The checkpoint runs/x belongs to another architecture: encoder.weight is 53 x 128, the model needs 49 x 128; encoder.bias is missing; old is not in the model.',
  );
  expect(store.values.every((value) => value === 0)).toBe(true);
});
