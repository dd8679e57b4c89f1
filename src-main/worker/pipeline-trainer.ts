import path from 'node:path';
import { LossDivergedError } from '#contract/errors/run-errors';
import type { EngineRecord } from '#contract/runs';
import type { Executor } from '../engine/backend/executor';
import type { LoadedCheckpoint } from '../engine/checkpoints/checkpoint';
import { loadCheckpoint } from '../engine/checkpoints/load-checkpoint';
import { memoryFileStore } from '../engine/checkpoints/memory-file-store';
import { findNewestCheckpoint } from '../engine/checkpoints/find-checkpoints';
import type { FileStore } from '../engine/checkpoints/file-store';
import type { JsonValue, TrainingTask } from '../engine/families/family';
import type { ModelTrainer, NetworkContent, TrainedNetwork, TrainingFacts } from '../engine/pipeline/model-trainer';
import { createWasmRandomFiller } from '../engine/random/wasm-random-filler';
import { roleOf } from '../engine/trainer/best-values';
import { CheckpointKeeper } from '../engine/trainer/checkpoint-keeper';
import { restoreShipped } from '../engine/trainer/finish-training';
import { initializeParameters } from '../engine/trainer/initialize-parameters';
import { createModelStore, type ModelStore } from '../engine/trainer/model-store';
import type { RunReporter } from '../engine/trainer/run-reporter';
import { checkpointSkippedDiagnostic } from '../engine/trainer/trainer-diagnostics';
import { TrainingLoop, type LoopOutcome } from '../engine/trainer/training-loop';
import type { TrainingSetup, TrainingStart } from '../engine/trainer/training-setup';
import type { AttemptContext } from './attempt-context';
import { selectExecutor } from './select-executor';
import { stepCache } from './step-cache';
import { findTrainingStart, type FoundStart } from './training-start';

const SILENT: RunReporter = { report: () => {}, flush: () => {} };
const FROM_THE_START: FoundStart = { start: null, damaged: [] };
/** Of a run that took its network from the cache. */
const NOT_TRAINED_HERE = 'taken from the cache';

/** Where one training reports and keeps its checkpoints. */
interface TrainingPlace {
  readonly reporter: RunReporter;
  readonly files: FileStore;
  readonly runFolder: string;
}

interface ChosenExecutor {
  readonly executor: Executor;
  readonly engine: EngineRecord;
}

/** The trainer of a pipeline run: one executor for all its networks. */
export class PipelineTrainer implements ModelTrainer {
  private chosen: ChosenExecutor | null = null;
  private adoptedEngine: EngineRecord | null = null;
  /** Of the run's own network; 0 when it was not trained here. */
  samplesPerSecond = 0;
  private readonly filler = createWasmRandomFiller();
  private readonly keeper: CheckpointKeeper;

  /** @param onStart called when the run's own network begins to train or was adopted: the attempt has begun */
  constructor(
    private readonly context: AttemptContext,
    private readonly onStart: (started: {
      readonly engine: EngineRecord;
      readonly resumedFromStep: number | null;
      readonly totalEpochs: number;
      readonly stepsPerEpoch: number;
      readonly parameters: TrainingFacts['parameters'];
      readonly baselines: TrainingTask['baselines'];
    }) => void,
  ) {
    const { environment, runFolder, reporter } = context;
    this.keeper = new CheckpointKeeper(environment.files, path.join(runFolder, 'checkpoints'), reporter, (diagnostic) =>
      reporter.report({ kind: 'diagnostic', diagnostic }),
    );
  }

  /** How the run's own network was trained; null when it was neither trained nor adopted. */
  get engine(): EngineRecord | null {
    return this.chosen?.engine ?? this.adoptedEngine;
  }

  async trainOwn(task: TrainingTask): Promise<TrainedNetwork> {
    const { environment, runFolder, config, reporter } = this.context;
    const found = await findTrainingStart(environment.files, runFolder, config);
    const place = { reporter, files: environment.files, runFolder };
    return this.train(task, place, found, ({ parameters }, engine) =>
      this.onStart({
        engine,
        resumedFromStep: found.start?.kind === 'resume' ? found.start.checkpoint.state.step : null,
        totalEpochs: task.options.epochs,
        stepsPerEpoch: task.stepsPerEpoch,
        parameters: { total: parameters.values.length, trainable: parameters.trainableLength },
        baselines: task.baselines,
      }),
    );
  }

  trainAside(task: TrainingTask): Promise<TrainedNetwork> {
    const place = { reporter: SILENT, files: memoryFileStore(), runFolder: path.resolve('aside') };
    return this.train(task, place, FROM_THE_START, () => {});
  }

