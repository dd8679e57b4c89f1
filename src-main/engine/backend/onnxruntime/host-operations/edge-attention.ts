import { EDGE_ATTENTION_EPSILON } from '../../../compiler/kernels/edge-attention';
import { instantiate } from '../../../wasm/assemble-module';
import { edgeAttentionFunctions } from './edge-attention-functions';
import type { HostCall, HostOperation, HostValue } from './host-operation';

/** Exponentials are computed so many at a time. */
const LANES = 4;

/** By form: what is compiled once a process is found by its functions. */
const functionsByForm = new Map<string, ReturnType<typeof edgeAttentionFunctions>>();

function kernelsFor({ attributes, inputs, memory }: HostCall) {
  const number = (name: string): number => {
    const attribute = attributes[name];
    if (attribute?.kind === 'int' || attribute?.kind === 'float') return attribute.value;
    throw new RangeError(`The operation has no number ${name}.`);
  };
  const heads = number('heads');
  const headWidth = inputs[0]!.shape[1]! / heads;
  const form = { heads, headWidth, slope: number('slope'), limit: number('limit'), epsilon: EDGE_ATTENTION_EPSILON };
  const key = JSON.stringify(form);
  const functions = functionsByForm.get(key) ?? edgeAttentionFunctions(form);
  functionsByForm.set(key, functions);
  return instantiate(functions, memory);
}

const addresses = <Values extends readonly HostValue[]>(values: Values) =>
  values.map(({ data }) => data.byteOffset) as { [Index in keyof Values]: number };

/** The batch is checked before the step; this keeps a computed index from reading or writing elsewhere in memory. */
function assertRows({ data }: HostValue, rows: number): void {
  for (let edge = 0; edge < data.length; edge++) {
    if (data[edge]! >= 0 && data[edge]! < rows) continue;
    throw new RangeError(`Edge ${edge} names row ${data[edge]} of ${rows}.`);
  }
}

type Four = readonly [HostValue, HostValue, HostValue, HostValue];
type Five = readonly [...Four, HostValue];

/** source, target, attention, from, to: result, exponentials, scores, sums of exponentials. */
export const edgeAttention: HostOperation = (call) => {
  const kernels = kernelsFor(call);
  const inputs = call.inputs as Five;
  const outputs = call.outputs as Four;
  const [source, target, attention, from, to] = addresses(inputs);
  const [result, weights, scores, totals] = addresses(outputs);
  const [sources, targets] = [inputs[0].shape[0]!, inputs[1].shape[0]!];
  const edges = inputs[3].data.length;
  const vectors = Math.ceil(outputs[1].data.length / LANES);
  return () => {
    assertRows(inputs[3], sources);
    assertRows(inputs[4], targets);
    outputs[0].data.fill(0);
    outputs[3].data.fill(0);
    kernels.scores(source, target, attention, from, to, scores, edges);
    kernels.exponentials(scores, weights, vectors);
    kernels.sums(source, weights, from, to, result, totals, edges);
    kernels.normalize(result, totals, targets);
  };
};

/**
 * The same inputs, outputs and the gradient of the result: gradients of source, target and attention; the last two outputs
 * are its own, per target: the gradient by the sum of exponentials, and its product with the result.
 */
export const edgeAttentionGradient: HostOperation = (call) => {
  const kernels = kernelsFor(call);
  const inputs = call.inputs as readonly [...Five, ...Five];
  const outputs = call.outputs as Five;
  const [source, target, attention, from, to, result, weights, scores, totals, gradient] = addresses(inputs);
  const [dSource, dTarget, dAttention, scaled, products] = addresses(outputs);
  const targets = inputs[1].shape[0]!;
  const edges = inputs[3].data.length;
  return () => {
    for (const { data } of outputs.slice(0, 3)) data.fill(0);
    kernels.nodeGradients(gradient, result, totals, scaled, products, targets);
    kernels.edgeGradients(
      ...[source, target, attention, scaled, products, scores, weights, from, to],
      ...[dSource, dTarget, dAttention, edges],
    );
  };
};
