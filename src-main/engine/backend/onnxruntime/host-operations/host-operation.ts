import type { LoweredAttribute } from '../../../compiler/lowering/lowered-graph';

/** A value in the memory that all operations of a step share. */
export interface HostValue {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** An operation of a step, with its places in memory. Behind each value there is room for three numbers more. */
export interface HostCall {
  readonly attributes: Readonly<Record<string, LoweredAttribute>>;
  readonly inputs: readonly HostValue[];
  readonly outputs: readonly HostValue[];
  readonly memory: WebAssembly.Memory;
}

/** Prepares an operation that is computed here and not by ONNX Runtime. @returns what computes outputs from inputs */
export type HostOperation = (call: HostCall) => () => void;
