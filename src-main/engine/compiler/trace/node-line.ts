import type { ModelLine } from '#contract/errors/compiler-errors';
import { modelLineOf } from './model-line';
import type { TracedGraph, TracedNode } from './traced-graph';

/** Finds the model's line behind a node, by its position in the trace. Costs a trace: for messages only. */
export type LineFinder = (nodeIndex: number) => ModelLine;

/**
 * The line of the model that caused a node. tfjs makes the nodes of a gradient while no line of the model runs: they are
 * traced back through their inputs to the latest operation that the model called.
 * @param graph a trace made with call sites
 */
export function nodeLine(graph: TracedGraph, nodeIndex: number): ModelLine {
  const node = graph.nodes[nodeIndex];
  const seen = new Set<TracedNode>();
  let candidates: TracedNode[] = node ? [node] : [];
  while (candidates.length > 0) {
    for (const candidate of candidates) {
      const line = candidate.site && modelLineOf(candidate.site);
      if (line !== undefined) return candidate === node ? line : `the gradient of ${line}`;
      seen.add(candidate);
    }
    candidates = producers(graph, candidates).filter((producer) => !seen.has(producer));
  }
  return undefined;
}

/** Latest first: a gradient's nearest cause is the operation that was recorded last before it. */
function producers({ values }: TracedGraph, nodes: readonly TracedNode[]): TracedNode[] {
  const ids = new Set(nodes.flatMap((node) => node.inputs));
  return [...ids]
    .sort((a, b) => b - a)
    .map((id) => values[id]!)
    .flatMap((value) => (value.kind === 'result' ? [value.node] : []));
}
