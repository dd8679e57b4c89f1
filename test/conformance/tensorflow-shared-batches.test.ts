import { createTensorFlowExecutor } from '../../src-main/engine/backend/tensorflow/tensorflow-executor';
import { describeWithTensorFlow } from '../unit/engine/backend/tensorflow/with-tensorflow';
import { describeExecutor } from './executor-suite';

// A file of its own, and so a process of its own: TensorFlow keeps the number of threads that it is started with.
describeWithTensorFlow('two threads that share batches', (library) => {
  describeExecutor('tensorflow', () =>
    createTensorFlowExecutor({ library, threads: 2, parallel: 'batch', xla: false }),
  );
});
