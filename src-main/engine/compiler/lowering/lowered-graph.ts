import type { HostData } from '../../backend/host-tensor';

/** Element types of a lowered graph: those of a step, and `int64` for shapes, axes and bounds. */
export type LoweredDataType = 'float32' | 'int32' | 'int64' | 'bool';

/** Shape and element type of a value. */
export interface LoweredSpec {
  readonly shape: readonly number[];
  readonly dtype: LoweredDataType;
}

/** A named value: an input or an output of the graph. */
export interface LoweredValue extends LoweredSpec {
  readonly name: string;
}

/** A value that is known when the graph is made. */
export interface LoweredInitializer extends LoweredValue {
  readonly data: HostData | BigInt64Array;
}

/** An attribute of a node. Numbers say which kind they are: ONNX keeps `axis: 1` and `alpha: 1.0` apart. */
export type LoweredAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string };

/**
 * One operation. Its name and attributes are those of ONNX operator set 18, or of ONNX Runtime's own operators when the
 * domain says so (`FusedMatMul`); those of the domain `host` are computed by the executor itself. An executor with other operators maps them one by one. Shapes, axes, permutations and
 * bounds that ONNX passes as inputs are initializers of type int64.
 */
export interface LoweredNode {
  readonly operation: string;
  readonly domain: '' | 'com.microsoft' | 'channels-last' | 'host';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, LoweredAttribute>>;
}

/**
 * What an executor runs: nodes in an order in which every input is ready, no value written twice, nothing that no output
 * needs. Making it twice from the same trace gives the same names in the same order.
 */
export interface LoweredGraph {
  readonly nodes: readonly LoweredNode[];
  readonly inputs: readonly LoweredValue[];
  readonly outputs: readonly LoweredValue[];
  readonly initializers: readonly LoweredInitializer[];
  /** Shape and type of every value: inputs, initializers and results. */
  readonly values: ReadonlyMap<string, LoweredSpec>;
}

/** @returns an integer attribute; `true` is 1 */
export const int = (value: number | boolean): LoweredAttribute => ({ kind: 'int', value: Number(value) });
export const float = (value: number): LoweredAttribute => ({ kind: 'float', value });
export const ints = (value: readonly number[]): LoweredAttribute => ({ kind: 'ints', value });
export const string = (value: string): LoweredAttribute => ({ kind: 'string', value });
