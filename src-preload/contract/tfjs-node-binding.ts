/** The package whose native part runs tfjs operations on TensorFlow. It is installed without that part. */
export const TFJS_NODE_PACKAGE = '@tensorflow/tfjs-node-gpu';

/** The variable in which a worker is told the file of the native part; it does not search itself. */
export const TFJS_NODE_WORKER_VARIABLE = 'ASSAY_TFJS_NODE_BINDING';
