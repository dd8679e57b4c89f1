import type { EngineConfig } from '#contract/config/engine';
import { EXIT_CODE } from '#contract/errors/workbench-error';
import type { RunConfig } from '#contract/run-config';
import { writeResult } from '../engine/checkpoints/write-result';
import type { Family, PrepareContext, TrainingTask } from '../engine/families/family';
import { createWasmRandomFiller } from '../engine/random/wasm-random-filler';
import { finishTraining } from '../engine/trainer/finish-training';
import { initializeParameters } from '../engine/trainer/initialize-parameters';
import { createModelStore } from '../engine/trainer/model-store';
import { checkpointSkippedDiagnostic } from '../engine/trainer/trainer-diagnostics';
import { TrainingLoop, type LoopOutcome } from '../engine/trainer/training-loop';
import type { TrainingSetup, TrainingStart } from '../engine/trainer/training-setup';
import type { AttemptContext, AttemptEnd } from './attempt-context';
import { toRunResult } from './run-result';
import type { SelectedExecutor } from './seeds-together';
import { selectExecutor, type SelectionContext } from './select-executor';
import { stepCache } from './step-cache';
import { trainPipeline } from './train-pipeline';
import { findTrainingStart, type FoundStart } from './training-start';

/** What a family prepares a run with. */
const prepareContext = ({ config, reporter, control, together }: AttemptContext): PrepareContext => ({
  seed: config.seed,
  source: config.source,
  cacheFolder: config.cacheFolder,
  phase: (name, fraction) => reporter.report({ kind: 'phase', name, fraction }),
  signal: control.signal,
  ...(together && { shared: together.values }),
});

function reportStart({ reporter }: AttemptContext, { start }: FoundStart, setup: TrainingSetup): void {
  const { task, parameters, engine } = setup;
  reporter.report({
    kind: 'attempt-started',
    pid: process.pid,
    resumedFromStep: start?.kind === 'resume' ? start.checkpoint.state.step : null,
    engine,
    totalEpochs: task.options.epochs,
    stepsPerEpoch: task.stepsPerEpoch,
    parameters: { total: parameters.values.length, trainable: parameters.trainableLength },
    baselines: { ...task.baselines },
  });
}

/** What the run trains on, for its log, before the first step. */
function reportFacts({ reporter }: AttemptContext, { facts }: TrainingTask): void {
  for (const { group, label, value, state } of facts) {
    const level = state === 'warning' ? 'warning' : 'info';
    reporter.report({ kind: 'log', level, message: `${group}: ${label}: ${value}` });
  }
}

const engineConfig = ({ config }: RunConfig): EngineConfig => config.engine;

/** Weights of another family are left to the check of their names and shapes, which says what is missing. */
function checkStart(family: Family, { config }: RunConfig, { start }: FoundStart): void {
  if (start?.checkpoint.family !== family.id) return;
  family.checkStart?.(config, start.checkpoint.preprocessing, start.kind !== 'transfer');
}

/** An executor of the run's own, or the one that it shares with the other seeds. */
function executorOf(
  { config, reporter, together }: AttemptContext,
  context: Omit<SelectionContext, 'surroundings'>,
): Promise<SelectedExecutor> {
  const cache = stepCache(config.config, config.codeVersion, config.cacheFolder);
  const warn = (message: string): void => reporter.report({ kind: 'log', level: 'warning', message });
  if (!together) return selectExecutor(engineConfig(config), { ...context, surroundings: { cache, onWarning: warn } });
  const onWarning = (message: string): void => together.warn(message);
  return together.select(choiceKey(context.start), () =>
    selectExecutor(engineConfig(config), { ...context, surroundings: { cache, onWarning } }),
  );
}

/** A resumed run stays with what it began with: only seeds that began with the same share it. */
function choiceKey(start: TrainingStart | null): string {
  if (start?.kind !== 'resume') return 'new';
  const { executor, parallel = 'operations' } = start.checkpoint.state.engine;
  return `${executor} ${parallel}`;
}

/** Everything up to the first step. */
async function prepareLoop(
  context: AttemptContext,
  family: Family,
): Promise<{ readonly setup: TrainingSetup; readonly loop: TrainingLoop }> {
  const { environment, runFolder, config, reporter, control } = context;
  const found = await findTrainingStart(environment.files, runFolder, config);
  checkStart(family, config, found);
  const task = await family.prepare(config.config, prepareContext(context));
  const { parameters, kernels } = createModelStore(task.model);
  const filler = createWasmRandomFiller();
  initializeParameters(parameters, task.model.parameters, task.options.seed, filler);
  const { start } = found;
  const { executor, engine } = await executorOf(context, { task, parameters, filler, start });
  const setup: TrainingSetup = {
    family: config.family,
    task,
    parameters,
    executor,
    engine,
    filler,
    reporter,
    control,
    runFolder,
    start,
    files: environment.files,
    config,
  };
  reportStart(context, found, setup);
  if (start?.kind !== 'resume') reportFacts(context, task);
  const loop = new TrainingLoop(setup, kernels);
  await loop.begin();
  for (const error of found.damaged) loop.diagnose(checkpointSkippedDiagnostic(error));
  return { setup, loop };
}

async function conclude(
  { environment, config, runFolder, control }: AttemptContext,
  setup: TrainingSetup,
  loop: TrainingLoop,
  outcome: LoopOutcome,
): Promise<AttemptEnd> {
  if (outcome.kind === 'interrupted') {
    return { exitCode: control.isCancelled ? EXIT_CODE.cancelled : EXIT_CODE.interrupted, stopReason: outcome.reason };
  }
  const result = await finishTraining(setup, loop, outcome);
  await writeResult(environment.files, runFolder, toRunResult(config, result));
  return { exitCode: outcome.kind === 'diverged' ? EXIT_CODE.diverged : EXIT_CODE.done, stopReason: result.stopReason };
}

/** Trains a run from where it stands to its end, or to where it is stopped. */
export async function trainRun(context: AttemptContext): Promise<AttemptEnd> {
  const family = await context.environment.loadFamily(context.config.family);
  return (await trainPipeline(context, family, prepareContext(context))) ?? trainModel(context, family);
}

/** A plain run: one training. */
async function trainModel(context: AttemptContext, family: Family): Promise<AttemptEnd> {
  const { setup, loop } = await prepareLoop(context, family);
  try {
    return await conclude(context, setup, loop, await loop.run());
  } finally {
    loop.dispose();
    await setup.executor.dispose();
  }
}
