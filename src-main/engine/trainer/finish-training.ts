import path from 'node:path';
import type { BestValue } from '#contract/checkpoint-files';
import type { MetricsBySplit, RunResult } from '#contract/runs';
import { toStorageError } from '../checkpoints/file-store';
import { restoreParameters } from '../checkpoints/parameter-tensors';
import { toCsv } from '../checkpoints/prediction-csv';
import type { PredictionTable } from '../families/family';
import { roleOf } from './best-values';
import type { LoopOutcome, TrainingLoop } from './training-loop';
import type { TrainingSetup } from './training-setup';

/** The part of a result that the loop knows; the worker adds the run's identity. */
export type TrainingResult = Omit<RunResult, 'schemaVersion' | 'runId' | 'best'> & { readonly best: BestValue | null };

const STATUS = { completed: 'done', early_stopping: 'stopped_early', not_learning: 'stopped_early' } as const;

/**
 * Restores the weights of the best epoch by the shipped monitor; the last ones stay when it never had a value.
 * @returns that best value
 */
export async function restoreShipped(
  { task, parameters, runFolder }: TrainingSetup,
  loop: TrainingLoop,
): Promise<BestValue | null> {
  const role = roleOf(task.options.monitor);
  const weights = await loop.checkpoints.weightsOf(role);
  if (!weights) return null;
  restoreParameters(parameters, weights, path.join(runFolder, 'checkpoints', loop.checkpoints.roles[role] ?? role));
  return loop.state.best.find((entry) => entry.role === role) ?? null;
}

async function writePredictions(
  { files, runFolder }: TrainingSetup,
  name: string,
  predictions: PredictionTable,
): Promise<void> {
  const file = path.join(runFolder, 'predictions', `${name}.csv`);
  try {
    await files.makeFolder(path.dirname(file));
    await files.write(file, new TextEncoder().encode(toCsv(predictions)));
  } catch (error) {
    throw toStorageError(file, error);
  }
}

/** Evaluates every split once with the weights that are shipped; the only look at `test`. */
async function evaluateShipped(setup: TrainingSetup, loop: TrainingLoop): Promise<MetricsBySplit> {
  const metrics: MetricsBySplit = {};
  for (const split of setup.task.splits) {
    setup.reporter.report({ kind: 'phase', name: `evaluating ${split}`, fraction: null });
    const evaluation = await setup.task.evaluate(split, loop.forward);
    metrics[split] = evaluation.metrics;
    await writePredictions(setup, split, evaluation.predictions);
    const baselines = setup.task.baselinePredictions?.(split) ?? {};
    for (const [id, table] of Object.entries(baselines)) await writePredictions(setup, `${split}.${id}`, table);
  }
  return metrics;
}

function summary({ task, parameters, engine }: TrainingSetup, { state }: TrainingLoop) {
  return {
    epochs: state.epoch,
    steps: state.step,
    baselines: { ...task.baselines },
    durationMs: state.elapsedMs(),
    samplesPerSecond: state.trainingMs > 0 ? (state.trainedSamples / state.trainingMs) * 1000 : 0,
    peakMemoryBytes: state.peakMemoryBytes(),
    engine,
    diagnostics: [...state.diagnostics],
    parameters: { total: parameters.values.length, trainable: parameters.trainableLength },
  };
}

/**
 * Turns the end of a loop into a result: restores the shipped weights, evaluates each split once and writes
 * `predictions/<split>.csv`, and `predictions/<split>.<baseline>.csv` where the task has predictions of baselines. A diverged run is not evaluated; its best checkpoint stays as it is.
 * @throws DiskFullError, FolderNotWritableError, CheckpointDamagedError
 */
export async function finishTraining(
  setup: TrainingSetup,
  loop: TrainingLoop,
  outcome: Exclude<LoopOutcome, { kind: 'interrupted' }>,
): Promise<TrainingResult> {
  if (outcome.kind === 'diverged') {
    const role = roleOf(setup.task.options.monitor);
    const best = loop.state.best.find((entry) => entry.role === role) ?? null;
    return { status: 'diverged', stopReason: 'diverged', metrics: {}, best, ...summary(setup, loop) };
  }
  const best = await restoreShipped(setup, loop);
  const metrics = await evaluateShipped(setup, loop);
  return { status: STATUS[outcome.reason], stopReason: outcome.reason, metrics, best, ...summary(setup, loop) };
}
