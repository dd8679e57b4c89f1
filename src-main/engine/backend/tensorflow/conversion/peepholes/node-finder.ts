import type { LoweredGraph } from '../../../../compiler/lowering/lowered-graph';
import type { StepNode } from '../emitter';

/** Looks through a lowered graph from a value to what made it. */
export interface NodeFinder {
  /** @returns the node that makes a value, when it is of that operation */
  producer(name: string, operation: string): StepNode | undefined;
  /** Whether a value is a constant with all elements equal to `number`. */
  isConstant(name: string, number: number): boolean;
  /** @returns the elements of a constant; undefined when it is computed */
  numbers(name: string): readonly number[] | undefined;
  shapeOf(name: string): readonly number[];
  haveSameShape(...names: readonly string[]): boolean;
}

/** @returns a finder over the graph's nodes and constants */
export function nodeFinder({ nodes, initializers, values }: LoweredGraph): NodeFinder {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const constants = new Map(initializers.map(({ name, data }) => [name, data]));
  const shapeOf = (name: string): readonly number[] => values.get(name)!.shape;
  return {
    producer(name, operation) {
      const node = producers.get(name);
      return node?.operation === operation ? node : undefined;
    },
    isConstant(name, number) {
      const data = constants.get(name);
      return data !== undefined && data.length > 0 && data.every((value: number | bigint) => Number(value) === number);
    },
    numbers(name) {
      const data = constants.get(name);
      return data && Array.from(data, Number);
    },
    shapeOf,
    haveSameShape: (...names) => new Set(names.map((name) => shapeOf(name).join())).size === 1,
  };
}
