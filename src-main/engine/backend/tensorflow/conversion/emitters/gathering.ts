import { intAttribute } from '../../graph/attribute';
import { intOf, outputSpec, type Emitter } from '../emitter';

const gather: Emitter = ({ builder, value }, node) =>
  builder.operation('GatherV2', [...node.inputs.map(value), builder.scalar(intOf(node, 'axis'))], {
    batch_dims: intAttribute(0),
  });

const gatherNd: Emitter = ({ builder, value }, node) => builder.operation('GatherNd', node.inputs.map(value));

/**
 * Adds updates into a tensor of zeros, which the lowering makes: TensorFlow's own operation starts from zeros itself.
 * On the CPU it adds in the order of the updates, so that two runs are bitwise equal.
 */
const scatterAdd: Emitter = (context, node) => {
  const { builder, value } = context;
  const [, positions, updates] = node.inputs as [string, string, string];
  const { shape } = outputSpec(context, node);
  const size = builder.constant(BigInt64Array.from(shape, BigInt), { dtype: 'int64', shape: [shape.length] });
  return builder.operation('ScatterNd', [value(positions), value(updates), size]);
};

/** Operations that address rows by index. */
export const GATHERING_EMITTERS = {
  Gather: gather,
  GatherND: gatherNd,
  ScatterND: scatterAdd,
} satisfies Record<string, Emitter>;
