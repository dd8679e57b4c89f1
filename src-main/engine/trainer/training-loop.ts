import path from 'node:path';
import type { CheckpointManifest, TrainingState } from '#contract/checkpoint-files';
import type { Diagnostic } from '#contract/diagnostics';
import type { LossDivergedError } from '#contract/errors/run-errors';
import type { RunEventOf } from '#contract/events';
import { toNumberOrWord } from '#contract/metrics';
import type { ForwardFunction, ForwardPass, StepResult } from '../backend/executor';
import type { ParameterStore } from '../backend/parameter-store';
import type { CheckpointContent, LoadedCheckpoint } from '../checkpoints/checkpoint';
import { parametersToTensors, restoreEqualParameters, restoreParameters } from '../checkpoints/parameter-tensors';
import type { EpochFindings, OnPolicyLearning, TrainingBatch } from '../families/family';
import { createOptimizer } from '../optimizers/registry';
import type { VectorKernels } from '../optimizers/vector-kernels';
import { createSchedule } from '../schedules/registry';
import { BatchTrainer } from './batch-trainer';
import { keptMonitors, monitoredValue, updateBestValues, type EpochValues } from './best-values';
import { CheckpointKeeper, type RoleFolders } from './checkpoint-keeper';
import { addStep, EMPTY_SUMS, epochMetrics } from './epoch-sums';
import { epochLine } from './epoch-line';
import { evaluationValues } from './evaluation-values';
import { LoopState, type FinishReason } from './loop-state';
import { PatienceCounter } from './patience-counter';
import { ProgressReporter } from './progress-reporter';
import { optimizerTensors, restoreOptimizerIfItFits, restoreParts, type ResumableParts } from './resumable-parts';
import { decideStop } from './stop-decision';
import { divergedDiagnostic, notLearningDiagnostic } from './trainer-diagnostics';
import type { TrainingSetup } from './training-setup';
import { Yielder } from './yielder';

/** How the loop ended. Interrupted and diverged are outcomes, not errors. */
export type LoopOutcome =
  | { readonly kind: 'finished'; readonly reason: FinishReason }
  | { readonly kind: 'diverged'; readonly error: LossDivergedError }
  | { readonly kind: 'interrupted'; readonly reason: 'stopped_by_user' | 'interrupted' };

/**
 * The general training loop: steps, metrics, evaluation, checkpoints, stopping rules. What is special about a model is in
 * its task. A loop continued from a checkpoint computes the same bits as one that was never stopped.
 */
export class TrainingLoop {
  readonly state: LoopState;
  readonly checkpoints: CheckpointKeeper;
  readonly forward: ForwardPass;
  private readonly parts: ResumableParts;
  private readonly batches: BatchTrainer;
  private readonly progress: ProgressReporter;
  private readonly yielder = new Yielder();
  private readonly otherPasses = new Map<ForwardFunction, ForwardPass>();
  private readonly otherWeights = new Map<ParameterStore, ForwardPass>();
  /** First step of the epoch in progress: the task's hook looks at it when the epoch ends. */
  private firstStep: StepResult | null = null;
  /** Values of the last finished epoch, `split.metric`; stored with checkpoints. */
  private lastMetrics: CheckpointManifest['metrics'] = {};
  /** Step and epoch of the newest checkpoint: saving again there would write the same. */
  private savedAt: string | null = null;

  constructor(
    private readonly setup: TrainingSetup,
    kernels: VectorKernels,
  ) {
    const { task, parameters, executor, reporter, files, runFolder, engine } = setup;
    this.state = new LoopState(engine);
    this.progress = new ProgressReporter(reporter);
    this.checkpoints = new CheckpointKeeper(files, path.join(runFolder, 'checkpoints'), reporter, (found) =>
      this.diagnose(found),
    );
    this.parts = createParts(setup, kernels);
    this.batches = new BatchTrainer(setup, this.parts, kernels);
    this.forward = executor.forward(task.model.forward, parameters);
  }

  /** Says a diagnostic and keeps it for the result. */
  diagnose(diagnostic: Diagnostic): void {
    this.state.diagnostics.push(diagnostic);
    this.setup.reporter.report({ kind: 'diagnostic', diagnostic });
  }

