import { int, ints, type LoweredGraph, type LoweredNode, type LoweredSpec } from '../lowering/lowered-graph';

/**
 * The same graph in operations of the ONNX standard alone, for other programs. ONNX Runtime's FusedMatMul, the only
 * operation of its own that the lowering uses, becomes Transpose and MatMul.
 * @throws RangeError for another operation of ONNX Runtime: a fault of ours, a lowering that this file does not know
 */
export function portableGraph(graph: LoweredGraph): LoweredGraph {
  const values = new Map(graph.values);
  const nodes = graph.nodes.flatMap((node) => {
    if (node.domain === '') return [node];
    if (node.operation === 'FusedMatMul') return plainMatMul(node, values);
    throw new RangeError(`${node.operation} of ${node.domain} has no form in the ONNX standard.`);
  });
  return { ...graph, nodes: withoutRepeats(nodes), values };
}

const isSet = ({ attributes }: LoweredNode, name: string): boolean => attributes[name]?.value === int(true).value;

/** The lowering always asks for alpha 1, so transposed factors and a product are all there is. */
function plainMatMul(node: LoweredNode, values: Map<string, LoweredSpec>): readonly LoweredNode[] {
  const transposes: LoweredNode[] = [];
  const inputs = node.inputs.map((name, index) => {
    if (!isSet(node, index === 0 ? 'transA' : 'transB')) return name;
    const transpose = swapLastTwo(name, values);
    transposes.push(transpose);
    return transpose.outputs[0]!;
  });
  return [...transposes, { operation: 'MatMul', domain: '', inputs, outputs: node.outputs, attributes: {} }];
}

function swapLastTwo(name: string, values: Map<string, LoweredSpec>): LoweredNode {
  const { shape, dtype } = values.get(name)!;
  const order = [...shape.keys()];
  const permutation = [...order.slice(0, -2), order.at(-1)!, order.at(-2)!];
  const output = `${name}/transposed`;
  values.set(output, { shape: permutation.map((axis) => shape[axis]!), dtype });
  return {
    operation: 'Transpose',
    domain: '',
    inputs: [name],
    outputs: [output],
    attributes: { perm: ints(permutation) },
  };
}

/** Two products of one transposed factor need it once. */
function withoutRepeats(nodes: readonly LoweredNode[]): readonly LoweredNode[] {
  const made = new Set<string>();
  return nodes.filter(({ outputs: [first] }) => {
    if (made.has(first!)) return false;
    made.add(first!);
    return true;
  });
}
