import { createHash } from 'node:crypto';
import type { LoweredGraph } from '../../../compiler/lowering/lowered-graph';
import { encodeModel } from '../../../compiler/onnx/encode-model';
import type { TensorFlowProcess } from '../native/eager-context';
import { StepFunction, type RunMode } from './step-function';

interface PooledFunction {
  readonly function: StepFunction;
  users: number;
}

/** A function in use; give it back exactly once. */
export interface FunctionLease {
  readonly function: StepFunction;
  release(): void;
}

/** Functions without a user that are kept: XLA takes seconds to compile one, and evaluations come again. */
const IDLE_LIMIT = 8;

/**
 * Functions by the content of their graph. Parameters are arguments, so runs with one graph (the seeds of an ablation)
 * share a function and what XLA compiled for it.
 */
export class FunctionPool {
  /** In order of use, least recent first. */
  private readonly functions = new Map<string, PooledFunction>();

  constructor(
    private readonly process: TensorFlowProcess,
    private readonly mode: RunMode,
  ) {}

  /** @throws TensorFlowCallError when TensorFlow refuses the graph */
  lease(graph: LoweredGraph): FunctionLease {
    const key = createHash('sha256').update(encodeModel(graph)).digest('hex');
    const pooled = this.functions.get(key) ?? { function: new StepFunction(this.process, graph, this.mode), users: 0 };
    this.functions.delete(key);
    this.functions.set(key, pooled);
    pooled.users++;
    return { function: pooled.function, release: () => this.giveBack(pooled) };
  }

  /** Frees every function. Leases must have been released. */
  dispose(): void {
    for (const pooled of this.functions.values()) pooled.function.dispose();
    this.functions.clear();
  }

  private giveBack(pooled: PooledFunction): void {
    pooled.users--;
    const idle = [...this.functions].filter(([, { users }]) => users === 0);
    for (const [key, { function: unused }] of idle.slice(0, Math.max(0, idle.length - IDLE_LIMIT))) {
      this.functions.delete(key);
      unused.dispose();
    }
  }
}
