import type { LoweredNode } from './lowered-graph';

/** @returns the nodes that the wanted values need, in their order */
export function withoutDeadCode(nodes: readonly LoweredNode[], wanted: Iterable<string>): LoweredNode[] {
  const needed = new Set(wanted);
  const isNeeded = nodes.map(() => false);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!;
    if (!node.outputs.some((name) => needed.has(name))) continue;
    isNeeded[index] = true;
    for (const name of node.inputs) needed.add(name);
  }
  return nodes.filter((_, index) => isNeeded[index]);
}
