import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import type { KernelAttributes, TensorSpec } from '../trace/traced-graph';

/** One `T` for each input name. */
type Each<Names extends readonly string[], T> = { readonly [Index in keyof Names]: T };

/** How one tfjs kernel is traced and lowered, as its file writes it. */
interface RuleDefinition<Names extends readonly string[], Attributes, Outputs> {
  /**
   * Shape and type of the result from those of the inputs; arrays for kernels with several results.
   * @throws VariantNotLoweredError for attribute values that are not covered
   */
  readonly shape: (inputs: Each<Names, TensorSpec>, attributes: Attributes) => Outputs;
  /**
   * Adds what computes the kernel to the graph.
   * @param output what {@link shape} gave, as recorded
   * @throws VariantNotLoweredError for attribute values that are not covered
   */
  readonly lower: (
    builder: GraphBuilder,
    inputs: Each<Names, Handle>,
    attributes: Attributes,
    output: Outputs,
  ) => Outputs extends readonly TensorSpec[] ? readonly Handle[] : Handle;
}

/** A kernel's rule with its attribute types erased, as the tracer and the lowering use it. */
export interface KernelRule {
  /** Names under which tfjs passes the inputs, in the order of the rule; `variadic`: a list of any length. */
  readonly inputs: readonly string[] | 'variadic';
  readonly hasManyOutputs: boolean;
  readonly shapes: (inputs: readonly TensorSpec[], attributes: KernelAttributes) => readonly TensorSpec[];
  readonly lower: (
    builder: GraphBuilder,
    inputs: readonly Handle[],
    attributes: KernelAttributes,
    outputs: readonly TensorSpec[],
  ) => readonly Handle[];
}

/** What a rule throws for a variant of its kernel that it does not cover; the caller adds the model's line. */
export class VariantNotLoweredError extends Error {
  constructor(readonly variant: string) {
    super(variant);
  }
}

/**
 * A kernel with fixed inputs and one result.
 * The attributes' type is the rule's own claim (tfjs's `SumAttrs` and so on): tfjs's operations, which check what a
 * model passes, are the only callers.
 */
export function kernel<const Names extends readonly string[], Attributes>(
  inputs: Names,
  { shape, lower }: RuleDefinition<Names, Attributes, TensorSpec>,
): KernelRule {
  type Specs = Each<Names, TensorSpec>;
  type Handles = Each<Names, Handle>;
  return {
    inputs,
    hasManyOutputs: false,
    shapes: (specs, attributes) => [shape(specs as Specs, attributes as Attributes)],
    lower: (builder, handles, attributes, outputs) => [
      lower(builder, handles as Handles, attributes as Attributes, outputs[0]!),
    ],
  };
}

/** A kernel with fixed inputs and a list of results. */
export function kernelWithManyOutputs<const Names extends readonly string[], Attributes>(
  inputs: Names,
  { shape, lower }: RuleDefinition<Names, Attributes, readonly TensorSpec[]>,
): KernelRule {
  type Specs = Each<Names, TensorSpec>;
  type Handles = Each<Names, Handle>;
  return {
    inputs,
    hasManyOutputs: true,
    shapes: (specs, attributes) => shape(specs as Specs, attributes as Attributes),
    lower: (builder, handles, attributes, outputs) =>
      lower(builder, handles as Handles, attributes as Attributes, outputs),
  };
}

/** A kernel over a list of inputs, such as Concat. */
export function variadicKernel<Attributes>(rule: {
  readonly shape: (inputs: readonly TensorSpec[], attributes: Attributes) => TensorSpec;
  readonly lower: (
    builder: GraphBuilder,
    inputs: readonly Handle[],
    attributes: Attributes,
    output: TensorSpec,
  ) => Handle;
}): KernelRule {
  return {
    inputs: 'variadic',
    hasManyOutputs: false,
    shapes: (specs, attributes) => [rule.shape(specs, attributes as Attributes)],
    lower: (builder, handles, attributes, outputs) => [
      rule.lower(builder, handles, attributes as Attributes, outputs[0]!),
    ],
  };
}
