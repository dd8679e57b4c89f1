import { boolAttribute, typeAttribute } from '../../graph/attribute';
import type { GraphValue } from '../../native/c-api';
import { intOf, type EmitContext, type Emitter, type StepNode } from '../emitter';

function reduceValue({ builder, numbers }: EmitContext, type: string, x: GraphValue, node: StepNode): GraphValue {
  const axes = builder.integers(numbers(node.inputs[1]!));
  return builder.operation(type, [x, axes], { keep_dims: boolAttribute(intOf(node, 'keepdims', 1) === 1) });
}

const reduce =
  (type: string): Emitter =>
  (context, node) =>
    reduceValue(context, type, context.value(node.inputs[0]!), node);

const sumOfSquares: Emitter = (context, node) => {
  const squares = context.builder.operation('Square', [context.value(node.inputs[0]!)]);
  return reduceValue(context, 'Sum', squares, node);
};

/** The first of equal elements, in both libraries. */
const indexOfExtreme =
  (type: string): Emitter =>
  ({ builder, value }, node) =>
    builder.operation(type, [value(node.inputs[0]!), builder.scalar(intOf(node, 'axis'))], {
      output_type: typeAttribute('int64'),
    });

const cumulativeSum: Emitter = ({ builder, value }, node) =>
  builder.operation('Cumsum', node.inputs.map(value), {
    exclusive: boolAttribute(intOf(node, 'exclusive', 0) === 1),
    reverse: boolAttribute(intOf(node, 'reverse', 0) === 1),
  });

/** Over the last axis. */
const overLastAxis =
  (type: string): Emitter =>
  ({ builder, value }, node) =>
    builder.operation(type, [value(node.inputs[0]!)]);

/** Operations that combine elements along axes. */
export const REDUCTION_EMITTERS = {
  ArgMax: indexOfExtreme('ArgMax'),
  ArgMin: indexOfExtreme('ArgMin'),
  CumSum: cumulativeSum,
  LogSoftmax: overLastAxis('LogSoftmax'),
  ReduceMax: reduce('Max'),
  ReduceMean: reduce('Mean'),
  ReduceMin: reduce('Min'),
  ReduceProd: reduce('Prod'),
  ReduceSum: reduce('Sum'),
  ReduceSumSquare: sumOfSquares,
  Softmax: overLastAxis('Softmax'),
} satisfies Record<string, Emitter>;
