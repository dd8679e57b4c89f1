import type { Split } from '#contract/ids';
import type { MetricsBySplit, RunResult } from '#contract/runs';
import type { PipelineStep, StepFiles } from './step';

/** What the result of a run says about a pipeline. */
export interface PipelineReport {
  readonly metrics: MetricsBySplit;
  readonly baselines: RunResult['baselines'];
  /** What was best of the run's own network, with the role of the checkpoint that is shipped. */
  readonly best: {
    readonly metric: string;
    readonly split: Split;
    readonly value: number;
    readonly epoch: number;
    readonly role: string;
  } | null;
  readonly epochs: number;
  /** Optimiser steps of the run's own network. */
  readonly steps: number;
  readonly parameters: RunResult['parameters'];
  readonly stopReason: RunResult['stopReason'];
}

/** Steps of one run, in order. Everything about them is data; `run-pipeline.ts` does the rest. */
export interface Pipeline {
  readonly name: string;
  readonly steps: readonly PipelineStep[];
  /** The one step that was asked for; null: all. */
  readonly only: string | null;
  /** Which files of a source decide its content. */
  readonly isDataFile: (file: string) => boolean;
  /** Called when the steps are done. @param files by step */
  finish(files: Readonly<Record<string, StepFiles>>): Promise<PipelineReport>;
}
