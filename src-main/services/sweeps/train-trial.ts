import { z } from 'zod';
import type { TopicPayload } from '#contract/channels';
import { experimentSchema } from '#contract/config/experiment';
import type { EvaluationSplit } from '#contract/ids';
import { fromNumberOrWord } from '#contract/metrics';
import type { Snapshot } from '#contract/run-detail';
import type { RunResult, RunStep, RunSummary, SplitMetrics } from '#contract/runs';
import type { MaskedCounts, StudyDefinition, Trial, TrialError } from '#contract/sweeps';
import type { Store } from '../../store/store';
import type { Verdict } from '../../sweep/pruners/pruner';
import type { TrainTrial } from '../../sweep/loop/run-study';
import type { TrialOutcome } from '../../sweep/loop/trial-outcome';
import { withValues } from '../configs/resolve-sweep';
import type { RunService, Topics } from '../workbench';

export interface TrainingParts {
  readonly store: Store;
  readonly topics: Topics;
  readonly runs: Pick<RunService, 'startPlanned' | 'resume' | 'stop' | 'markPruned' | 'settled' | 'summary' | 'result'>;
}

/** Lines of a failed run's log that its trial keeps. */
const KEPT_LINES = 12;
/** Names under which families report the teams of a trial; see docs/sweeps.md#masked. */
const COUNT_METRICS = { teams: 'n_teams', fallback: 'attention_fallback_count', allZero: 'attention_all_zero_count' };

/** Snapshot that a team-ranking pipeline reports its counts in, in all and by season. */
const INFERENCE_SNAPSHOT = 'inference-diagnostics';
const counts = { n_teams: z.int(), attention_fallback_count: z.int(), all_zero_count: z.int() };
const inferenceCountsSchema = z.object({
  ...counts,
  by_season: z.array(z.object({ split: z.string(), ...counts })).default([]),
});

type Report = (step: number, value: number | null) => Verdict;

/** Trains the trials of a study as runs of this workspace. */
export class TrialTraining {
  /** Runs whose pruner has decided; they stop with a checkpoint and are called pruned then. */
  readonly #pruned = new Set<string>();

  constructor(
    private readonly parts: TrainingParts,
    private readonly study: StudyDefinition,
    private readonly signal: AbortSignal,
  ) {}

  readonly train: TrainTrial = async (trial, report) => {
    const { runs } = this.parts;
    const runId = trial.runId!;
    if (this.#lastDecision(trial) === 'prune') this.#pruned.add(runId);
    const end = this.#judgeValues(trial, report);
    try {
      await this.#start(trial);
      // What was ingested before the subscription, by this process or by one that is gone.
      this.#judgeStored(trial, report);
      const [run] = await runs.settled([runId]);
      return this.#outcomeOf(run!);
    } finally {
      end();
    }
  };

  async #start(trial: Trial): Promise<void> {
    const { runs, store } = this.parts;
    const runId = trial.runId!;
    if (store.runs.findKey(runId) === undefined) {
      const config = experimentSchema.parse(withValues(this.study.base, trial.parameters));
      const name = `${this.study.sweep.name}, trial ${trial.number}`.slice(0, 120);
      return runs.startPlanned({ runId, config: { ...config, name }, configPath: this.study.experimentPath });
    }
    const { status } = runs.summary(runId);
    if ((status === 'stopped' || status === 'interrupted') && !this.#pruned.has(runId)) await runs.resume(runId);
  }

  /** @returns a function that ends the listening */
  #judgeValues(trial: Trial, report: Report): () => void {
    const { split, metric } = this.study.sweep.objective;
    if (this.study.sweep.pruner.kind === 'none') return () => {};
    return this.parts.topics.subscribe('run:events', ({ runId, points }: TopicPayload<'run:events'>) => {
      if (runId !== trial.runId) return;
      const watched = points.find((point) => point.split === split && point.metric === metric);
      watched?.epochs.forEach((epoch, index) =>
        this.#judge(trial, report, epoch, fromNumberOrWord(watched.values[index]!)),
      );
    });
  }

