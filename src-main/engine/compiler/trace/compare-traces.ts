import { NonDeterministicTraceError } from '#contract/errors/compiler-errors';
import type { LineFinder } from './node-line';
import type { TracedConstant, TracedGraph, TracedNode, TracedValue } from './traced-graph';

/**
 * Compares two traces of the same step. They differ when JavaScript decides something that the compiled step would
 * freeze: a learning rate, a random mask, a branch on a counter.
 * @throws NonDeterministicTraceError naming the first difference and the model's line
 */
export function assertSameTrace(first: TracedGraph, second: TracedGraph, lineOf: LineFinder): void {
  const length = Math.max(first.nodes.length, second.nodes.length);
  for (let index = 0; index < length; index++) {
    assertSameNode(first.nodes[index], second.nodes[index], index, lineOf);
  }
  second.values.forEach((value, id) => {
    const before = first.values[id];
    if (before && value.kind === 'constant') assertSameConstant(second, before, value, lineOf);
  });
  if (outputsOf(first) !== outputsOf(second)) throw new NonDeterministicTraceError('other outputs', undefined);
}

const outputsOf = ({ outputs }: TracedGraph): string => JSON.stringify(outputs);

function assertSameConstant(
  second: TracedGraph,
  before: TracedValue,
  constant: TracedConstant,
  lineOf: LineFinder,
): void {
  if (before.kind !== 'constant' || before.values.length !== constant.values.length) return; // The nodes differ then.
  const position = constant.values.findIndex((value, index) => !Object.is(value, before.values[index]));
  if (position < 0) return;
  const [from, to] = [before.values[position], constant.values[position]];
  const name = `element ${position} of a constant of shape [${constant.shape.join(', ')}] was ${from}, then ${to}`;
  const user = second.nodes.findIndex((node) => node.inputs.includes(constant.id));
  throw new NonDeterministicTraceError(name, lineOf(user));
}

function assertSameNode(
  before: TracedNode | undefined,
  node: TracedNode | undefined,
  index: number,
  lineOf: LineFinder,
): void {
  if (node && before && isSameNode(before, node)) return;
  throw new NonDeterministicTraceError(describeDifference(before, node, index), lineOf(index));
}

function isSameNode(a: TracedNode, b: TracedNode): boolean {
  return (
    a.kernel === b.kernel &&
    sameNumbers(a.inputs, b.inputs) &&
    sameNumbers(a.outputs, b.outputs) &&
    JSON.stringify(a.attributes) === JSON.stringify(b.attributes)
  );
}

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

function describeDifference(before: TracedNode | undefined, node: TracedNode | undefined, index: number): string {
  const isSameKernel = node && before?.kernel === node.kernel;
  const describe = (each: TracedNode | undefined): string =>
    each ? `${each.kernel}${isSameKernel ? ` ${JSON.stringify(each.attributes)}` : ''}` : 'nothing';
  const [from, to] = [describe(before), describe(node)];
  return from === to ? `operation ${index}, ${to}, has other inputs` : `operation ${index} was ${from}, then ${to}`;
}
