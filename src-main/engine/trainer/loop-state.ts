import {
  CHECKPOINT_SCHEMA_VERSION,
  type BestValue,
  type EpochSums,
  type TrainingState,
} from '#contract/checkpoint-files';
import type { Diagnostic } from '#contract/diagnostics';
import type { EngineRecord } from '#contract/runs';
import { EMPTY_SUMS } from './epoch-sums';

/** Why training is over, when it is. */
export type FinishReason = NonNullable<TrainingState['stopReason']>;

/** What the loop counts and remembers beside weights, optimiser and schedule; all of it is in `state.json`. */
export class LoopState {
  /** Optimiser steps done. */
  step = 0;
  /** Epochs finished. */
  epoch = 0;
  sums: EpochSums = EMPTY_SUMS;
  stopReason: FinishReason | null = null;
  best: readonly BestValue[] = [];
  trainedSamples = 0;
  trainingMs = 0;
  readonly diagnostics: Diagnostic[] = [];
  private elapsedBefore = 0;
  private peakBefore = 0;
  private pausedMs = 0;
  private readonly startedAt = performance.now();

  constructor(private readonly engine: EngineRecord) {}

  /** Takes over the counters of a checkpoint of the same run. */
  restore(state: TrainingState): void {
    this.step = state.step;
    this.epoch = state.epoch;
    this.sums = state.sums;
    this.stopReason = state.stopReason;
    this.best = state.best;
    this.trainedSamples = state.trainedSamples;
    this.trainingMs = state.trainingMs;
    this.diagnostics.push(...state.diagnostics);
    this.elapsedBefore = state.elapsedMs;
    this.peakBefore = state.peakMemoryBytes;
  }

  addPause(milliseconds: number): void {
    this.pausedMs += milliseconds;
  }

  /** Time of all attempts in the loop, without pauses. */
  elapsedMs(): number {
    return this.elapsedBefore + (performance.now() - this.startedAt - this.pausedMs);
  }

  /** Largest resident memory of the process over all attempts, bytes. */
  peakMemoryBytes(): number {
    return Math.max(this.peakBefore, process.resourceUsage().maxRSS * 1024);
  }

  /** @returns the plain form, with what other parts carry */
  toState(parts: Pick<TrainingState, 'schedule' | 'earlyStopping' | 'notLearning' | 'roles' | 'task'>): TrainingState {
    return {
      schemaVersion: CHECKPOINT_SCHEMA_VERSION,
      step: this.step,
      epoch: this.epoch,
      sums: this.sums,
      stopReason: this.stopReason,
      best: [...this.best],
      engine: this.engine,
      elapsedMs: this.elapsedMs(),
      trainingMs: this.trainingMs,
      trainedSamples: this.trainedSamples,
      peakMemoryBytes: this.peakMemoryBytes(),
      diagnostics: [...this.diagnostics],
      ...parts,
    };
  }
}
