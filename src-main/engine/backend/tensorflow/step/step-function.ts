import type { LoweredGraph } from '../../../compiler/lowering/lowered-graph';
import { convertGraph } from '../conversion/convert-graph';
import type { Pointer } from '../native/c-api';
import type { TensorFlowProcess } from '../native/eager-context';

/** How a function is run. */
export interface RunMode {
  /** Compiled as a whole by XLA at its first call, which may take seconds. */
  readonly isXla: boolean;
  /** Full name; without it TensorFlow places every operation itself. */
  readonly device: string | undefined;
}

/** Functions stay known to TensorFlow by name, so no name is used twice in a process. */
let functionCount = 0;

const SINGLE_THREADED = 'SINGLE_THREADED_EXECUTOR';

/** A lowered graph as a TensorFlow function that can be called, also on several threads at once. */
export class StepFunction {
  private readonly name: string;

  /** @throws TensorFlowCallError when TensorFlow refuses the graph */
  constructor(
    private readonly process: TensorFlowProcess,
    graph: LoweredGraph,
    private readonly mode: RunMode,
  ) {
    const { library, context } = process;
    this.name = `step_${functionCount++}`;
    const made = convertGraph(library, graph, { name: this.name, isXla: mode.isXla });
    library.TFE_ContextAddFunction(context, made, library.status);
    library.TF_DeleteFunction(made);
    library.check('TFE_ContextAddFunction');
  }

  /** @returns a way to call it; one call at a time. The caller disposes of it */
  newCall(): StepCall {
    return new StepCall(this.process, this.name, this.mode);
  }

  /** Its calls must have been disposed of. */
  dispose(): void {
    const { library, context } = this.process;
    library.TFE_ContextRemoveFunction(context, this.name, library.status);
    library.check('TFE_ContextRemoveFunction');
  }
}

/** Calls a function again and again. */
export class StepCall {
  private readonly operation: Pointer;
  private readonly resultCount = new Int32Array(1);
  private isFresh = true;

  /** @throws TensorFlowCallError */
  constructor(
    private readonly process: TensorFlowProcess,
    private readonly name: string,
    private readonly mode: RunMode,
  ) {
    const { library, context } = process;
    this.operation = library.TFE_NewOp(context, name, library.status);
    library.check('TFE_NewOp');
  }

  /**
   * @param args    handles of the arguments, in the order of the graph's inputs
   * @param results receives new handles in the order of the graph's outputs; the caller deletes them
   * @throws TensorFlowCallError
   */
  run(args: BigUint64Array, results: BigUint64Array): void {
    const { library } = this.process;
    this.prepare(args);
    this.resultCount[0] = results.length;
    library.TFE_Execute(this.operation, results, this.resultCount, library.status);
    library.check('TFE_Execute');
  }

  /** As {@link run}, on another thread. @throws TensorFlowCallError */
  async runBeside(args: BigUint64Array, results: BigUint64Array): Promise<void> {
    const { library } = this.process;
    this.prepare(args);
    this.resultCount[0] = results.length;
    const status = library.TF_NewStatus();
    try {
      await library.executeBeside(this.operation, results, this.resultCount, status);
      library.check('TFE_Execute', status);
    } finally {
      library.TF_DeleteStatus(status);
    }
  }

  dispose(): void {
    this.process.library.TFE_DeleteOp(this.operation);
  }

  /** An operation forgets its arguments and attributes with every execution. */
  private prepare(args: BigUint64Array): void {
    const { library, threads } = this.process;
    const { operation, mode } = this;
    if (!this.isFresh) library.TFE_OpReset(operation, this.name, null, library.status);
    this.isFresh = false;
    if (mode.device !== undefined) library.TFE_OpSetDevice(operation, mode.device, library.status);
    library.TFE_OpAddInputList(operation, args, args.length, library.status);
    library.check('TFE_OpAddInputList');
    if (mode.isXla) library.TFE_OpSetAttrBool(operation, '_XlaMustCompile', 1);
    // Spares the hand-over to a pool: 4.5 against 5.1 ms for an attention block, within the noise for most others.
    else if (threads === 1)
      library.TFE_OpSetAttrString(operation, 'executor_type', SINGLE_THREADED, SINGLE_THREADED.length);
  }
}
