import type { RunConfig } from '#contract/run-config';
import type { StopReason } from '#contract/runs';
import type { RunReporter } from '../engine/trainer/run-reporter';
import type { SeedsTogether } from './seeds-together';
import type { WorkerControl } from './worker-control';
import type { WorkerEnvironment } from './worker-environment';

/** How an attempt ended in order. */
export interface AttemptEnd {
  readonly exitCode: number;
  readonly stopReason: StopReason | null;
}

/** What one attempt works with. */
export interface AttemptContext {
  readonly environment: WorkerEnvironment;
  readonly runFolder: string;
  readonly config: RunConfig;
  readonly reporter: RunReporter;
  readonly control: WorkerControl;
  /** What it shares with the other seeds of this process; null when it is alone. */
  readonly together: SeedsTogether | null;
}
