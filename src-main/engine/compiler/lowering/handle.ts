import type { LoweredSpec } from './lowered-graph';
import type { Shape } from './shapes';

/**
 * A value of the trace that need not exist in the graph yet. Each handle knows one or several forms in which the value
 * can be had, and consumers take the cheapest one; what nobody asks for is never emitted.
 *
 * At least one of `splat`, `name`, `narrow`, `channelsFirst` and `make` is there. `shape` is always the logical one, in
 * the order of the model's axes. Mutable parts are memory: forms that have been emitted.
 */
export interface Handle extends LoweredSpec {
  /** All elements are this number (bool: 0 or 1); nothing is emitted before somebody needs a tensor. */
  readonly splat?: number;
  /** The value itself, materialised. */
  name?: string;
  /** A smaller tensor of which the value is the broadcast. */
  readonly narrow?: { readonly name: string; readonly shape: Shape };
  /** The value of rank 4 with its channels moved from the last axis to the second. */
  channelsFirst?: string;
  /** Emits the value. */
  readonly make?: () => string;

  // What the value is made of, for rules that see through one step.
  /** A reshape of this value. */
  readonly reshapeOf?: Handle;
  /** A transpose of this value. */
  readonly transposeOf?: { readonly base: Handle; readonly permutation: readonly number[] };
  /** This value times a number. */
  readonly scaleOf?: { readonly base: Handle; readonly factor: number };
  /** The elementwise square of this value. */
  readonly squareOf?: Handle;
  /** One part of a split, so that a concatenation of all parts is the split's source. */
  readonly partOf?: { readonly split: SplitSource; readonly index: number; readonly axis: number };
  /** A sum that grows by one term a time step, gathered into one product. */
  readonly sumOf?: SumOfTerms;
  /** Id of the traced value; terms of a sum are put in this order, whatever the order of the additions. */
  readonly order?: number;
}

/** What a split divided. */
export interface SplitSource {
  readonly source: Handle;
  readonly partCount: number;
}

/**
 * `products`: sum of transpose(left_i) x right_i over matrices [rows_i, columns]; `columns`: sum over rows of right_i.
 * Both become one product over the rows put under each other: the weight gradient of an unrolled recurrent layer is one
 * matrix product instead of one a time step.
 */
export type SumOfTerms =
  | { readonly kind: 'products'; readonly terms: readonly ProductTerm[] }
  | { readonly kind: 'columns'; readonly terms: readonly ColumnTerm[] };

export interface ProductTerm {
  readonly left: Handle;
  readonly right: Handle;
  readonly order: number;
}
export interface ColumnTerm {
  readonly right: Handle;
  readonly order: number;
}
