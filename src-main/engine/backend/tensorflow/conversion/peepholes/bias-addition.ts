import type { StepNode } from '../emitter';
import type { NodeFinder } from './node-finder';

/**
 * A bias behind a convolution. TensorFlow computes both at once when the addition is a BiasAdd, and then the relu behind
 * it as well; it does not recognise a plain addition.
 */
export function convolutionBias(finder: NodeFinder, node: StepNode): StepNode | undefined {
  if (node.operation !== 'Add') return undefined;
  const [left, right] = node.inputs as [string, string];
  for (const [image, bias] of [
    [left, right],
    [right, left],
  ] as const) {
    const channels = finder.shapeOf(image).at(-1);
    if (!finder.producer(image, 'Conv2D')) continue;
    if (finder.shapeOf(bias).length === 1 && finder.shapeOf(bias)[0] === channels) {
      return { operation: 'BiasAdd', inputs: [image, bias], outputs: node.outputs, attributes: {} };
    }
  }
  return undefined;
}
