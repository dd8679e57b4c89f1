import type { LoweredGraph, LoweredValue } from '../../../compiler/lowering/lowered-graph';
import type { TensorFlowProcess } from '../native/eager-context';
import { FeedTensor, readHandle } from '../native/native-tensor';
import type { FunctionLease, FunctionPool } from './function-pool';
import type { StepCall } from './step-function';

/** JavaScript's memory of a step's inputs or outputs, by their names in the graph. */
export type StepBuffers = Readonly<Record<string, NodeJS.ArrayBufferView>>;

/** A step loaded for one signature: its function, the tensors it is fed through, and the handles of one call. */
export class LoadedStep {
  private readonly lease: FunctionLease;
  private readonly call: StepCall;
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
    this.call = this.lease.function.newCall();
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
    this.feed(inputs);
    this.call.run(this.args, this.results);
    this.takeResults(outputs);
  }

  /** As {@link run}, on another thread from the moment the inputs are copied, which is before this returns. */
  async runBeside(inputs: StepBuffers, outputs: StepBuffers): Promise<void> {
    this.feed(inputs);
    await this.call.runBeside(this.args, this.results);
    this.takeResults(outputs);
  }

  dispose(): void {
    this.call.dispose();
    this.lease.release();
    for (const feed of this.feeds) feed.dispose();
  }

  private feed(inputs: StepBuffers): void {
    this.graph.inputs.forEach(({ name }, index) => this.feeds[index]!.write(inputs[name]!));
  }

  private takeResults(outputs: StepBuffers): void {
    const { library } = this.process;
    try {
      this.graph.outputs.forEach(({ name }, index) => readHandle(library, this.results[index]!, outputs[name]!));
    } finally {
      for (const handle of this.results) library.TFE_DeleteTensorHandle(handle);
    }
  }
}
