import type {
  LoweredAttribute,
  LoweredGraph,
  LoweredInitializer,
  LoweredNode,
  LoweredValue,
} from '../lowering/lowered-graph';
import { encodeModel } from '../onnx/encode-model';

/** An ONNX model within the bytes of a step. */
export interface ModelStage {
  readonly kind: 'model';
  /** Where it lies in the bytes. */
  readonly start: number;
  readonly end: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
/** An operation that the executor computes itself. */
export interface HostStage {
  readonly kind: 'host';
  readonly operation: string;
  readonly attributes: Readonly<Record<string, LoweredAttribute>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What runs one after the other in a step with operations of the executor's own; plain JSON. */
export interface Staging {
  readonly stages: readonly (ModelStage | HostStage)[];
  /** Every value that passes from one stage to another or is read or written by a host operation. */
  readonly passed: readonly LoweredValue[];
}

/** @returns a lowered graph as one ONNX model, or as several where operations of the executor stand between them */
export function encodeStages(graph: LoweredGraph): { readonly bytes: Uint8Array; readonly staging?: Staging } {
  const hosts = graph.nodes.filter(isHost);
  if (hosts.length === 0) return { bytes: encodeModel(graph) };
  const nodes = withoutConstantOperands(graph);
  const levels = levelsOf(nodes);
  const models = [...hosts, null].map((_, level) =>
    modelGraph(graph, nodes, (node) => !isHost(node) && levels.get(node) === level),
  );
  return concatenated(
    graph,
    models,
    hosts.map((host) => nodes.find(({ outputs }) => outputs[0] === host.outputs[0])!),
  );
}

const isHost = ({ domain }: LoweredNode): boolean => domain === 'host';

/** Constants are in models only, so a model hands on those that a host operation reads. */
function withoutConstantOperands({ nodes, initializers }: LoweredGraph): LoweredNode[] {
  const constants = new Set(initializers.map(({ name }) => name));
  const handedOn = new Map<string, LoweredNode>();
  const replaced = nodes.map((node) => {
    if (!isHost(node)) return node;
    const inputs = node.inputs.map((name) => {
      if (!constants.has(name)) return name;
      const copy = {
        operation: 'Identity',
        domain: '',
        inputs: [name],
        outputs: [`${name}/host`],
        attributes: {},
      } as const;
      handedOn.set(name, copy);
      return copy.outputs[0];
    });
    return { ...node, inputs };
  });
  return [...handedOn.values(), ...replaced];
}

/** The number of host operations that come before a node: of those that it needs, for a node of a model. */
function levelsOf(nodes: readonly LoweredNode[]): Map<LoweredNode, number> {
  const levels = new Map<LoweredNode, number>();
  const ofValue = new Map<string, number>();
  let hosts = 0;
  for (const node of nodes) {
    const level = isHost(node) ? ++hosts : Math.max(0, ...node.inputs.map((name) => ofValue.get(name) ?? 0));
    levels.set(node, level);
    for (const name of node.outputs) ofValue.set(name, level);
  }
  return levels;
}

/** The nodes of one level as a graph; its outputs are what others read or the step gives. */
function modelGraph(
  graph: LoweredGraph,
  nodes: readonly LoweredNode[],
  isOwn: (node: LoweredNode) => boolean,
): LoweredGraph {
  const own = nodes.filter(isOwn);
  const made = new Set(own.flatMap(({ outputs }) => outputs));
  const read = new Set(own.flatMap(({ inputs }) => inputs));
  const wanted = new Set([
    ...graph.outputs.map(({ name }) => name),
    ...nodes.filter((node) => !isOwn(node)).flatMap(({ inputs }) => inputs),
  ]);
  const initializers = graph.initializers.filter(({ name }) => read.has(name));
  const constants = new Set(initializers.map(({ name }) => name));
  const valueOf = (name: string): LoweredValue => ({ name, ...specOf(graph, initializers, name) });
  return {
    nodes: own,
    inputs: [...read].filter((name) => !made.has(name) && !constants.has(name)).map(valueOf),
    outputs: [...made].filter((name) => wanted.has(name)).map(valueOf),
    initializers,
    values: graph.values,
  };
}

function specOf({ values }: LoweredGraph, constants: readonly LoweredInitializer[], name: string) {
  const { shape, dtype } = values.get(name) ?? constants.find((constant) => name === `${constant.name}/host`)!;
  return { shape, dtype };
}

function concatenated(
  graph: LoweredGraph,
  models: readonly LoweredGraph[],
  hosts: readonly LoweredNode[],
): { bytes: Uint8Array; staging: Staging } {
  const parts: Uint8Array[] = [];
  let end = 0;
  const stages = models.flatMap((model, level): (ModelStage | HostStage)[] => {
    const host = hosts[level];
    const own: (ModelStage | HostStage)[] = [];
    if (model.nodes.length > 0) {
      const part = encodeModel(model);
      parts.push(part);
      const start = end;
      end += part.length;
      own.push({ kind: 'model', start, end, inputs: namesOf(model.inputs), outputs: namesOf(model.outputs) });
    }
    if (host) {
      const { operation, attributes, inputs, outputs } = host;
      own.push({ kind: 'host', operation, attributes, inputs, outputs });
    }
    return own;
  });
  return { bytes: Buffer.concat(parts), staging: { stages, passed: passedValues(graph, models, stages) } };
}

const namesOf = (values: readonly LoweredValue[]): string[] => values.map(({ name }) => name);

function passedValues(graph: LoweredGraph, models: readonly LoweredGraph[], stages: Staging['stages']): LoweredValue[] {
  const fed = new Set(namesOf(graph.inputs));
  const given = new Set(namesOf(graph.outputs));
  const ofModels = models.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
  const between = ofModels.filter(({ name }) => !fed.has(name) && !given.has(name));
  const ofHosts = stages
    .filter(({ kind }) => kind === 'host')
    .flatMap(({ inputs, outputs }) => [...inputs, ...outputs])
    .map((name) => ofModels.find((value) => value.name === name) ?? { name, ...graph.values.get(name)! });
  return [
    ...new Map([...between, ...ofHosts].map(({ name, shape, dtype }) => [name, { name, shape, dtype }])).values(),
  ];
}
