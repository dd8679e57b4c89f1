import type {
  LoweredAttribute,
  LoweredGraph,
  LoweredInitializer,
  LoweredNode,
  LoweredValue,
} from '../lowering/lowered-graph';
import { ONNX_DATA_TYPE } from '../lowering/onnx-data-type';
import { ATTRIBUTE_TYPE, onnxModelType } from './onnx-schema';

/** The IR version that came with operator set 18 (ONNX 1.13): every reader of that set reads it. */
const IR_VERSION = 8;
const STANDARD_OPERATORS = { domain: '', version: 18 } as const;
const ONNX_RUNTIME_OPERATORS = { domain: 'com.microsoft', version: 1 } as const;

/** What a model says of itself besides its graph. */
export interface ModelDescription {
  readonly graphName: string;
  /** `metadata_props`; shown by viewers and returned by ONNX Runtime's `get_modelmeta`. */
  readonly metadata: Readonly<Record<string, string>>;
}

const STEP: ModelDescription = { graphName: 'step', metadata: {} };

/** @returns the graph as the bytes of an ONNX model; the same graph always gives the same bytes */
export function encodeModel(graph: LoweredGraph, { graphName, metadata }: ModelDescription = STEP): Uint8Array {
  const type = onnxModelType();
  const usesOwnOperators = graph.nodes.some(({ domain }) => domain === ONNX_RUNTIME_OPERATORS.domain);
  const message = type.fromObject({
    ir_version: IR_VERSION,
    producer_name: 'assay',
    opset_import: usesOwnOperators ? [STANDARD_OPERATORS, ONNX_RUNTIME_OPERATORS] : [STANDARD_OPERATORS],
    metadata_props: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: graphName,
      node: graph.nodes.map(nodeMessage),
      initializer: graph.initializers.map(initializerMessage),
      input: graph.inputs.map(valueMessage),
      output: graph.outputs.map(valueMessage),
    },
  });
  return type.encode(message).finish();
}

/** The name says the position, so that profiles and messages of ONNX Runtime can be traced back. */
function nodeMessage({ operation, domain, inputs, outputs, attributes }: LoweredNode, index: number) {
  return {
    op_type: operation,
    domain,
    input: inputs,
    output: outputs,
    name: `${operation}_${index}`,
    attribute: Object.entries(attributes).map(([name, attribute]) => ({ name, ...attributeMessage(attribute) })),
  };
}

function attributeMessage({ kind, value }: LoweredAttribute) {
  const type = ATTRIBUTE_TYPE[kind];
  switch (kind) {
    case 'int':
      return { type, i: value };
    case 'float':
      return { type, f: value };
    case 'ints':
      return { type, ints: value };
    case 'string':
      return { type, s: new TextEncoder().encode(value) };
  }
}

function initializerMessage({ name, shape, dtype, data }: LoweredInitializer) {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims: shape, data_type: ONNX_DATA_TYPE[dtype], raw_data: bytes };
}

function valueMessage({ name, shape, dtype }: LoweredValue) {
  const dimensions = shape.map((size) => ({ dim_value: size }));
  return { name, type: { tensor_type: { elem_type: ONNX_DATA_TYPE[dtype], shape: { dim: dimensions } } } };
}
