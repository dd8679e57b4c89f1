import type { LoweredGraph, LoweredValue } from '../../../compiler/lowering/lowered-graph';
import type { TensorFlowProcess } from '../native/eager-context';
import { FeedTensor, readHandle } from '../native/native-tensor';
import type { FunctionLease, FunctionPool } from './function-pool';

/** JavaScript's memory of a step's inputs or outputs, by their names in the graph. */
export type StepBuffers = Readonly<Record<string, NodeJS.ArrayBufferView>>;

/** A step loaded for one signature: its function, the tensors it is fed through, and the handles of one call. */
export class LoadedStep {
  private readonly lease: FunctionLease;
  private readonly feeds: readonly FeedTensor[];
  private readonly args: BigUint64Array;
  private readonly results: BigUint64Array;

  /** @throws TensorFlowCallError when TensorFlow refuses the graph */
  constructor(
    private readonly process: TensorFlowProcess,
    private readonly graph: LoweredGraph,
    pool: FunctionPool,
  ) {
    this.lease = pool.lease(graph);
    this.feeds = graph.inputs.map(({ dtype, shape }) => new FeedTensor(process.library, dtype, shape));
    this.args = BigUint64Array.from(this.feeds, ({ handle }) => handle);
    this.results = new BigUint64Array(graph.outputs.length);
  }

  get outputs(): readonly LoweredValue[] {
    return this.graph.outputs;
  }

  /**
   * Copies the inputs in, runs the step, and copies the results out.
   * @throws TensorFlowCallError, and RangeError for a buffer of the wrong size
   */
  run(inputs: StepBuffers, outputs: StepBuffers): void {
    this.graph.inputs.forEach(({ name }, index) => this.feeds[index]!.write(inputs[name]!));
    this.lease.function.call(this.args, this.results);
    const { library } = this.process;
    try {
      this.graph.outputs.forEach(({ name }, index) => readHandle(library, this.results[index]!, outputs[name]!));
    } finally {
      for (const handle of this.results) library.TFE_DeleteTensorHandle(handle);
    }
  }

  dispose(): void {
    this.lease.release();
    for (const feed of this.feeds) feed.dispose();
  }
}
