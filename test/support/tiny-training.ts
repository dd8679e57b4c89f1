import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunEventBody } from '#contract/events';
import type { FamilyId } from '#contract/ids';
import type { Executor } from '../../src-main/engine/backend/executor';
import { createEagerExecutor } from '../../src-main/engine/backend/eager/eager-executor';
import type { ParameterStore } from '../../src-main/engine/backend/parameter-store';
import { nodeFileStore, type FileStore } from '../../src-main/engine/checkpoints/file-store';
import { findNewestCheckpoint } from '../../src-main/engine/checkpoints/find-checkpoints';
import type { TrainingTask } from '../../src-main/engine/families/family';
import { plainRandomFiller } from '../../src-main/engine/random/plain-random-filler';
import { finishTraining, type TrainingResult } from '../../src-main/engine/trainer/finish-training';
import { initializeParameters } from '../../src-main/engine/trainer/initialize-parameters';
import { createModelStore } from '../../src-main/engine/trainer/model-store';
import { UNDISTURBED, type RunControl } from '../../src-main/engine/trainer/run-control';
import { TrainingLoop, type LoopOutcome } from '../../src-main/engine/trainer/training-loop';

/** A folder of its own below the system's temporary one. */
export const temporaryFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'assay-test-'));

/** One attempt at a run: what it said and how it ended. */
export interface TinyAttempt {
  readonly events: readonly RunEventBody[];
  readonly outcome: LoopOutcome;
  readonly result: TrainingResult | null;
  readonly parameters: ParameterStore;
  readonly runFolder: string;
  readonly loop: TrainingLoop;
}

export interface TinyAttemptOptions {
  readonly task: TrainingTask;
  readonly runFolder: string;
  readonly control?: RunControl;
  readonly files?: FileStore;
  readonly onEvent?: (event: RunEventBody) => void;
  readonly family?: FamilyId;
  /** Default: the eager oracle, which is slow on large graphs. */
  readonly executor?: Executor;
}

/** Trains a task in this process, continuing from the newest checkpoint of the folder when there is one. */
export async function runTinyAttempt({
  task,
  runFolder,
  control = UNDISTURBED,
  files = nodeFileStore,
  onEvent,
  executor: given,
  family = 'deep-set-ranker',
}: TinyAttemptOptions): Promise<TinyAttempt> {
  const events: RunEventBody[] = [];
  const report = (event: RunEventBody) => {
    events.push(event);
    onEvent?.(event);
  };
  const executor = given ?? (await createEagerExecutor({ backend: 'cpu' }));
  const { parameters, kernels } = createModelStore(task.model);
  initializeParameters(parameters, task.model.parameters, task.options.seed, plainRandomFiller);
  const { checkpoint } = await findNewestCheckpoint(files, path.join(runFolder, 'checkpoints'));
  const setup = {
    family,
    task,
    parameters,
    executor,
    files,
    runFolder,
    control,
    engine: { executor: executor.id, version: executor.version, threads: 1, choice: 'explicit' },
    filler: plainRandomFiller,
    reporter: { report, flush: () => {} },
    config: { about: 'a tiny run' },
    start: checkpoint && { kind: 'resume' as const, checkpoint },
  };
  const loop = new TrainingLoop(setup, kernels);
  await loop.begin();
  const outcome = await loop.run();
  const result = outcome.kind === 'interrupted' ? null : await finishTraining(setup, loop, outcome);
  loop.dispose();
  return { events, outcome, result, parameters, runFolder, loop };
}
