import { decodeSafetensors, encodeSafetensors } from '../../../checkpoints/safetensors';
import { jsonFile, readJson } from '../../../pipeline/json-file';
import type { NetworkContent } from '../../../pipeline/model-trainer';
import type { StepFiles } from '../../../pipeline/step';

const FOLDER = 'internal/network';
type TensorPart = 'weights' | 'optimizer' | 'epochTensors';
type Plain = Omit<NetworkContent, TensorPart>;

/** @returns a trained network as files of a step */
export function networkFiles({ weights, optimizer, epochTensors, ...plain }: NetworkContent): StepFiles {
  return {
    [`${FOLDER}/weights.safetensors`]: encodeSafetensors(weights),
    [`${FOLDER}/optimizer.safetensors`]: encodeSafetensors(optimizer),
    [`${FOLDER}/epochTensors.safetensors`]: encodeSafetensors(epochTensors),
    [`${FOLDER}/network.json`]: jsonFile(plain),
  };
}

/** Inverse of {@link networkFiles}. */
export function readNetwork(files: StepFiles): NetworkContent {
  const tensors = (name: TensorPart) => decodeSafetensors(files[`${FOLDER}/${name}.safetensors`]!);
  return {
    ...readJson<Plain>(files, `${FOLDER}/network.json`),
    weights: tensors('weights'),
    optimizer: tensors('optimizer'),
    epochTensors: tensors('epochTensors'),
  };
}
