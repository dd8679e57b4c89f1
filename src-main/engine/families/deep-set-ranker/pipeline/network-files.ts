import { decodeSafetensors, encodeSafetensors } from '../../../checkpoints/safetensors';
import { jsonFile, readJson } from '../../../pipeline/json-file';
import type { NetworkContent } from '../../../pipeline/model-trainer';
import type { StepFiles } from '../../../pipeline/step';

const FOLDER = 'internal/network';
const TENSORS = ['weights', 'optimizer', 'epochTensors'] as const;

type Plain = Omit<NetworkContent, (typeof TENSORS)[number]>;

/** @returns a trained network as files of a step */
export function networkFiles({ weights, optimizer, epochTensors, ...plain }: NetworkContent): StepFiles {
  return {
    [`${FOLDER}/weights.safetensors`]: encodeSafetensors(weights),
    [`${FOLDER}/optimizer.safetensors`]: encodeSafetensors(optimizer),
    [`${FOLDER}/epochTensors.safetensors`]: encodeSafetensors(epochTensors),
    // Plain JSON by its type: the contract's schemas say so of every part.
    [`${FOLDER}/network.json`]: jsonFile(JSON.parse(JSON.stringify(plain)) as string),
  };
}

/** Inverse of {@link networkFiles}. */
export function readNetwork(files: StepFiles): NetworkContent {
  const tensors = (name: (typeof TENSORS)[number]) => decodeSafetensors(files[`${FOLDER}/${name}.safetensors`]!);
  return {
    ...readJson<Plain>(files, `${FOLDER}/network.json`),
    weights: tensors('weights'),
    optimizer: tensors('optimizer'),
    epochTensors: tensors('epochTensors'),
  };
}