  /**
   * Loads the weights and states to start from.
   * @throws CheckpointArchitectureError, OptimizerStateError, ScheduleStateError when they belong to another model
   */
  async begin(): Promise<void> {
    const { start, parameters } = this.setup;
    if (start?.kind === 'transfer') this.transferWeights(start.checkpoint);
    else if (start) restoreParameters(parameters, start.checkpoint.weights, start.checkpoint.folder);
    if (start?.kind === 'resume') await this.beginResume(start.checkpoint);
    else await this.checkpoints.sweep();
    if (start?.kind === 'fork') this.beginFork(start.checkpoint);
  }

  /** Trains until it is over, somebody asks to stop, or the loss diverges. */
  async run(): Promise<LoopOutcome> {
    while (this.state.stopReason === null) {
      const outcome = await this.trainEpoch();
      if (outcome) return outcome;
      await this.finishEpoch();
    }
    return { kind: 'finished', reason: this.state.stopReason };
  }

  dispose(): void {
    this.batches.dispose();
    this.forward.dispose();
    for (const pass of [...this.otherPasses.values(), ...this.otherWeights.values()]) pass.dispose();
  }

  private compile(forward: ForwardFunction): ForwardPass {
    const { executor, parameters } = this.setup;
    const pass = this.otherPasses.get(forward) ?? executor.forward(forward, parameters);
    this.otherPasses.set(forward, pass);
    return pass;
  }

  private forwardOf(parameters: ParameterStore): ForwardPass {
    const { executor, task } = this.setup;
    const pass = this.otherWeights.get(parameters) ?? executor.forward(task.model.forward, parameters);
    this.otherWeights.set(parameters, pass);
    return pass;
  }

  private async beginResume(checkpoint: LoadedCheckpoint): Promise<void> {
    restoreParts(this.parts, checkpoint.optimizer, checkpoint.state);
    this.state.restore(checkpoint.state);
    this.setup.task.onPolicy?.restore(checkpoint.state.task, checkpoint.taskTensors);
    this.lastMetrics = checkpoint.metrics;
    const { firstLoss } = this.state.sums;
    if (firstLoss !== null) this.firstStep = { loss: firstLoss, outputs: checkpoint.epochTensors };
    const lostRoles = await this.checkpoints.adopt(checkpoint);
    this.state.best = this.state.best.filter(({ role }) => !lostRoles.includes(role));
    this.savedAt = this.position();
  }

  /** Says which part of the model starts from another run's weights. */
  private transferWeights({ weights, folder }: LoadedCheckpoint): void {
    const { parameters, reporter } = this.setup;
    const taken = restoreEqualParameters(parameters, weights, folder);
    const fresh = parameters.slots.map(({ name }) => name).filter((name) => !taken.includes(name));
    const rest = fresh.length === 0 ? 'none starts afresh' : `${fresh.join(', ')} start afresh`;
    const message = `${taken.length} of ${parameters.slots.length} parameters come from ${folder}; ${rest}.`;
    reporter.report({ kind: 'log', level: 'info', message });
  }

  /** A fork begins with the epoch that its parent was in: its own data order may differ from there on. */
  private beginFork({ state, optimizer }: LoadedCheckpoint): void {
    const misfit = restoreOptimizerIfItFits(this.parts.optimizer, optimizer);
    if (misfit)
      this.setup.reporter.report({
        kind: 'log',
        level: 'info',
        message: `The optimiser starts afresh: ${misfit.message}`,
      });
    this.state.step = state.step;
    this.state.epoch = state.epoch;
    if (state.epoch >= this.setup.task.options.epochs) this.state.stopReason = 'completed';
  }

  /** @returns null when all batches of the epoch are done */
  private trainEpoch(): Promise<LoopOutcome | null> {
    const { onPolicy } = this.setup.task;
    return onPolicy ? this.trainOnPolicyEpoch(onPolicy) : this.trainFixedEpoch();
  }

  /**
   * The epoch is done whole or not at all: a stop in its middle gives it up, and the checkpoint of its beginning (or the
   * start of the run) is what a resume goes on from.
   */
  private async trainOnPolicyEpoch(learning: OnPolicyLearning): Promise<LoopOutcome | null> {
    let newest: StepResult | null = null;
    const isOver = async (): Promise<boolean> => (
      await this.waitIfPaused(),
      this.setup.control.request.kind === 'stop'
    );
    const { parameters } = this.setup;
    const compile = (forward: ForwardFunction): ForwardPass => this.compile(forward);
    const forwardOf = (other: ParameterStore): ForwardPass => this.forwardOf(other);
    const session = { forward: this.forward, parameters, compile, forwardOf, lastStep: () => newest, isOver };
    for await (const batch of learning.epoch(this.state.epoch, session)) {
      if (await isOver()) break;
      const outcome = await this.trainBatch(batch, (result) => (newest = result));
      if (outcome) return outcome;
    }
    const { request } = this.setup.control;
    return request.kind === 'stop' ? { kind: 'interrupted', reason: request.reason } : null;
  }

