import type { ForwardFunction } from '../../backend/executor';
import type { ParameterStore } from '../../backend/parameter-store';
import type { LoweredGraph, LoweredInitializer, LoweredNode } from '../lowering/lowered-graph';
import { compileStep, forwardSource } from '../step/compile-step';
import type { StepSignature } from '../step/signature';
import { stepValue } from '../step/step-values';
import { encodeModel } from './encode-model';
import { portableGraph } from './portable-graph';

/** A trained model's forward pass, to be made a file that other programs run. */
export interface ForwardModel {
  readonly forward: ForwardFunction;
  /** With the trained values. */
  readonly parameters: ParameterStore;
  /** Shapes and types of the batch; the file takes this shape and no other. */
  readonly signature: StepSignature;
  /** Stored in the file as `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * A forward pass with its weights as one ONNX model of standard operations only. Weights are initializers under the names
 * they have in the safetensors file, batch inputs and outputs carry the model's own names; batch inputs that the forward
 * pass does not read (targets) are left out. An output with the name of an input or a weight becomes `<name>_output`.
 *
 * @throws the errors of compilation
 */
export function encodeForwardModel({ forward, parameters, signature, metadata }: ForwardModel): Uint8Array {
  const source = forwardSource(forward, parameters.slots);
  const graph = portableGraph(compileStep(source, signature).graph);
  return encodeModel(withWeights(graph, parameters, publicNames(graph, parameters)), {
    graphName: 'forward',
    metadata,
  });
}

/** Old name to new one. Names of the graph's own get a slash in front, so that no model's name can be one of them. */
function publicNames(graph: LoweredGraph, { slots }: ParameterStore): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name } of slots) names.set(stepValue.parameter(name), name);
  for (const { name } of batchInputs(graph)) names.set(name, name.slice(stepValue.input('').length));
  const taken = new Set(names.values());
  for (const { name } of graph.outputs) {
    const own = name.slice(stepValue.output('').length);
    names.set(name, taken.has(own) ? outputNameBeside(own) : own);
  }
  return names;
}

/** @returns the name of an output whose own name an input or a weight has */
export const outputNameBeside = (name: string): string => `${name}_output`;

/** Inputs of the graph that are no parameters and that something reads. */
function batchInputs({ inputs, nodes }: LoweredGraph): LoweredGraph['inputs'] {
  const read = new Set(nodes.flatMap((node) => node.inputs));
  return inputs.filter(({ name }) => name.startsWith(stepValue.input('')) && read.has(name));
}

function withWeights(
  graph: LoweredGraph,
  parameters: ParameterStore,
  names: ReadonlyMap<string, string>,
): LoweredGraph {
  const rename = (name: string): string => names.get(name) ?? `/${name}`;
  const renamed = <Value extends { readonly name: string }>(value: Value): Value => ({
    ...value,
    name: rename(value.name),
  });
  const node = (given: LoweredNode): LoweredNode => ({
    ...given,
    inputs: given.inputs.map(rename),
    outputs: given.outputs.map(rename),
  });
  const weights = parameters.slots.map(({ name, shape }): LoweredInitializer => ({
    name,
    shape,
    dtype: 'float32',
    data: parameters.value(name),
  }));
  return {
    nodes: graph.nodes.map(node),
    inputs: batchInputs(graph).map(renamed),
    outputs: graph.outputs.map(renamed),
    initializers: [...weights, ...graph.initializers.map(renamed)],
    values: new Map([...graph.values].map(([name, spec]) => [rename(name), spec])),
  };
}
