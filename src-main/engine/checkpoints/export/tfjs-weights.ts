import { io } from '@tensorflow/tfjs-core';
import { TensorFileError } from '#contract/errors/checkpoint-errors';
import { activateBackend, loadBackend } from '../../backend/eager/tfjs-backend';
import type { HostTensor, HostTensors } from '../../backend/host-tensor';

/** Names of the two files; TensorFlow.js finds the second through the first. */
export const TFJS_FILES = { manifest: 'model.json', weights: 'group1-shard1of1.bin' } as const;

/** `model.json` of TensorFlow.js without a topology: the model itself is Assay's. */
interface WeightsManifest {
  readonly format: 'weights-only';
  readonly generatedBy: 'assay';
  readonly weightsManifest: readonly [
    {
      readonly paths: readonly string[];
      readonly weights: readonly { name: string; shape: number[]; dtype: HostTensor['dtype'] }[];
    },
  ];
}

/**
 * @returns manifest and weights as `tf.io.loadWeights(manifest.weightsManifest, folder)` and `tf.io.decodeWeights` read them
 * @see tfjs-core, io/types.ts: WeightsManifestConfig
 */
export function encodeTfjsWeights(tensors: HostTensors): Readonly<Record<'manifest' | 'weights', Uint8Array>> {
  const entries = Object.entries(tensors);
  const weights = new Uint8Array(entries.reduce((sum, [, { data }]) => sum + data.byteLength, 0));
  let offset = 0;
  for (const [, { data }] of entries) {
    weights.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  const specs = entries.map(([name, { shape, dtype }]) => ({ name, shape: [...shape], dtype }));
  const manifest: WeightsManifest = {
    format: 'weights-only',
    generatedBy: 'assay',
    weightsManifest: [{ paths: [TFJS_FILES.weights], weights: specs }],
  };
  return { manifest: new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`), weights };
}

/**
 * Reads the two files with TensorFlow.js's own decoder.
 * @throws TensorFileError when the manifest is not one of ours or the weights are too short
 */
export async function decodeTfjsWeights(manifest: Uint8Array, weights: Uint8Array): Promise<HostTensors> {
  const specs = readSpecs(manifest);
  const { buffer } = new Uint8Array(weights);
  // The decoder makes tensors, and the run's executor may not be one of tfjs.
  await loadBackend('cpu');
  activateBackend('cpu');
  const tensors = decode(buffer, specs);
  try {
    const entries = Object.entries(tensors).map(([name, tensor]) => {
      const host: HostTensor = {
        dtype: tensor.dtype as HostTensor['dtype'],
        shape: tensor.shape,
        data: tensor.dataSync<'float32'>().slice(),
      };
      return [name, host] as const;
    });
    return Object.fromEntries(entries);
  } finally {
    for (const tensor of Object.values(tensors)) tensor.dispose();
  }
}

function readSpecs(manifest: Uint8Array): io.WeightsManifestEntry[] {
  try {
    const parsed = JSON.parse(new TextDecoder().decode(manifest)) as WeightsManifest;
    return parsed.weightsManifest.flatMap(({ weights }) => weights.map((spec) => ({ ...spec })));
  } catch {
    throw new TensorFileError('tfjs', `${TFJS_FILES.manifest} is not a weights manifest`);
  }
}

function decode(buffer: ArrayBuffer, specs: io.WeightsManifestEntry[]) {
  try {
    return io.decodeWeights(buffer, specs);
  } catch (error) {
    throw new TensorFileError('tfjs', error instanceof Error ? error.message : String(error));
  }
}
