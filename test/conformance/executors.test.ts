import { createEagerExecutor } from '../../src-main/engine/backend/eager/eager-executor';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { describeExecutor } from './executor-suite';

describeExecutor('onnxruntime, 1 thread', () => createOnnxRuntimeExecutor({ threads: 1 }));
describeExecutor('onnxruntime, 2 threads', () => createOnnxRuntimeExecutor({ threads: 2 }));
describeExecutor('onnxruntime, 2 threads that share batches', () =>
  createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' }),
);
describeExecutor('onnxruntime, separate parameters', () =>
  createOnnxRuntimeExecutor({ threads: 1, passing: 'separate' }),
);
describeExecutor('onnxruntime, parameter vector', () => createOnnxRuntimeExecutor({ threads: 1, passing: 'vector' }));
describeExecutor('reference, eager tfjs on cpu', () => createEagerExecutor({ backend: 'cpu' }));
describeExecutor('wasm, eager tfjs', () => createEagerExecutor({ backend: 'wasm' }), { small: 'Conv2DBackpropFilter' });