  private async trainFixedEpoch(): Promise<LoopOutcome | null> {
    let index = 0;
    for (const batch of this.setup.task.epoch(this.state.epoch)) {
      index += 1;
      // Done before the interruption; the order depends on nothing but seed and epoch.
      if (index <= this.state.sums.batches) continue;
      const outcome = (await this.obeyControl()) ?? (await this.trainBatch(batch));
      if (outcome) return outcome;
    }
    return this.obeyControl();
  }

  private async trainBatch(
    batch: TrainingBatch,
    onResult: (result: StepResult) => void = () => {},
  ): Promise<LoopOutcome | null> {
    const outcome = await this.batches.train(batch, this.state.step, this.scheduledStep());
    if (outcome.kind === 'diverged') {
      this.diagnose(divergedDiagnostic(outcome.error, { epoch: this.state.epoch + 1, step: this.state.step + 1 }));
      return outcome;
    }
    // Copied: an executor may write the next step's outputs into the same memory.
    this.firstStep ??= structuredClone(outcome.result);
    onResult(outcome.result);
    this.state.step += 1;
    this.state.sums = addStep(this.state.sums, outcome.facts);
    this.progress.step(outcome.facts.loss, batch.samples, this.state.step, this.state.epoch + 1);
    await this.yielder.pause();
    return null;
  }

  /**
   * Where the learning rate stands, in steps. An on-policy epoch may end early: its rate follows the epochs, so that a
   * schedule still ends with the run (as in CleanRL, one rate for each update).
   */
  private scheduledStep(): number {
    const { onPolicy, stepsPerEpoch } = this.setup.task;
    return onPolicy ? this.state.epoch * stepsPerEpoch : this.state.step;
  }

  private lastScheduledStep(): number {
    return this.setup.task.onPolicy ? this.scheduledStep() : this.state.step - 1;
  }

  private async finishEpoch(): Promise<void> {
    const { task } = this.setup;
    const epoch = this.state.epoch + 1;
    const values = await this.epochValues();
    const stopReason = decideStop(task.options, this.parts, values, epoch);
    const observed = monitoredValue(values, task.options.monitor);
    if (observed !== undefined) this.parts.schedule.observe?.(observed);
    this.reportEpoch(values, epoch);
    if (stopReason === 'not_learning') this.diagnoseNotLearning(values, epoch);
    const { forward } = this;
    const findings = await task.afterEpoch({
      epoch,
      training: values.train!,
      firstStep: this.firstStep!,
      parameters: this.setup.parameters,
      forward,
      compile: (other) => this.compile(other),
      forwardOf: (other) => this.forwardOf(other),
      stopping: stopReason,
    });
    this.reportFindings(findings, epoch);
    this.closeEpoch(stopReason);
    const { best, newRoles } = updateBestValues(this.state.best, keptMonitors(task.options), values, {
      epoch,
      step: this.state.step,
    });
    this.state.best = best;
    await this.save(['last', ...newRoles]);
  }

  /** Metrics of the epoch and of every split but `test`, which is looked at once, at the end. */
  private async epochValues(): Promise<EpochValues> {
    const { task } = this.setup;
    const train = epochMetrics(this.state.sums, this.parts.schedule.learningRate(this.lastScheduledStep()));
    const values: Record<string, Readonly<Record<string, number>>> = { train };
    if (!this.isEvaluated(this.state.epoch + 1)) return values;
    for (const split of task.splits) {
      if (split !== 'test') values[split] = evaluationValues(await task.evaluate(split, this.forward));
      await this.yielder.pause();
    }
    return values;
  }

  /** @param epoch finished epochs, from 1 */
  private isEvaluated(epoch: number): boolean {
    const { evaluateEvery = 1, epochs } = this.setup.task.options;
    return epoch % evaluateEvery === 0 || epoch >= epochs;
  }

