import type {
  LoweredAttribute,
  LoweredGraph,
  LoweredInitializer,
  LoweredNode,
  LoweredValue,
} from '../lowering/lowered-graph';
import { ONNX_DATA_TYPE } from '../lowering/onnx-data-type';
import { ATTRIBUTE_TYPE, onnxModelType } from './onnx-schema';

const IR_VERSION = 9;
const OPERATOR_SETS = [
  { domain: '', version: 18 },
  { domain: 'com.microsoft', version: 1 },
] as const;

/** @returns the graph as the bytes of an ONNX model; the same graph always gives the same bytes */
export function encodeModel(graph: LoweredGraph): Uint8Array {
  const type = onnxModelType();
  const message = type.fromObject({
    ir_version: IR_VERSION,
    opset_import: OPERATOR_SETS,
    graph: {
      name: 'step',
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
