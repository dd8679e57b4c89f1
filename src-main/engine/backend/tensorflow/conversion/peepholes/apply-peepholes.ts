import { withoutDeadCode } from '../../../../compiler/lowering/dead-code';
import type { LoweredGraph, LoweredNode } from '../../../../compiler/lowering/lowered-graph';
import type { StepNode } from '../emitter';
import { activationGradient } from './activation-gradients';
import { convolutionBias } from './bias-addition';
import { channelSum, columnSum } from './bias-gradient';
import { nodeFinder, type NodeFinder } from './node-finder';

/** Looks at one node and what leads to it. @returns the node that TensorFlow has for the same, or undefined */
type Peephole = (finder: NodeFinder, node: StepNode) => StepNode | undefined;

/** A node is changed by the first one that fits. */
const PEEPHOLES: readonly Peephole[] = [activationGradient, columnSum, channelSum, convolutionBias];

/**
 * Replaces patterns of the lowering by single operations that only TensorFlow has.
 * @returns the nodes that the graph's outputs need, in order
 */
export function applyPeepholes(graph: LoweredGraph): readonly StepNode[] {
  const finder = nodeFinder(graph);
  const replaced = graph.nodes.map((node): LoweredNode => {
    for (const peephole of PEEPHOLES) {
      const found = peephole(finder, node);
      if (found) return { ...node, ...found };
    }
    return node;
  });
  return withoutDeadCode(
    replaced,
    graph.outputs.map(({ name }) => name),
  );
}
