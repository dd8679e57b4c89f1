import { createEagerExecutor } from '../../src-main/engine/backend/eager/eager-executor';
import { findTfjsNodeBinding } from '../../src-main/executors/tfjs-node-binding/find-binding';
import { TFJS_NODE_WORKER_VARIABLE } from '../../src-preload/contract/tfjs-node-binding';
import { describeWithTensorFlow } from '../unit/engine/backend/tensorflow/with-tensorflow';
import { describeExecutor } from './executor-suite';

describeWithTensorFlow('the native part of tfjs-node', () => {
  const binding = findTfjsNodeBinding();
  if (binding === undefined) throw new Error('Run `node scripts/setup/tensorflow-library.mjs`: it compiles it.');
  process.env[TFJS_NODE_WORKER_VARIABLE] = binding;
  describeExecutor('tfjs-node, eager', () => createEagerExecutor({ backend: 'tensorflow' }));
});
