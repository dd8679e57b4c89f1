import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, it, vi } from 'vitest';
import { engineConfigSchema } from '#contract/config/engine';
import { TENSORFLOW_WORKER_VARIABLE } from '#contract/tensorflow-library';
import { chooseExecutor } from '../../../../../src-main/engine/backend/choose-executor';
import { float32 } from '../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { tensorFlowAvailability } from '../../../../../src-main/engine/backend/tensorflow/tensorflow-availability';
import { describeWithTensorFlow } from './with-tensorflow';

describeWithTensorFlow('the choice of auto with TensorFlow at hand', (library) => {
  afterEach(() => vi.unstubAllEnvs());

  it('does not load it for a step that is over in no time', async () => {
    vi.stubEnv(TENSORFLOW_WORKER_VARIABLE, library);
    expect(tensorFlowAvailability()).toEqual({ available: true });
    const step = {
      parameters: new ParameterStore([{ name: 'w', shape: [2], trainable: true, decay: true, block: 'w' }]),
      inputs: { x: float32(new Float32Array([1, 2]), [2]) },
      loss: (p: Record<string, tf.Tensor>) => ({ loss: tf.sum<tf.Scalar>(p['w']!), outputs: {} }),
    };
    const { executor, choice } = await chooseExecutor(engineConfigSchema.parse({ executor: 'auto' }), step);
    expect(executor.id).not.toBe('tensorflow');
    expect(choice).not.toContain('tensorflow');
  });
});