  async adopt(content: NetworkContent, facts: TrainingFacts): Promise<void> {
    const { environment, runFolder } = this.context;
    const { engine } = content.state;
    this.adoptedEngine = { ...engine, choice: NOT_TRAINED_HERE };
    const { checkpoint } = await findNewestCheckpoint(environment.files, path.join(runFolder, 'checkpoints'));
    this.onStart({
      engine: this.adoptedEngine,
      resumedFromStep: checkpoint?.state.step ?? null,
      totalEpochs: facts.epochs,
      stepsPerEpoch: facts.epochs === 0 ? 0 : Math.round(facts.steps / facts.epochs),
      parameters: facts.parameters,
      baselines: {},
    });
    if (checkpoint) await this.keeper.adopt(checkpoint);
    else await this.save(['last', ...(facts.best ? [facts.best.role] : [])], content, content.preprocessing);
  }

  async publish(role: string, content: NetworkContent, preprocessing: JsonValue): Promise<void> {
    await this.save([role], content, preprocessing);
  }

  async dispose(): Promise<void> {
    await this.chosen?.executor.dispose();
  }

  private async save(roles: readonly string[], content: NetworkContent, preprocessing: JsonValue): Promise<void> {
    const { config } = this.context;
    await this.keeper.save(
      roles,
      (folders) => ({
        ...content,
        taskTensors: {},
        preprocessing,
        config,
        roles,
        state: { ...content.state, roles: { ...folders } },
      }),
      content.state.step,
    );
  }

  private async choose(
    task: TrainingTask,
    { parameters }: ModelStore,
    start: TrainingStart | null,
  ): Promise<ChosenExecutor> {
    const { config, reporter } = this.context;
    this.chosen ??= await selectExecutor(config.config.engine, {
      task,
      parameters,
      filler: this.filler,
      start,
      surroundings: {
        cache: stepCache(config.config, config.codeVersion, config.cacheFolder),
        onWarning: (message) => reporter.report({ kind: 'log', level: 'warning', message }),
      },
    });
    return this.chosen;
  }

  private async train(
    task: TrainingTask,
    { reporter, files, runFolder }: TrainingPlace,
    found: FoundStart,
    onReady: (store: ModelStore, engine: EngineRecord) => void,
  ): Promise<TrainedNetwork> {
    const store = createModelStore(task.model);
    initializeParameters(store.parameters, task.model.parameters, task.options.seed, this.filler);
    const { executor, engine } = await this.choose(task, store, found.start);
    onReady(store, engine);
    const { config, control } = this.context;
    const setup: TrainingSetup = {
      family: config.family,
      task,
      parameters: store.parameters,
      executor,
      engine,
      filler: this.filler,
      reporter,
      control,
      runFolder,
      start: found.start,
      files,
      config,
    };
    const loop = new TrainingLoop(setup, store.kernels);
    await loop.begin();
    for (const error of found.damaged) loop.diagnose(checkpointSkippedDiagnostic(error));
    this.obey(await loop.run());
    const { trainingMs, trainedSamples } = loop.state;
    if (reporter !== SILENT && trainingMs > 0) this.samplesPerSecond = (trainedSamples / trainingMs) * 1000;
    return shipped(setup, loop);
  }

  /** @throws the signal's reason, LossDivergedError */
  private obey(outcome: LoopOutcome): void {
    this.context.control.signal.throwIfAborted();
    if (outcome.kind === 'diverged') throw outcome.error;
  }
}

async function shipped(setup: TrainingSetup, loop: TrainingLoop): Promise<TrainedNetwork> {
  const { files, runFolder, task, parameters } = setup;
  const best = await restoreShipped(setup, loop);
  const role = best ? roleOf(task.options.monitor) : 'last';
  const folder = path.join(runFolder, 'checkpoints', loop.checkpoints.roles[role] ?? role);
  return {
    forward: loop.forward,
    content: contentOf(await loadCheckpoint(files, folder)),
    facts: {
      epochs: loop.state.epoch,
      steps: loop.state.step,
      best,
      stopReason: loop.state.stopReason ?? 'completed',
      parameters: { total: parameters.values.length, trainable: parameters.trainableLength },
    },
    dispose: () => loop.dispose(),
  };
}

/** @returns a checkpoint without the run it lies in. Times belong to the run that trained: equal trainings have equal files. */
function contentOf({
  family,
  weights,
  optimizer,
  epochTensors,
  preprocessing,
  metrics,
  state,
}: LoadedCheckpoint): NetworkContent {
  const timeless = { elapsedMs: 0, trainingMs: 0, peakMemoryBytes: 0, roles: {} };
  return {
    family,
    weights,
    optimizer,
    epochTensors,
    preprocessing,
    metrics,
    state: { ...state, ...timeless, engine: { ...state.engine, choice: '' } },
  };
}

/** @returns whether a step ended because its network diverged: an outcome of the run, not a fault */
export const isDivergence = (error: unknown): boolean =>
  error instanceof Error && (error instanceof LossDivergedError || isDivergence(error.cause));
