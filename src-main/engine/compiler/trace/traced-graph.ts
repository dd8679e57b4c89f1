import type { HostData } from '../../backend/host-tensor';
import type { CallSite } from './model-line';

/** Element types that a step may use. */
export type TracedDataType = 'float32' | 'int32' | 'bool';

/** What is known of a tensor while a step is traced. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: TracedDataType;
}

/** Attributes of a kernel call as tfjs passes them: axis, strides, permutation ... */
export type KernelAttributes = Readonly<Record<string, unknown>>;

interface IdentifiedValue extends TensorSpec {
  /** Position in {@link TracedGraph.values}; grows in the order of the trace. */
  readonly id: number;
}

/** A value that the caller feeds in at every step. */
export interface TracedInput extends IdentifiedValue {
  readonly kind: 'input';
  readonly name: string;
}

/** A value that the model's code made from JavaScript numbers; part of the compiled step. */
export interface TracedConstant extends IdentifiedValue {
  readonly kind: 'constant';
  readonly values: HostData;
}

/** A value that an operation of the step computes. */
export interface TracedResult extends IdentifiedValue {
  readonly kind: 'result';
  readonly node: TracedNode;
}

export type TracedValue = TracedInput | TracedConstant | TracedResult;

/** One kernel call. */
export interface TracedNode {
  readonly kernel: string;
  /** Value ids, in the order of the kernel rule's input names. */
  readonly inputs: readonly number[];
  readonly attributes: KernelAttributes;
  readonly outputs: readonly number[];
  /** Only in traces made to find a line: stacks of ten thousand calls cost more than the rest of the trace. */
  readonly site: CallSite | undefined;
}

/**
 * One traced step in single-assignment form: every value is written once, and nodes stand in the order of the calls, so
 * each one's inputs come before it.
 */
export interface TracedGraph {
  readonly values: readonly TracedValue[];
  readonly nodes: readonly TracedNode[];
  /** Value id of each named input. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Value id of each named output. */
  readonly outputs: Readonly<Record<string, number>>;
}
