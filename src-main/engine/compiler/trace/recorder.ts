import type { HostData } from '../../backend/host-tensor';
import { captureCallSite } from './model-line';
import type { KernelAttributes, TensorSpec, TracedNode, TracedValue } from './traced-graph';

/** Collects the values and kernel calls of one trace. */
export class Recorder {
  readonly values: TracedValue[] = [];
  readonly nodes: TracedNode[] = [];
  /** The first read of a value that has none. Kept because a model may catch the error, or not await the read. */
  failure: Error | undefined;

  /** @param keepsCallSites whether nodes remember the stack they were called from */
  constructor(private readonly keepsCallSites: boolean) {}

  input(name: string, spec: TensorSpec): TracedValue {
    return this.add({ kind: 'input', id: this.values.length, name, shape: spec.shape.slice(), dtype: spec.dtype });
  }

  /** @param values copied: the model may reuse its array for the next step */
  constant(values: HostData, spec: TensorSpec): TracedValue {
    const { shape, dtype } = spec;
    const id = this.values.length;
    return this.add({ kind: 'constant', id, values: values.slice(), shape: shape.slice(), dtype });
  }

  /** Records a kernel call and returns a value for each of its outputs. */
  call(
    kernel: string,
    inputs: readonly TracedValue[],
    attributes: KernelAttributes,
    outputs: readonly TensorSpec[],
  ): TracedValue[] {
    const firstId = this.values.length;
    const node: TracedNode = {
      kernel,
      inputs: inputs.map((value) => value.id),
      attributes,
      outputs: outputs.map((_, index) => firstId + index),
      site: this.keepsCallSites ? captureCallSite() : undefined,
    };
    this.nodes.push(node);
    return outputs.map(({ shape, dtype }, index) =>
      this.add({ kind: 'result', id: firstId + index, node, shape: shape.slice(), dtype }),
    );
  }

  private add(value: TracedValue): TracedValue {
    this.values.push(value);
    return value;
  }
}
