import type { ForwardPass } from '../executor';
import type { HostTensors } from '../host-tensor';
import { CompiledStepFailedError } from '#contract/errors/compiler-errors';
import { InferenceSession } from 'onnxruntime-node';
import { ortTensor } from './native-session';
import { toHostTensor } from './to-host-tensor';

/**
 * Opens a complete model, weights included, as any other program would: the documented interface with its own defaults.
 * @returns a forward pass; inputs that the model does not have are left out
 * @throws CompiledStepFailedError when ONNX Runtime refuses the file
 */
export async function openModel(bytes: Uint8Array): Promise<ForwardPass> {
  const session = await load(bytes);
  return {
    async run(inputs) {
      const results = await session.run(feedsOf(session, inputs));
      return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, toHostTensor(value)]));
    },
    dispose: () => void session.release(),
  };
}

async function load(bytes: Uint8Array): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes);
  } catch (error) {
    throw new CompiledStepFailedError('ONNX Runtime', 'loading the graph', error);
  }
}

function feedsOf(session: InferenceSession, inputs: HostTensors) {
  const given = session.inputNames.flatMap((name) => {
    const tensor = inputs[name];
    return tensor ? [[name, ortTensor(tensor.dtype, tensor.data, tensor.shape)] as const] : [];
  });
  return Object.fromEntries(given);
}
