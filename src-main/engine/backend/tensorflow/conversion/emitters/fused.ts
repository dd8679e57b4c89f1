import { operandsOf, type Emitter } from '../emitter';

/** An operation of TensorFlow's own that a peephole put in the place of several. */
const own =
  (type: string): Emitter =>
  (context, node) =>
    context.builder.operation(type, operandsOf(context, node));

/** Nodes that only peepholes make; operands are in TensorFlow's order. */
export const FUSED_EMITTERS = {
  BiasAdd: own('BiasAdd'),
  BiasAddGrad: own('BiasAddGrad'),
  ReluGrad: own('ReluGrad'),
  SigmoidGrad: own('SigmoidGrad'),
  TanhGrad: own('TanhGrad'),
} satisfies Record<string, Emitter>;