  private reportEpoch(values: EpochValues, epoch: number): void {
    const { step } = this.state;
    const splits = (['train', 'holdout', 'validation'] as const).filter((split) => values[split]);
    for (const split of splits) this.progress.epoch(split, values[split]!, step, epoch);
    this.setup.reporter.report({ kind: 'log', level: 'info', message: epochLine(epoch, values) });
    const flat = splits.flatMap((split) =>
      Object.entries(values[split]!).map(([name, value]) => [`${split}.${name}`, toNumberOrWord(value)] as const),
    );
    this.lastMetrics = Object.fromEntries(flat);
  }

  private diagnoseNotLearning(values: EpochValues, epoch: number): void {
    const { notLearningPatience } = this.setup.task.options;
    this.diagnose(notLearningDiagnostic(values.train!['loss']!, notLearningPatience, { epoch, step: this.state.step }));
  }

  private reportFindings({ metrics, diagnostics, logLines, snapshots }: EpochFindings, epoch: number): void {
    const { reporter } = this.setup;
    const { step } = this.state;
    if (Object.keys(metrics).length > 0) this.progress.epoch('train', metrics, step, epoch);
    for (const diagnostic of diagnostics) this.diagnose(diagnostic);
    for (const message of logLines) reporter.report({ kind: 'log', level: 'info', message });
    for (const { name, data } of snapshots) {
      reporter.report({ kind: 'snapshot', name, step, epoch, data: data as RunEventOf<'snapshot'>['data'] });
    }
  }

  private closeEpoch(stopReason: FinishReason | null): void {
    this.state.trainedSamples += this.state.sums.samples;
    this.state.trainingMs += this.state.sums.trainingMs;
    this.state.epoch += 1;
    this.state.sums = EMPTY_SUMS;
    this.state.stopReason = stopReason;
    this.firstStep = null;
  }

  private position(): string {
    return `${this.state.step}/${this.state.epoch}`;
  }

  private async save(roles: readonly string[]): Promise<void> {
    await this.checkpoints.save(roles, (folders) => this.content(roles, folders), this.state.step);
    this.savedAt = this.position();
  }

  private content(roles: readonly string[], folders: RoleFolders): CheckpointContent {
    const { family, task, config, parameters } = this.setup;
    const { optimizer, schedule, earlyStopping, notLearning } = this.parts;
    return {
      family,
      config,
      roles,
      weights: parametersToTensors(parameters),
      optimizer: optimizerTensors(optimizer),
      epochTensors: this.firstStep?.outputs ?? {},
      taskTensors: task.onPolicy?.tensors() ?? {},
      preprocessing: task.preprocessing,
      metrics: this.lastMetrics,
      state: this.state.toState({
        schedule: { ...schedule.state() },
        earlyStopping: { ...earlyStopping.state() },
        notLearning: { ...notLearning.state() },
        task: (task.onPolicy?.state() ?? null) as TrainingState['task'],
        roles: { ...folders },
      }),
    };
  }

  /** Looks at what was asked between two steps. @returns an outcome when training must end here */
  private async obeyControl(): Promise<LoopOutcome | null> {
    const { control } = this.setup;
    if (control.request.kind === 'run') return null;
    // A paused run is saved too: it may wait long, and must survive the loss of its process.
    if (this.savedAt !== this.position()) await this.save(['last']);
    await this.waitIfPaused();
    return control.request.kind === 'stop' ? { kind: 'interrupted', reason: control.request.reason } : null;
  }

  private async waitIfPaused(): Promise<void> {
    const { control, reporter } = this.setup;
    if (control.request.kind !== 'pause') return;
    const since = performance.now();
    reporter.report({ kind: 'paused' });
    await control.whenNotPaused();
    reporter.report({ kind: 'resumed' });
    this.state.addPause(performance.now() - since);
    this.progress.restart();
  }
}

function createParts({ task, parameters }: TrainingSetup, kernels: VectorKernels): ResumableParts {
  const { optimizer, schedule, learningRate, epochs, monitor, earlyStopping, notLearningPatience } = task.options;
  const totalSteps = epochs * task.stepsPerEpoch;
  return {
    optimizer: createOptimizer(optimizer, parameters, { kernels }),
    schedule: createSchedule(schedule, { learningRate, totalSteps, mode: monitor.mode }),
    earlyStopping: new PatienceCounter(
      earlyStopping?.monitor.mode ?? 'min',
      earlyStopping?.patience ?? Infinity,
      earlyStopping?.minDelta ?? 0,
    ),
    // 0 means never.
    notLearning: new PatienceCounter('min', notLearningPatience || Infinity, 0),
  };
}
