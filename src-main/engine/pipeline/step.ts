import type { Diagnostic } from '#contract/diagnostics';
import type { JsonValue } from '../families/family';

/**
 * Files by name, with `/` between folders. What a name begins with says where the file goes:
 * `internal/` stays in the cache, for later steps; `snapshots/<name>.json` is reported for the screens; everything else
 * is also written into the run folder under that name.
 */
export type StepFiles = Readonly<Record<string, Uint8Array>>;

/** What a step makes: all that later steps and the screens need, so that it can be read back instead of computed. */
export interface StepOutputs {
  readonly files: StepFiles;
  /** Fallbacks that were taken and other warnings; said again when the outputs come from the cache. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a step works with. */
export interface StepContext {
  /** Files of the steps that it names as inputs, by step. */
  readonly inputs: Readonly<Record<string, StepFiles>>;
  readonly signal: AbortSignal;
  /** What is being done, for the progress line. */
  phase(name: string, fraction: number | null): void;
  log(message: string): void;
  /**
   * A piece of the step that is kept on its own until the step is done: an interrupted run does not compute it again.
   * @param name unique within the step
   */
  part(name: string, make: () => Promise<StepFiles>): Promise<StepFiles>;
}

/** One step of a pipeline: a function of its inputs, its settings, the seed and the data source, and nothing else. */
export interface PipelineStep {
  readonly name: string;
  /** Names of earlier steps whose files it reads. */
  readonly inputs: readonly string[];
  /** Every configuration value that it reads; a value that is missing here makes the cache lie. */
  readonly settings: JsonValue;
  /** Raised whenever its code gives other outputs. */
  readonly version: number;
  /** @throws subclasses of WorkbenchError; the signal's reason */
  run(context: StepContext): Promise<StepOutputs>;
  /** What the run needs beside the files when they were read back, such as a checkpoint of its own. */
  restore?(files: StepFiles): Promise<void>;
}