  #judgeStored(trial: Trial, report: Report): void {
    if (this.study.sweep.pruner.kind === 'none') return;
    const { store } = this.parts;
    const { split, metric } = this.study.sweep.objective;
    for (const { epoch, value } of store.metrics.points(store.runs.keyOf(trial.runId!), split, metric))
      this.#judge(trial, report, epoch, value);
  }

  readonly #judged = new Map<string, number>();

  // An epoch is judged once, also when the run went back to a checkpoint and came to it again.
  #judge(trial: Trial, report: Report, epoch: number, value: number): void {
    const runId = trial.runId!;
    const last = this.#judged.get(runId) ?? this.#lastReport(trial)?.step ?? 0;
    if (epoch <= last || this.#pruned.has(runId)) return;
    this.#judged.set(runId, epoch);
    const verdict = report(epoch, Number.isFinite(value) ? value : null);
    if (!verdict.prunes) return;
    this.#pruned.add(runId);
    // One that ended by itself meanwhile is a finished trial.
    void this.parts.runs.stop(runId).catch(() => {});
  }

  #lastReport({ number }: Trial) {
    const { store } = this.parts;
    return store.trials.lastReport(store.studies.find(this.study.studyId).key, number);
  }

  #lastDecision(trial: Trial): 'continue' | 'prune' | null {
    return this.#lastReport(trial)?.decision ?? null;
  }

  #outcomeOf(run: RunSummary): TrialOutcome {
    const { runs } = this.parts;
    const { status, runId } = run;
    const result = runs.result(runId);
    const facts = {
      steps: [...stepsOf(run, result, this.#exitCodeOf(runId))],
      diagnostics: this.#diagnosticsOf(runId),
      startedAt: run.startedAt,
      endedAt: run.endedAt ?? Date.now(),
      durationMs: Math.max(0, (run.endedAt ?? Date.now()) - (run.startedAt ?? run.createdAt)),
    };
    if (result && (status === 'done' || status === 'stopped_early'))
      return { kind: 'finished', ...facts, ...this.#measures(runId, result) };
    if (this.#pruned.has(runId) && (status === 'stopped' || status === 'interrupted' || status === 'pruned')) {
      runs.markPruned(runId);
      return { kind: 'pruned', ...facts, objective: this.#lastValue(run) };
    }
    if (this.signal.aborted && (status === 'stopped' || status === 'interrupted')) return { kind: 'interrupted' };
    return { kind: 'failed', ...facts, error: this.#errorOf(run, facts.steps) };
  }

  #lastValue({ runId }: RunSummary): number | null {
    const { store } = this.parts;
    const { split, metric } = this.study.sweep.objective;
    const value = store.metrics.points(store.runs.keyOf(runId), split, metric).at(-1)?.value;
    return value === undefined || !Number.isFinite(value) ? null : value;
  }

  #measures(
    runId: string,
    { metrics, pipelineSteps }: RunResult,
  ): Pick<Extract<TrialOutcome, { kind: 'finished' }>, 'objective' | 'metrics' | 'masked'> {
    const { store } = this.parts;
    const { split, metric } = this.study.sweep.objective;
    const snapshot = store.snapshots.find(store.runs.keyOf(runId), INFERENCE_SNAPSHOT, null);
    // The test part stays out of every file and screen of a sweep: nothing may be chosen by it.
    const judged = Object.entries(metrics).filter(([part]) => part !== 'test');
    const flat = judged.flatMap(([part, values]) =>
      Object.entries(values).map(([id, value]) => [`${part}.${id}`, value] as const),
    );
    return {
      objective: metrics[split]?.[metric] ?? null,
      metrics: Object.fromEntries(flat),
      masked: countsOfSnapshot(snapshot, split) ?? countsOfMetrics(metrics[split], pipelineSteps),
    };
  }

  #diagnosticsOf(runId: string): string[] {
    const { store } = this.parts;
    return [...new Set(store.diagnostics.list(store.runs.keyOf(runId)).map(({ id }) => id))];
  }

  #exitCodeOf(runId: string): number | null {
    const { store } = this.parts;
    return store.attempts.list(store.runs.keyOf(runId)).at(-1)?.exitCode ?? null;
  }

  #errorOf(run: RunSummary, steps: readonly RunStep[]): TrialError {
    const { store } = this.parts;
    const key = store.runs.keyOf(run.runId);
    const failed = steps.find(({ exitCode }) => exitCode !== 0);
    const { code, message, nextStep } = run.error ?? stoppedError(run);
    return {
      step: failed?.name ?? 'training',
      exitCode: this.#exitCodeOf(run.runId),
      code,
      message,
      nextStep,
      logLines: store.logs.tail(key, KEPT_LINES).map((line) => line.message),
    };
  }
}

