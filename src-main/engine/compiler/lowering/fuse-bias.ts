import { elementCount } from '../../backend/host-tensor';
import type { GraphBuilder } from './graph-builder';
import { int, type LoweredNode } from './lowered-graph';
import { padShape } from './shapes';

/**
 * Puts an addition into the matrix product or convolution that it follows. ONNX Runtime would do the same, but its
 * optimiser also undoes our layouts and triples the time to load a graph, so it is switched off.
 *
 * @param outputs names that must keep existing
 * @returns the nodes with fused ones in the place of their additions
 */
export function fuseBias(
  builder: GraphBuilder,
  nodes: readonly LoweredNode[],
  outputs: readonly string[],
): LoweredNode[] {
  const uses = countUses(nodes, outputs);
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const absorbed = new Set<LoweredNode>();
  const fused = nodes.flatMap((node) => {
    if (node.operation !== 'Add') return [node];
    for (const [sum, bias] of [node.inputs, [...node.inputs].reverse()] as [string, string][]) {
      const producer = producers.get(sum);
      if (!producer || uses.get(sum) !== 1 || absorbed.has(producer)) continue;
      const replacement = fuse(builder, producer, bias, node.outputs);
      if (!replacement) continue;
      absorbed.add(producer);
      return replacement;
    }
    return [node];
  });
  return fused.filter((node) => !absorbed.has(node));
}

function countUses(nodes: readonly LoweredNode[], outputs: readonly string[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const name of [...nodes.flatMap((node) => node.inputs), ...outputs]) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
}

function fuse(
  builder: GraphBuilder,
  producer: LoweredNode,
  bias: string,
  outputs: readonly string[],
): LoweredNode[] | undefined {
  if (isPlainProduct(builder, producer) && broadcastsToRows(builder, bias, producer.outputs[0]!)) {
    const attributes = producer.operation === 'Gemm' ? producer.attributes : { transA: int(0), transB: int(0) };
    return [{ operation: 'Gemm', domain: '', inputs: [...producer.inputs, bias], outputs, attributes }];
  }
  if (
    producer.operation === 'Conv' &&
    producer.inputs.length === 2 &&
    isPerChannel(builder, bias, producer.outputs[0]!)
  ) {
    const reshaping = vectorOf(builder, bias);
    const inputs = [...producer.inputs, reshaping.name];
    return [...reshaping.nodes, { ...producer, inputs, outputs }];
  }
  return undefined;
}

/** A product of two matrices that has no bias yet. */
function isPlainProduct(builder: GraphBuilder, { operation, inputs }: LoweredNode): boolean {
  if (operation !== 'MatMul' && operation !== 'Gemm') return false;
  return inputs.length === 2 && inputs.every((name) => builder.specOf(name).shape.length === 2);
}

/** [C], [1, C] or [N, C] against [N, C]. */
function broadcastsToRows(builder: GraphBuilder, bias: string, product: string): boolean {
  const { shape } = builder.specOf(bias);
  const [rows, columns] = builder.specOf(product).shape;
  if (shape.length === 0 || shape.length > 2) return false;
  const [first, last] = padShape(shape, 2);
  return last === columns && (first === 1 || first === rows);
}

/** [1, C, 1, 1], or another shape with that meaning, against channels-first [B, C, H, W]. */
function isPerChannel(builder: GraphBuilder, bias: string, image: string): boolean {
  const { shape } = builder.specOf(bias);
  const channels = builder.specOf(image).shape[1]!;
  return shape.length <= 4 && elementCount(shape) === channels && padShape(shape, 4)[1] === channels;
}

/** The bias as a vector. Its node is listed here and not emitted: it must stand before the fused one. */
function vectorOf(builder: GraphBuilder, bias: string): { name: string; nodes: readonly LoweredNode[] } {
  const { shape, dtype } = builder.specOf(bias);
  if (shape.length === 1) return { name: bias, nodes: [] };
  const vector = [elementCount(shape)];
  const name = builder.declare({ shape: vector, dtype });
  const inputs = [bias, builder.integers(vector)];
  return { name, nodes: [{ operation: 'Reshape', domain: '', inputs, outputs: [name], attributes: {} }] };
}
