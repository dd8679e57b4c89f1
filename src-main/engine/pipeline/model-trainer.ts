import type { BestValue } from '#contract/checkpoint-files';
import type { RunResult } from '#contract/runs';
import type { ForwardPass } from '../backend/executor';
import type { CheckpointContent } from '../checkpoints/checkpoint';
import type { JsonValue, TrainingTask } from '../families/family';

/** A network that a step has trained, with the weights it ships. */
export interface TrainedNetwork {
  readonly forward: ForwardPass;
  /** Everything a checkpoint of the shipped weights holds. */
  readonly content: NetworkContent;
  readonly facts: TrainingFacts;
  /** Frees what it holds; the weights in `content` stay. */
  dispose(): void;
}

/** How a training went, without times. */
export interface TrainingFacts {
  readonly epochs: number;
  /** Optimiser steps. */
  readonly steps: number;
  /** Of the shipped weights; null when its monitor never had a value and the last ones are shipped. */
  readonly best: BestValue | null;
  readonly stopReason: 'completed' | 'early_stopping' | 'not_learning';
  readonly parameters: RunResult['parameters'];
}

/** A trained network as files: without the run that trained it, and without times, so that equal trainings are equal. */
export type NetworkContent = Omit<CheckpointContent, 'config' | 'roles' | 'taskTensors'>;

/** Trains networks for the steps of a pipeline, one after another, with the run's executor. */
export interface ModelTrainer {
  /**
   * Trains the run's own network: its epochs are the run's, its checkpoints lie in the run folder, and a run that was
   * interrupted goes on from them.
   * @throws LossDivergedError; the signal's reason when the run is asked to stop
   */
  trainOwn(task: TrainingTask): Promise<TrainedNetwork>;
  /** Trains a network beside it: without checkpoints, events or an effect on the run. @throws as trainOwn */
  trainAside(task: TrainingTask): Promise<TrainedNetwork>;
  /** Takes a network that another run has trained as this run's own: writes its checkpoint. */
  adopt(content: NetworkContent, facts: TrainingFacts): Promise<void>;
  /**
   * Writes a checkpoint with the weights of the run's own network and more preprocessing.
   * @param role that names it: `RUN:<role>`
   */
  publish(role: string, content: NetworkContent, preprocessing: JsonValue): Promise<void>;
}
