import { intsAttribute, stringAttribute, type Attributes } from '../../graph/attribute';
import type { GraphValue } from '../../native/c-api';
import { intsOf, outputSpec, stringOf, type EmitContext, type Emitter, type StepNode } from '../emitter';

/** Images are [B, H, W, C]; `pads` of the lowered node is [top, left, bottom, right]. */
function convolutionAttributes(node: StepNode): Attributes {
  const strides = { strides: intsAttribute([1, ...intsOf(node, 'strides'), 1]) };
  const padding = stringAttribute(stringOf(node, 'padding'));
  if (padding.value !== 'EXPLICIT') return { ...strides, padding };
  const [top, left, bottom, right] = intsOf(node, 'pads') as [number, number, number, number];
  const explicit = intsAttribute([0, 0, top, bottom, left, right, 0, 0]);
  return { ...strides, padding, explicit_paddings: explicit };
}

const convolution: Emitter = ({ builder, value }, node) =>
  builder.operation('Conv2D', node.inputs.map(value), convolutionAttributes(node));

/** The sizes of what a gradient is of; TensorFlow cannot tell them from the other operands alone. */
const outputSizes = (context: EmitContext, node: StepNode): GraphValue =>
  context.builder.integers(outputSpec(context, node).shape);

const inputGradient: Emitter = (context, node) => {
  const [filter, dy] = node.inputs.map(context.value) as [GraphValue, GraphValue];
  const operands = [outputSizes(context, node), filter, dy];
  return context.builder.operation('Conv2DBackpropInput', operands, convolutionAttributes(node));
};

const filterGradient: Emitter = (context, node) => {
  const [x, dy] = node.inputs.map(context.value) as [GraphValue, GraphValue];
  const operands = [x, outputSizes(context, node), dy];
  return context.builder.operation('Conv2DBackpropFilter', operands, convolutionAttributes(node));
};

/** Convolutions over channels-last images, as `channels-last-convolution.ts` lowers them. */
export const CONVOLUTION_EMITTERS = {
  Conv2D: convolution,
  Conv2DBackpropFilter: filterGradient,
  Conv2DBackpropInput: inputGradient,
} satisfies Record<string, Emitter>;
