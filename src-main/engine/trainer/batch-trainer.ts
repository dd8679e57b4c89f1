import { LossDivergedError } from '#contract/errors/run-errors';
import type { StepResult, TrainingStep } from '../backend/executor';
import type { TrainingBatch } from '../families/family';
import { clipByGlobalNorm } from '../optimizers/clip-by-global-norm';
import type { VectorKernels } from '../optimizers/vector-kernels';
import { drawNoise } from './draw-noise';
import type { StepFacts } from './epoch-sums';
import type { ResumableParts } from './resumable-parts';
import type { TrainingSetup } from './training-setup';
import { zeroRowGradients } from './zero-rows';

/** One update, or the reason why none was made. */
export type BatchOutcome =
  | { readonly kind: 'trained'; readonly facts: StepFacts; readonly result: StepResult }
  | { readonly kind: 'diverged'; readonly error: LossDivergedError };

/** One optimiser step: noise, loss and gradients, clipping by the global norm, update. */
export class BatchTrainer {
  private readonly training: TrainingStep;
  private readonly clearZeroRows: () => void;

  constructor(
    private readonly setup: Pick<TrainingSetup, 'task' | 'parameters' | 'executor' | 'filler'>,
    private readonly parts: Pick<ResumableParts, 'optimizer' | 'schedule'>,
    private readonly kernels: VectorKernels,
  ) {
    const { executor, task, parameters } = setup;
    this.training = executor.training(task.model.loss, parameters, task.model.cut);
    this.clearZeroRows = zeroRowGradients(parameters, task.model.parameters);
  }

  /**
   * Changes the parameters, unless loss or gradient norm is not finite: then they stay as they were.
   * @param stepIndex steps done before, from 0
   * @param scheduledStep where the learning rate stands, in steps
   */
  async train(batch: TrainingBatch, stepIndex: number, scheduledStep: number): Promise<BatchOutcome> {
    const { parameters, task, filler } = this.setup;
    const { seed, maxGradientNorm } = task.options;
    const started = performance.now();
    const result = await this.training.run({ ...batch.inputs, ...drawNoise(batch.noise, seed, stepIndex, filler) });
    this.clearZeroRows();
    const gradientNorm = clipByGlobalNorm(parameters.gradients, maxGradientNorm ?? Infinity, this.kernels);
    const learningRate = this.parts.schedule.learningRate(scheduledStep);
    const error = divergence(result.loss, gradientNorm, stepIndex + 1, learningRate);
    if (error) return { kind: 'diverged', error };
    this.parts.optimizer.step(parameters, { learningRate, stepIndex });
    const wasClipped = maxGradientNorm !== null && gradientNorm > maxGradientNorm;
    const durationMs = performance.now() - started;
    return {
      kind: 'trained',
      result,
      facts: { loss: result.loss, samples: batch.samples, gradientNorm, wasClipped, durationMs },
    };
  }

  dispose(): void {
    this.training.dispose();
  }
}

function divergence(loss: number, gradientNorm: number, step: number, learningRate: number): LossDivergedError | null {
  if (!Number.isFinite(loss)) return new LossDivergedError('loss', loss, step, learningRate);
  if (!Number.isFinite(gradientNorm)) return new LossDivergedError('gradient norm', gradientNorm, step, learningRate);
  return null;
}
