import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Diagnostic } from '#contract/diagnostics';
import { EXIT_CODE } from '#contract/errors/workbench-error';
import type { RunEventOf } from '#contract/events';
import type { EngineRecord, RunResult, RunStep } from '#contract/runs';
import { toStorageError } from '../engine/checkpoints/file-store';
import { writeResult } from '../engine/checkpoints/write-result';
import { sourceFingerprint } from '../engine/data/source-fingerprint';
import type { Family, PrepareContext } from '../engine/families/family';
import { runFileNames, snapshotFiles } from '../engine/pipeline/file-places';
import type { Pipeline, PipelineReport } from '../engine/pipeline/pipeline';
import { runPipeline, type PipelineEnvironment } from '../engine/pipeline/run-pipeline';
import type { StepOutputs } from '../engine/pipeline/step';
import { StepStore } from '../engine/pipeline/step-store';
import type { AttemptContext, AttemptEnd } from './attempt-context';
import { isDivergence, PipelineTrainer } from './pipeline-trainer';
import { programHash } from './step-cache';

/** Of a run that needed no network. */
const NO_NETWORK: EngineRecord = { executor: 'reference', version: '', threads: 1, choice: 'no network was trained' };

/** What is collected while the steps run. */
interface Collected {
  readonly start: number;
  readonly steps: RunStep[];
  readonly diagnostics: Diagnostic[];
  hasStarted: boolean;
}

/**
 * Runs a configuration's pipeline as one run: its events, files, checkpoints and `result.json`.
 * @returns null when the configuration asks for a plain training
 * @throws PipelineStepError; the signal's reason
 */
export async function trainPipeline(
  context: AttemptContext,
  family: Family,
  prepare: PrepareContext,
): Promise<AttemptEnd | null> {
  const collected: Collected = { start: performance.now(), steps: [], diagnostics: [], hasStarted: false };
  const trainer = new PipelineTrainer(context, (started) => {
    collected.hasStarted = true;
    context.reporter.report({
      kind: 'attempt-started',
      pid: process.pid,
      ...started,
      baselines: { ...started.baselines },
    });
  });
  const pipeline = family.pipeline?.(context.config.config, prepare, trainer) ?? null;
  if (pipeline === null) return null;
  try {
    return await runSteps(context, pipeline, trainer, collected);
  } finally {
    await trainer.dispose();
  }
}

async function runSteps(
  context: AttemptContext,
  pipeline: Pipeline,
  trainer: PipelineTrainer,
  collected: Collected,
): Promise<AttemptEnd> {
  const ended = (report: PipelineReport, status: RunResult['status']): Promise<boolean> => {
    const { environment, runFolder } = context;
    return writeResult(environment.files, runFolder, resultOf(context, trainer, collected, report, status));
  };
  try {
    const { files } = await runPipeline(pipeline.steps, pipeline.only, environmentOf(context, pipeline, collected));
    const report = await pipeline.finish(files);
    if (!collected.hasStarted) reportStart(context, report);
    await ended(report, report.stopReason === 'completed' ? 'done' : 'stopped_early');
    return { exitCode: EXIT_CODE.done, stopReason: report.stopReason };
  } catch (error) {
    if (!isDivergence(error)) throw error;
    await ended({ ...NOTHING, stopReason: 'diverged' }, 'diverged');
    return { exitCode: EXIT_CODE.diverged, stopReason: 'diverged' };
  }
}

const NOTHING: PipelineReport = {
  metrics: {},
  baselines: {},
  best: null,
  epochs: 0,
  steps: 0,
  parameters: { total: 0, trainable: 0 },
  stopReason: 'completed',
};

/** A run whose steps train no network begins and ends at once. */
function reportStart({ reporter }: AttemptContext, { parameters, baselines }: PipelineReport): void {
  reporter.report({
    kind: 'attempt-started',
    pid: process.pid,
    resumedFromStep: null,
    engine: NO_NETWORK,
    totalEpochs: 0,
    stepsPerEpoch: 0,
    parameters,
    baselines,
  });
}

function environmentOf(context: AttemptContext, pipeline: Pipeline, collected: Collected): PipelineEnvironment {
  const { config, reporter, control } = context;
  const code = createHash('sha256').update(JSON.stringify([pipeline.name, config.codeVersion, programHash()]));
  return {
    identity: {
      code: code.digest('hex'),
      seed: config.seed,
      // Of the files as they are now: a folder that changed since the run was made must not meet old outputs.
      fingerprint: sourceFingerprint(config.source.path, pipeline.isDataFile).fingerprint,
    },
    store: new StepStore(config.cacheFolder),
    signal: control.signal,
    stepStarted: (name) =>
      reporter.report({ kind: 'step', name, state: 'started', exitCode: null, durationMs: null, cached: false }),
    stepFinished(step) {
      collected.steps.push(step);
      reporter.report({ kind: 'step', state: 'finished', ...step });
      const how = step.cached ? ', from the cache' : '';
      const message = `${step.name}: exit ${step.exitCode}, ${(step.durationMs / 1000).toFixed(1)} s${how}`;
      reporter.report({ kind: 'log', level: 'info', message });
    },
    phase: (name, fraction) => reporter.report({ kind: 'phase', name, fraction }),
    log: (message, level) => reporter.report({ kind: 'log', level, message }),
    publish: (_, outputs) => publish(context, outputs, collected),
  };
}

/** Writes a step's files into the run folder and says its diagnostics and snapshots. */
async function publish(
  { environment, runFolder, reporter }: AttemptContext,
  { files, diagnostics }: StepOutputs,
  collected: Collected,
): Promise<void> {
  for (const name of runFileNames(files)) {
    const file = path.join(runFolder, ...name.split('/'));
    try {
      await environment.files.makeFolder(path.dirname(file));
      await environment.files.write(file, files[name]!);
    } catch (error) {
      throw toStorageError(file, error);
    }
  }
  for (const diagnostic of diagnostics) {
    collected.diagnostics.push(diagnostic);
    reporter.report({ kind: 'diagnostic', diagnostic });
  }
  for (const { name, bytes } of snapshotFiles(files)) {
    const data = JSON.parse(new TextDecoder().decode(bytes)) as RunEventOf<'snapshot'>['data'];
    reporter.report({ kind: 'snapshot', name, step: 0, epoch: 0, data });
  }
}

function resultOf(
  { config }: AttemptContext,
  trainer: PipelineTrainer,
  { start, steps, diagnostics }: Collected,
  { best, metrics, baselines, epochs, steps: optimizerSteps, parameters, stopReason }: PipelineReport,
  status: RunResult['status'],
): RunResult {
  return {
    schemaVersion: 1,
    runId: config.runId,
    status,
    stopReason,
    epochs,
    steps: optimizerSteps,
    metrics,
    best: best && {
      metric: best.metric,
      split: best.split,
      value: best.value,
      epoch: best.epoch,
      checkpointId: `${config.runId}:${best.role}`,
    },
    baselines,
    durationMs: performance.now() - start,
    samplesPerSecond: trainer.samplesPerSecond,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    engine: trainer.engine ?? NO_NETWORK,
    diagnostics,
    parameters,
    pipelineSteps: steps,
  };
}
