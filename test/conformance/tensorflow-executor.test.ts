import { createTensorFlowExecutor } from '../../src-main/engine/backend/tensorflow/tensorflow-executor';
import { describeWithTensorFlow } from '../unit/engine/backend/tensorflow/with-tensorflow';
import { describeExecutor } from './executor-suite';

describeWithTensorFlow('one thread', (library) => {
  describeExecutor('tensorflow', () => createTensorFlowExecutor({ library, threads: 1, xla: false }));
  describeExecutor('tensorflow-xla', () => createTensorFlowExecutor({ library, threads: 1, xla: true }));
});