/** What a run that ended without an error of its own came to. */
function stoppedError({ status }: RunSummary): Pick<TrialError, 'code' | 'message' | 'nextStep'> {
  if (status === 'diverged')
    return {
      code: 'E-RUN-LOSS-DIVERGED',
      message: 'The loss left the finite numbers.',
      nextStep: 'Lower the learning rates of the space.',
    };
  if (status === 'stopped')
    return {
      code: 'E-SWEEP-TRIAL-STOPPED',
      message: 'The run of this trial was stopped.',
      nextStep: 'Put the trial back to run it again.',
    };
  return {
    code: 'E-SWEEP-TRIAL-INTERRUPTED',
    message: 'The process of this trial was ended from outside, by the system or for lack of memory.',
    nextStep: 'Put the trial back, with fewer jobs if memory was short.',
  };
}

/**
 * A plain training is one step, named so.
 * @param exitCode of its last process; null when that was ended by a signal
 */
function stepsOf(run: RunSummary, result: RunResult | null, exitCode: number | null): readonly RunStep[] {
  if (result?.pipelineSteps) return result.pipelineSteps;
  if (run.startedAt === null || exitCode === null) return [];
  return [{ name: 'training', exitCode, durationMs: run.durationMs, cached: false }];
}

/**
 * @param split the judged part; seasons of other parts are left out
 * @returns counts of a pipeline's inference diagnostics; null when there are none or they cannot be read
 */
function countsOfSnapshot(snapshot: Snapshot | null, split: EvaluationSplit): MaskedCounts | null {
  const parsed = inferenceCountsSchema.safeParse(snapshot?.data);
  if (!parsed.success) return null;
  const seasons = parsed.data.by_season.filter((season) => season.split === split);
  const rows = seasons.length > 0 ? seasons : [parsed.data];
  const sum = (key: 'n_teams' | 'attention_fallback_count' | 'all_zero_count'): number =>
    rows.reduce((total, row) => total + row[key], 0);
  return { teams: sum('n_teams'), fallback: sum('attention_fallback_count'), allZero: sum('all_zero_count') };
}

/**
 * @returns counts among the metrics of the judged part; null where the family has no such thing. A pipeline with an
 *   inference step must report them: without, it cannot be said whether the players were masked
 */
function countsOfMetrics(metrics: SplitMetrics | undefined, steps: readonly RunStep[] = []): MaskedCounts | null {
  const read = (id: string): number | null => metrics?.[id] ?? null;
  const counts = {
    teams: read(COUNT_METRICS.teams),
    fallback: read(COUNT_METRICS.fallback),
    allZero: read(COUNT_METRICS.allZero),
  };
  const isExpected = steps.some(({ name }) => /inference/i.test(name));
  return isExpected || Object.values(counts).some((count) => count !== null) ? counts : null;
}
