import type { StepNode } from '../emitter';
import type { NodeFinder } from './node-finder';

const biasGradient = (source: string, outputs: readonly string[]): StepNode => ({
  operation: 'BiasAddGrad',
  inputs: [source],
  outputs,
  attributes: {},
});

/** Whether a value is a row of ones, stored or expanded. */
function isOnes(finder: NodeFinder, name: string): boolean {
  if (finder.isConstant(name, 1)) return finder.shapeOf(name).length === 2;
  const expanded = finder.producer(name, 'Expand');
  return expanded !== undefined && finder.isConstant(expanded.inputs[0]!, 1);
}

/**
 * The sum over the rows of a matrix. The lowering writes it as a product with a row of ones, which is the fastest way on
 * ONNX Runtime; TensorFlow has an operation of its own.
 */
export function columnSum(finder: NodeFinder, node: StepNode): StepNode | undefined {
  if (node.operation !== 'Reshape') return undefined;
  const product = finder.producer(node.inputs[0]!, 'MatMul');
  if (!product || finder.shapeOf(node.outputs[0]!).length !== 1 || !isOnes(finder, product.inputs[0]!))
    return undefined;
  return biasGradient(product.inputs[1]!, node.outputs);
}

/** The sum over all axes of an image but the channels. */
export function channelSum(finder: NodeFinder, node: StepNode): StepNode | undefined {
  if (node.operation !== 'ReduceSum') return undefined;
  const rank = finder.shapeOf(node.inputs[0]!).length;
  const axes = finder.numbers(node.inputs[1]!);
  const isOverAllButLast = rank > 2 && axes?.length === rank - 1 && axes.every((axis, index) => axis === index);
  return isOverAllButLast && finder.shapeOf(node.outputs[0]!).length === 1
    ? biasGradient(node.inputs[0]!, node.outputs)
    : undefined;
}
