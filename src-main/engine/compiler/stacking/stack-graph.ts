import { kernelRule } from '../kernels/registry';
import type { KernelName } from '../kernels/kernel-name';
import { Recorder } from '../trace/recorder';
import type { KernelAttributes, TracedGraph, TracedNode, TracedValue } from '../trace/traced-graph';
import { STACK_RULES, type CallOfOne, type StackedCall } from './stack-rules';

/** A value of one model as it is for several: the same for all, one for each, or all in one with an axis in front. */
interface Forms {
  readonly shared?: TracedValue;
  each?: readonly TracedValue[];
  stacked?: TracedValue;
}

/**
 * One graph for several models of one configuration, out of the graph of one: what is small is computed for all models at once,
 * in values with one axis more, and the rest model by model. Calls of a small graph cost more than what they compute.
 *
 * @param graph   of one model
 * @param count   models
 * @param nameOf  the name that an input or an output of a model has in the joint graph
 */
export function stackGraph(
  graph: TracedGraph,
  count: number,
  nameOf: (member: number, name: string) => string,
): TracedGraph {
  const stacker = new Stacker(graph, count);
  const { inputs, outputs } = stacker.stack(nameOf);
  return { values: stacker.recorder.values, nodes: stacker.recorder.nodes, inputs, outputs };
}

class Stacker {
  readonly recorder = new Recorder(false);
  private readonly forms: Forms[] = [];
  private readonly members: readonly number[];

  constructor(
    private readonly graph: TracedGraph,
    private readonly count: number,
  ) {
    this.members = Array.from({ length: count }, (_, member) => member);
  }

  stack(nameOf: (member: number, name: string) => string): Pick<TracedGraph, 'inputs' | 'outputs'> {
    const inputs: Record<string, number> = {};
    for (const [name, id] of Object.entries(this.graph.inputs)) {
      const each = this.members.map((member) => this.recorder.input(nameOf(member, name), this.graph.values[id]!));
      this.forms[id] = { each };
      each.forEach((value, member) => (inputs[nameOf(member, name)] = value.id));
    }
    for (const value of this.graph.values)
      if (value.kind === 'constant') this.forms[value.id] = { shared: this.recorder.constant(value.values, value) };
    for (const node of this.graph.nodes) this.addNode(node);
    const outputs: Record<string, number> = {};
    for (const [name, id] of Object.entries(this.graph.outputs))
      this.each(id).forEach((value, member) => (outputs[nameOf(member, name)] = value.id));
    return { inputs, outputs };
  }

  private addNode(node: TracedNode): void {
    const forms = node.inputs.map((id) => this.forms[id]!);
    if (forms.every(({ shared }) => shared)) {
      const made = this.call(
        node.kernel,
        forms.map(({ shared }) => shared!),
        node.attributes,
      );
      node.outputs.forEach((id, index) => (this.forms[id] = { shared: made[index]! }));
      return;
    }
    const stacked = this.stackedCall(node, forms);
    if (stacked) this.addStacked(node, forms, stacked);
    else this.addEach(node);
  }

  private stackedCall(
    { kernel, inputs, outputs, attributes }: TracedNode,
    forms: readonly Forms[],
  ): StackedCall | null {
    const specs = (ids: readonly number[]) => ids.map((id) => this.graph.values[id]!);
    const hasShared = forms.some(({ shared }) => shared);
    const call: CallOfOne = {
      inputs: specs(inputs),
      outputs: specs(outputs),
      attributes,
      count: this.count,
      hasShared,
    };
    return STACK_RULES[kernel as KernelName]?.(call) ?? null;
  }

  private addStacked(
    node: TracedNode,
    forms: readonly Forms[],
    { kernel, attributes, alignedRank }: StackedCall,
  ): void {
    const operands = forms.map(({ shared }, index) => shared ?? this.aligned(node.inputs[index]!, alignedRank));
    const made = this.call(kernel, operands, attributes);
    node.outputs.forEach((id, index) => (this.forms[id] = { stacked: made[index]! }));
  }

  private addEach({ kernel, inputs, outputs, attributes }: TracedNode): void {
    const operands = inputs.map((id) => this.each(id));
    const made = this.members.map((member) =>
      this.call(
        kernel,
        operands.map((each) => each[member]!),
        attributes,
      ),
    );
    outputs.forEach((id, index) => (this.forms[id] = { each: made.map((results) => results[index]!) }));
  }

  /** The stacked form with axes of size 1 behind that of the models. */
  private aligned(id: number, rank: number | undefined): TracedValue {
    const value = this.stacked(id);
    const missing = rank === undefined ? 0 : rank + 1 - value.shape.length;
    if (missing <= 0) return value;
    const shape = [this.count, ...Array.from({ length: missing }, () => 1), ...value.shape.slice(1)];
    return this.call('Reshape', [value], { shape })[0]!;
  }

  private stacked(id: number): TracedValue {
    const forms = this.forms[id]!;
    return (forms.stacked ??= this.call('Pack', [...this.each(id)], { axis: 0 })[0]!);
  }

  private each(id: number): readonly TracedValue[] {
    const forms = this.forms[id]!;
    if (forms.shared) return this.members.map(() => forms.shared!);
    return (forms.each ??= this.call('Unpack', [forms.stacked!], { axis: 0 }));
  }

  private call(kernel: string, inputs: readonly TracedValue[], attributes: KernelAttributes): readonly TracedValue[] {
    // Traced once already, so there is a rule.
    const outputs = kernelRule(kernel)!.shapes(inputs, attributes);
    return this.recorder.call(kernel, inputs, attributes, outputs);
  }
}
