import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { float32, int32 } from '../../../../src-main/engine/backend/host-tensor';
import { EXPORT_FORMATS } from '../../../../src-main/engine/checkpoints/export/formats';
import { decodeNpy, encodeNpy } from '../../../../src-main/engine/checkpoints/export/npy';

const weights = {
  'encoder.0.weight': float32(new Float32Array([0.1, -0.2, 3e38, 1e-45, 0, -0]), [2, 3]),
  'encoder.0.bias': float32(new Float32Array([7]), [1]),
  scale: float32(new Float32Array([0.5]), []),
};

describe.each(['safetensors', 'npz', 'tfjs'] as const)('%s', (id) => {
  it('gives back the weights bit for bit', async () => {
    const { encode, decode } = EXPORT_FORMATS[id];
    expect(await decode(encode('model', weights))).toEqual(weights);
  });

  it('writes the same bytes for the same weights', () => {
    const { encode } = EXPORT_FORMATS[id];
    expect([...encode('model', weights)]).toEqual([...encode('model', weights)]);
  });
});

it('npy follows format 1.0: mark, header, data at a multiple of 64', () => {
  const file = encodeNpy(int32(new Int32Array([1, 2, 3]), [3]));
  expect([...file.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  expect(new TextDecoder().decode(file.subarray(10, 128))).toContain(
    "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }",
  );
  expect(file.length % 64).toBe(12);
  expect([...decodeNpy(file).data]).toEqual([1, 2, 3]);
});

it('TensorFlow.js loads the exported weights through its own loader', async () => {
  const files = EXPORT_FORMATS.tfjs.encode('model', weights);
  const manifest = JSON.parse(new TextDecoder().decode(files.get('model-tfjs/model.json'))) as {
    weightsManifest: tf.io.WeightsManifestConfig;
  };
  const fetchFromExport = (urls: string[]) =>
    Promise.resolve(urls.map((url) => new Uint8Array(files.get(`model-tfjs/${url.split('/').at(-1)}`)!).buffer));
  await tf.ready();
  const loaded = await tf.io.weightsLoaderFactory(fetchFromExport)(manifest.weightsManifest, 'folder');
  expect(loaded['encoder.0.weight']!.shape).toEqual([2, 3]);
  expect([...loaded['encoder.0.weight']!.dataSync()]).toEqual([...weights['encoder.0.weight'].data]);
});

const hasUnzip = (() => {
  try {
    execFileSync('python3', ['-c', 'import zipfile']);
    return true;
  } catch {
    return false;
  }
})();

it.runIf(hasUnzip)('another program opens the npz', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'assay-npz-')), 'model.npz');
  writeFileSync(file, EXPORT_FORMATS.npz.encode('model', weights).get('model.npz')!);
  const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), sorted(z.namelist()))';
  const output = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' });
  expect(output.trim()).toBe("None ['encoder.0.bias.npy', 'encoder.0.weight.npy', 'scale.npy']");
});
