import type { LoweredDataType } from '../../../../compiler/lowering/lowered-graph';
import { ONNX_DATA_TYPE } from '../../../../compiler/lowering/onnx-data-type';
import { floatAttribute, typeAttribute } from '../../graph/attribute';
import { intOf, operandsOf, outputSpec, type Emitter } from '../emitter';

/** An operation that TensorFlow has under another name, with the same operands and no attributes. */
const same =
  (type: string): Emitter =>
  (context, node) =>
    context.builder.operation(type, operandsOf(context, node));

/** Integers are divided towards zero, as in ONNX. */
const divide: Emitter = (context, node) => {
  const type = outputSpec(context, node).dtype === 'float32' ? 'RealDiv' : 'TruncateDiv';
  return context.builder.operation(type, operandsOf(context, node));
};

const leakyRelu: Emitter = (context, node) =>
  context.builder.operation('LeakyRelu', operandsOf(context, node), { alpha: floatAttribute(intOf(node, 'alpha')) });

/** From this steepness on, the lowering means a step at 0 and nothing between. */
const STEEP = 1e38;

/** max(0, min(1, alpha * x + beta)); the lowering writes step(x) so, and TensorFlow has it as a comparison. */
const hardSigmoid: Emitter = ({ builder, value }, node) => {
  const [alpha, beta] = [intOf(node, 'alpha'), intOf(node, 'beta')];
  const x = value(node.inputs[0]!);
  const zero = builder.scalar(0, 'float32');
  if (alpha >= STEEP && beta === 0) {
    return builder.operation('Cast', [builder.operation('Greater', [x, zero])], { DstT: typeAttribute('float32') });
  }
  const scaled = builder.operation('Mul', [x, builder.scalar(alpha, 'float32')]);
  const shifted = builder.operation('AddV2', [scaled, builder.scalar(beta, 'float32')]);
  return builder.operation('ClipByValue', [shifted, zero, builder.scalar(1, 'float32')]);
};

const DATA_TYPE_OF_NUMBER = new Map(
  Object.entries(ONNX_DATA_TYPE).map(([dtype, number]) => [number, dtype as LoweredDataType]),
);

/** @returns the element type that a lowered Cast names by ONNX's number. @throws RangeError for an unknown one */
function targetType(number: number): LoweredDataType {
  const dtype = DATA_TYPE_OF_NUMBER.get(number);
  if (dtype === undefined) throw new RangeError(`The lowered graph casts to type ${number}, which no tensor has.`);
  return dtype;
}

const cast: Emitter = (context, node) =>
  context.builder.operation('Cast', operandsOf(context, node), { DstT: typeAttribute(targetType(intOf(node, 'to'))) });

/** Operations on corresponding elements; all broadcast. */
export const ELEMENTWISE_EMITTERS = {
  Abs: same('Abs'),
  Ceil: same('Ceil'),
  Cos: same('Cos'),
  Elu: same('Elu'),
  Erf: same('Erf'),
  Exp: same('Exp'),
  Floor: same('Floor'),
  HardSigmoid: hardSigmoid,
  Identity: same('Identity'),
  IsInf: same('IsInf'),
  IsNaN: same('IsNan'),
  LeakyRelu: leakyRelu,
  Log: same('Log'),
  Not: same('LogicalNot'),
  Reciprocal: same('Reciprocal'),
  Relu: same('Relu'),
  // Halves go to the even neighbour, as in ONNX.
  Round: same('Round'),
  Selu: same('Selu'),
  Sigmoid: same('Sigmoid'),
  Sign: same('Sign'),
  Sin: same('Sin'),
  Softplus: same('Softplus'),
  Sqrt: same('Sqrt'),
  Tanh: same('Tanh'),

  Add: same('AddV2'),
  And: same('LogicalAnd'),
  Clip: same('ClipByValue'),
  Div: divide,
  Equal: same('Equal'),
  Greater: same('Greater'),
  GreaterOrEqual: same('GreaterEqual'),
  Less: same('Less'),
  LessOrEqual: same('LessEqual'),
  Max: same('Maximum'),
  Min: same('Minimum'),
  Mul: same('Mul'),
  Or: same('LogicalOr'),
  Pow: same('Pow'),
  Sub: same('Sub'),
  Where: same('SelectV2'),
  // Of booleans.
  Xor: same('NotEqual'),

  Cast: cast,
} satisfies Record<string, Emitter>;
