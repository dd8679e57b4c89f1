import { KernelNotSupportedError, type ModelLine } from '#contract/errors/compiler-errors';
import type { KernelRule } from '../kernels/kernel-rule';
import { VariantNotLoweredError } from '../kernels/kernel-rule';
import { kernelRule } from '../kernels/registry';
import type { LineFinder } from '../trace/node-line';
import type { TracedConstant, TracedGraph, TracedNode } from '../trace/traced-graph';
import { withoutDeadCode } from './dead-code';
import { materialize, materialized, splat } from './forms';
import { fuseBias } from './fuse-bias';
import { GraphBuilder } from './graph-builder';
import type { Handle } from './handle';
import type { LoweredGraph, LoweredNode, LoweredValue } from './lowered-graph';
import { sameShape } from './shapes';

/** Lowerings that replace those of the registry, for executors whose operations differ (convolutions of TensorFlow). */
export type LoweringOverrides = Readonly<Record<string, KernelRule['lower']>>;

/** What a lowering needs besides the trace. */
export interface LoweringOptions {
  readonly overrides?: LoweringOverrides;
  /** For the message when something is not supported. */
  readonly lineOf?: LineFinder;
}

/**
 * Turns a traced step into the node list that executors run.
 * @throws KernelNotSupportedError for a variant of a kernel that has no lowering
 */
export function lowerGraph(graph: TracedGraph, options: LoweringOptions = {}): LoweredGraph {
  const builder = new GraphBuilder();
  const handles: Handle[] = [];
  const inputs = Object.entries(graph.inputs).map(([name, id]) => declareInput(builder, graph, handles, name, id));
  for (const node of liveNodes(graph)) lowerNode(builder, graph, handles, node, options);
  const outputs = Object.entries(graph.outputs).map(([name, id]) => {
    const { shape, dtype } = graph.values[id]!;
    return { name, shape, dtype, source: materialize(builder, handleOf(builder, graph, handles, id)) };
  });
  return finish(builder, inputs, outputs);
}

function declareInput(
  builder: GraphBuilder,
  graph: TracedGraph,
  handles: Handle[],
  name: string,
  id: number,
): LoweredValue {
  const { shape, dtype } = graph.values[id]!;
  const value = { name, shape, dtype };
  handles[id] = { ...materialized(builder.input(value), value), order: id };
  return value;
}

/** Nodes whose results reach an output; the rest is not even lowered. */
function liveNodes({ nodes, outputs }: TracedGraph): TracedNode[] {
  const needed = new Set(Object.values(outputs));
  const live: TracedNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((id) => needed.has(id))) continue;
    for (const id of node.inputs) needed.add(id);
    live.push(node);
  }
  return live.reverse();
}

function handleOf(builder: GraphBuilder, graph: TracedGraph, handles: Handle[], id: number): Handle {
  const known = handles[id];
  if (known) return known;
  const value = graph.values[id]!;
  if (value.kind !== 'constant') throw new RangeError(`The traced value ${id} is used before it is made.`);
  const handle = { ...constantHandle(builder, value), order: id };
  handles[id] = handle;
  return handle;
}

function constantHandle(builder: GraphBuilder, { values, shape, dtype }: TracedConstant): Handle {
  const first = values[0];
  const isUniform = first !== undefined && values.every((value) => Object.is(value, first));
  if (isUniform) return splat(first, { shape, dtype });
  return materialized(builder.initializer(values, shape, dtype), { shape, dtype });
}

function lowerNode(
  builder: GraphBuilder,
  graph: TracedGraph,
  handles: Handle[],
  node: TracedNode,
  { overrides = {}, lineOf }: LoweringOptions,
): void {
  const line = () => lineOf?.(graph.nodes.indexOf(node));
  const rule = kernelRule(node.kernel);
  if (!rule) throw new KernelNotSupportedError(node.kernel, line());
  const specs = node.outputs.map((id) => graph.values[id]!);
  const inputs = node.inputs.map((id) => handleOf(builder, graph, handles, id));
  const lower = overrides[node.kernel] ?? rule.lower;
  const lowered = namingTheLine(node, line, () => lower(builder, inputs, node.attributes, specs));
  lowered.forEach((handle, index) => {
    checkSpec(node, handle, specs[index]!);
    const id = node.outputs[index]!;
    handles[id] = handle.order === undefined ? { ...handle, order: id } : handle;
  });
}

function namingTheLine<Result>(node: TracedNode, line: () => ModelLine, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof VariantNotLoweredError)) throw error;
    throw new KernelNotSupportedError(node.kernel, line(), error.variant);
  }
}

/** A lowering that gives another shape or type than its shape rule is a fault of ours, found here and not as wrong numbers. */
function checkSpec({ kernel }: TracedNode, handle: Handle, spec: { shape: readonly number[]; dtype: string }): void {
  if (sameShape(handle.shape, spec.shape) && handle.dtype === spec.dtype) return;
  const lowered = `${handle.dtype}[${handle.shape.join()}]`;
  throw new RangeError(`The lowering of ${kernel} gave ${lowered}, its rule says ${spec.dtype}[${spec.shape.join()}].`);
}

interface OutputRequest extends LoweredValue {
  /** Name under which the graph makes the value. */
  readonly source: string;
}

function finish(
  builder: GraphBuilder,
  inputs: readonly LoweredValue[],
  requests: readonly OutputRequest[],
): LoweredGraph {
  const sources = requests.map(({ source }) => source);
  const fused = fuseBias(builder, withoutDeadCode(builder.nodes, sources), sources);
  const nodes = nameOutputs(fused, requests);
  for (const { name, shape, dtype } of requests) builder.values.set(name, { shape, dtype });
  const used = new Set(nodes.flatMap((node) => node.inputs));
  return {
    nodes,
    inputs,
    outputs: requests.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
    initializers: builder.initializers.filter(({ name }) => used.has(name)),
    values: builder.values,
  };
}

/** Gives values the names of the outputs they are; an output that is an input, a constant or a second name is copied. */
function nameOutputs(nodes: readonly LoweredNode[], requests: readonly OutputRequest[]): LoweredNode[] {
  const produced = new Set(nodes.flatMap((node) => node.outputs));
  const renamed = new Map<string, string>();
  const copies: LoweredNode[] = [];
  for (const { name, source } of requests) {
    if (produced.has(source) && !renamed.has(source)) renamed.set(source, name);
    else copies.push({ operation: 'Identity', domain: '', inputs: [source], outputs: [name], attributes: {} });
  }
  const rename = (name: string): string => renamed.get(name) ?? name;
  return [...nodes, ...copies].map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
}
