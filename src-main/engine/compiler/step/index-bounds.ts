import { GatherIndexError } from '#contract/errors/compiler-errors';
import type { HostTensors } from '../../backend/host-tensor';
import { EDGE_ATTENTION } from '../kernels/edge-attention';
import { axesOf } from '../lowering/shapes';
import type { LineFinder } from '../trace/node-line';
import type { TracedGraph, TracedNode } from '../trace/traced-graph';
import { stepValue } from './step-values';

/** A batch's int32 input that addresses rows of something with a known size; plain JSON, it is cached with the graph. */
export interface IndexBound {
  readonly input: string;
  /** Valid indices are 0 to rows - 1. */
  readonly rows: number;
  readonly operation: string;
  /** Position of the operation in the trace. */
  readonly nodeIndex: number;
}

/** Kernels that hand their input's elements on unchanged; a slice does not count, since it may leave bad ones out. */
const PASSES_ELEMENTS = new Set([
  'Cast',
  'Concat',
  'ExpandDims',
  'Identity',
  'Pack',
  'Reshape',
  'SplitV',
  'Transpose',
  'Unpack',
]);

/** @returns what must hold of a batch's indices for the step to be defined, one entry an input and size */
export function indexBounds(graph: TracedGraph): IndexBound[] {
  const inputNames = new Map(Object.entries(graph.inputs).map(([name, id]) => [id, name]));
  const bounds = graph.nodes.flatMap((node, nodeIndex) => {
    return addressing(graph, node).flatMap(({ indices, rows }) => {
      const sources = sourcesOf(graph, indices).map((id) => inputNames.get(id));
      return sources.flatMap((name) =>
        name === undefined ? [] : [{ input: batchName(name), rows, operation: node.kernel, nodeIndex }],
      );
    });
  });
  // Reversed, so that of equal bounds the first stays: the model's own gather and not its gradient.
  return [...new Map(bounds.reverse().map((bound) => [`${bound.input}|${bound.rows}`, bound])).values()];
}

const batchName = (name: string): string => name.slice(stepValue.input('').length);

/** @returns the values that hold indices and the number of rows they address */
function addressing({ values }: TracedGraph, node: TracedNode): { indices: number; rows: number }[] {
  const rowsOf = (id: number, axis = 0): number => values[id]!.shape[axis]!;
  if (node.kernel === 'GatherV2') {
    const { shape } = values[node.inputs[0]!]!;
    const [axis] = axesOf(node.attributes['axis'] as number, shape.length);
    return [{ indices: node.inputs[1]!, rows: rowsOf(node.inputs[0]!, axis) }];
  }
  if (node.kernel === 'UnsortedSegmentSum') return [{ indices: node.inputs[1]!, rows: rowsOf(node.outputs[0]!) }];
  if (node.kernel === EDGE_ATTENTION) {
    const [source, target, , from, to] = node.inputs as [number, number, number, number, number];
    return [
      { indices: from, rows: rowsOf(source) },
      { indices: to, rows: rowsOf(target) },
    ];
  }
  return [];
}

function sourcesOf({ values }: TracedGraph, id: number): number[] {
  const value = values[id]!;
  if (value.kind === 'input') return [id];
  if (value.kind === 'constant' || !PASSES_ELEMENTS.has(value.node.kernel)) return [];
  return value.node.inputs.flatMap((input) => sourcesOf({ values } as TracedGraph, input));
}

/** @throws GatherIndexError for the first index of a batch that is out of range */
export function assertIndicesInRange(inputs: HostTensors, bounds: readonly IndexBound[], lineOf: LineFinder): void {
  for (const { input, rows, operation, nodeIndex } of bounds) {
    const data = inputs[input]?.data;
    if (!data) continue;
    for (let position = 0; position < data.length; position++) {
      const index = data[position]!;
      if (index >= 0 && index < rows) continue;
      throw new GatherIndexError(input, position, index, rows, operation, lineOf(nodeIndex));
    }
  }
}
