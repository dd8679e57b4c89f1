import type { GraphValue } from '../../native/c-api';
import { boolAttribute } from '../../graph/attribute';
import { intOf, type EmitContext, type Emitter, type StepNode } from '../emitter';

/** Which factor enters a product transposed. */
interface Transposed {
  readonly left: boolean;
  readonly right: boolean;
}

const transposedBy = (node: StepNode): Transposed => ({
  left: intOf(node, 'transA', 0) === 1,
  right: intOf(node, 'transB', 0) === 1,
});

function product(context: EmitContext, node: StepNode, { left, right }: Transposed): GraphValue {
  const [a, b] = node.inputs as [string, string];
  const factors = [context.value(a), context.value(b)];
  const areMatrices = [a, b].every((name) => context.specOf(name).shape.length === 2);
  return areMatrices
    ? context.builder.operation('MatMul', factors, {
        transpose_a: boolAttribute(left),
        transpose_b: boolAttribute(right),
      })
    : context.builder.operation('BatchMatMulV2', factors, { adj_x: boolAttribute(left), adj_y: boolAttribute(right) });
}

const plainProduct: Emitter = (context, node) => product(context, node, { left: false, right: false });
const transposingProduct: Emitter = (context, node) => product(context, node, transposedBy(node));

/** TensorFlow fuses a product with BiasAdd behind it; it does not recognise a plain addition. */
const productWithBias: Emitter = (context, node) => {
  const result = product(context, node, transposedBy(node));
  const bias = node.inputs[2];
  if (bias === undefined) return result;
  const type = context.specOf(bias).shape.length === 1 ? 'BiasAdd' : 'AddV2';
  return context.builder.operation(type, [result, context.value(bias)]);
};

/** Products of matrices and of stacks of matrices. */
export const PRODUCT_EMITTERS = {
  FusedMatMul: transposingProduct,
  Gemm: productWithBias,
  MatMul: plainProduct,
} satisfies Record<string, Emitter>;
