import type { LoweredNode, LoweredSpec } from '../../../compiler/lowering/lowered-graph';
import type { FunctionBuilder } from '../graph/function-builder';
import type { GraphValue } from '../native/c-api';

/** A node as emitters see it: one of the lowering, or one that a peephole put in its place. */
export type StepNode = Pick<LoweredNode, 'operation' | 'inputs' | 'outputs' | 'attributes'>;

/** What an emitter may ask for while it adds a node to the function. */
export interface EmitContext {
  readonly builder: FunctionBuilder;
  /** Whether XLA will compile the function. */
  readonly isXla: boolean;
  readonly value: (name: string) => GraphValue;
  readonly specOf: (name: string) => LoweredSpec;
  /** @returns the numbers of a constant: axes, sizes, bounds. @throws RangeError when it is none */
  readonly numbers: (name: string) => readonly number[];
}

/** Adds what computes a node; several results come in the order of the node's outputs. */
export type Emitter = (context: EmitContext, node: StepNode) => GraphValue | readonly GraphValue[];

/** @returns an integer attribute. @throws RangeError when it is missing and there is no default */
export function intOf({ operation, attributes }: StepNode, name: string, fallback?: number): number {
  const attribute = attributes[name];
  if (attribute?.kind === 'int' || attribute?.kind === 'float') return attribute.value;
  if (fallback !== undefined) return fallback;
  throw new RangeError(`The node ${operation} has no number ${name}.`);
}

/** @returns a list attribute. @throws RangeError when it is missing */
export function intsOf({ operation, attributes }: StepNode, name: string): readonly number[] {
  const attribute = attributes[name];
  if (attribute?.kind === 'ints') return attribute.value;
  throw new RangeError(`The node ${operation} has no list ${name}.`);
}

/** @returns the values of all inputs */
export const operandsOf = ({ value }: EmitContext, { inputs }: StepNode): GraphValue[] => inputs.map(value);

/** @returns what the single result of a node is declared as */
export const outputSpec = ({ specOf }: EmitContext, { outputs }: StepNode): LoweredSpec => specOf(outputs[0]!);

/** @returns a text attribute. @throws RangeError when it is missing */
export function stringOf({ operation, attributes }: StepNode, name: string): string {
  const attribute = attributes[name];
  if (attribute?.kind === 'string') return attribute.value;
  throw new RangeError(`The node ${operation} has no text ${name}.`);
}
