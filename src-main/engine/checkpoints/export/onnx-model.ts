import { ExportFormatUnavailableError } from '#contract/errors/checkpoint-errors';
import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import { onnxRuntimeAvailability } from '../../backend/onnxruntime/onnxruntime-availability';
import { encodeForwardModel, outputNameBeside } from '../../compiler/onnx/encode-forward-model';
import { signatureKey, signatureOf } from '../../compiler/step/signature';
import type { ExportSource } from './export-source';

/** @returns the samples of the first one's shape: an exported model takes that shape only */
export function sameShaped(samples: readonly HostTensors[]): readonly HostTensors[] {
  return samples.filter((sample) => signatureKey(sample) === signatureKey(samples[0]!));
}

/**
 * @returns the forward pass of a trained model as an ONNX file, for batches of the first sample's shape
 * @throws ExportFormatUnavailableError where there is no ONNX Runtime to read it back
 */
export function encodeOnnxModel({ model, parameters, samples, metadata }: ExportSource): Uint8Array {
  const availability = onnxRuntimeAvailability();
  if (!availability.available) throw new ExportFormatUnavailableError('onnx', availability.reason);
  return encodeForwardModel({
    forward: model.forward,
    parameters,
    signature: signatureOf(samples[0]!),
    metadata,
  });
}

/** @returns the file's model in a session of ONNX Runtime's own defaults, with outputs under the model's own names */
export async function openOnnxModel(file: Uint8Array, { parameters, samples }: ExportSource): Promise<ForwardPass> {
  const { openModel } = await import('../../backend/onnxruntime/open-model');
  const session = await openModel(file);
  const taken = [...parameters.slots.map(({ name }) => name), ...Object.keys(samples[0]!)];
  const ownNames = new Map(taken.map((name) => [outputNameBeside(name), name]));
  return {
    async run(inputs) {
      const outputs = Object.entries(await session.run(inputs));
      return Object.fromEntries(outputs.map(([name, tensor]) => [ownNames.get(name) ?? name, tensor]));
    },
    dispose: () => session.dispose(),
  };
}
