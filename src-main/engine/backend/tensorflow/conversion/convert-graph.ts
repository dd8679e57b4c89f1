import type { LoweredGraph } from '../../../compiler/lowering/lowered-graph';
import { FunctionBuilder } from '../graph/function-builder';
import type { GraphValue, Pointer } from '../native/c-api';
import type { TensorFlowLibrary } from '../native/tensorflow-library';
import type { EmitContext, StepNode } from './emitter';
import { emitterOf } from './emitters/registry';
import { applyPeepholes } from './peepholes/apply-peepholes';

/** How a function is made. */
export interface ConversionOptions {
  /** Unique in the process. */
  readonly name: string;
  readonly isXla: boolean;
}

/**
 * Writes a lowered graph as a TensorFlow function: arguments in the order of the graph's inputs, results in that of its
 * outputs.
 * @returns the `TF_Function`, which the caller deletes
 * @throws TensorFlowCallError when TensorFlow refuses a node
 */
export function convertGraph(library: TensorFlowLibrary, graph: LoweredGraph, options: ConversionOptions): Pointer {
  const builder = new FunctionBuilder(library);
  try {
    const values = new Map<string, GraphValue>();
    const args = graph.inputs.map((input) => {
      const value = builder.argument(input);
      values.set(input.name, value);
      return value;
    });
    const context = emitContext(builder, graph, values, options.isXla);
    for (const node of applyPeepholes(graph)) emitNode(context, values, node);
    // Results must be values of the function's own nodes: an argument may not be a result itself.
    const results = graph.outputs.map(({ name }) => builder.operation('Identity', [context.value(name)]));
    return builder.finish(options.name, args, results);
  } finally {
    builder.dispose();
  }
}

function emitNode(context: EmitContext, values: Map<string, GraphValue>, node: StepNode): void {
  const emitted = emitterOf(node.operation)(context, node);
  const results = 'oper' in emitted ? [emitted] : emitted;
  node.outputs.forEach((name, index) => values.set(name, results[index]!));
}

function emitContext(
  builder: FunctionBuilder,
  graph: LoweredGraph,
  values: Map<string, GraphValue>,
  isXla: boolean,
): EmitContext {
  const initializers = new Map(graph.initializers.map((initializer) => [initializer.name, initializer]));
  const initializer = (name: string) => {
    const found = initializers.get(name);
    if (!found)
      throw new RangeError(`The value ${name} is needed when the graph is built, but it is computed or missing.`);
    return found;
  };
  return {
    builder,
    isXla,
    value(name) {
      const known = values.get(name);
      if (known) return known;
      const constant = builder.constant(initializer(name).data, initializer(name));
      values.set(name, constant);
      return constant;
    },
    specOf(name) {
      const spec = graph.values.get(name);
      if (!spec) throw new RangeError(`The lowered graph has no value ${name}.`);
      return spec;
    },
    numbers: (name) => Array.from(initializer(name).data, Number),
  };
}
