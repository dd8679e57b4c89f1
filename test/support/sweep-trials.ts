import { sweepSchema, type SweepConfig } from '#contract/config/sweep';
import type { Parameters, StudyDefinition, Trial } from '#contract/sweeps';
import { StudyHistory, type Direction } from '../../src-main/sweep/history/study-history';
import type { StudyLedger, TrainTrial } from '../../src-main/sweep/loop/run-study';
import type { TrialOutcome } from '../../src-main/sweep/loop/trial-outcome';
import type { Sampler } from '../../src-main/sweep/samplers/sampler';
import { exampleExperiment, exampleRunId } from './workspace-run-config';

/** @returns a trial that ended, or one in another state by `change` */
export function exampleTrial(number: number, change: Partial<Trial> = {}): Trial {
  return {
    number,
    state: 'done',
    parameters: {},
    runId: exampleRunId(number + 1),
    previousRunIds: [],
    objective: 0.5,
    metrics: {},
    steps: [],
    error: null,
    masked: null,
    diagnostics: [],
    askedAt: 0,
    askedAfter: number,
    startedAt: 0,
    endedAt: 0,
    endedAs: number + 1,
    queueMs: 0,
    durationMs: 0,
    ...change,
  };
}

/** @returns a sweep file's content with every default; keys of `change` replace the example's */
export function exampleSweep(change: Readonly<Record<string, unknown>> = {}): SweepConfig {
  return sweepSchema.parse({
    name: 'Example',
    experiment: 'deep-set-ranker',
    space: {
      'model_a.learning_rate': { kind: 'float', low: 1e-5, high: 1e-2, log: true },
      'model_a.dropout': { kind: 'float', low: 0, high: 0.5 },
      'model_a.epochs': { kind: 'int', low: 2, high: 20 },
      'training.rolling_windows': {
        kind: 'categorical',
        choices: [
          [5, 10],
          [10, 30],
        ],
      },
    },
    objective: { metric: 'conference_spearman' },
    ...change,
  });
}

/** @returns a study of {@link exampleSweep} */
export function exampleStudy(
  change: Readonly<Record<string, unknown>> = {},
  direction: Direction = 'maximize',
): StudyDefinition {
  return {
    schemaVersion: 1,
    studyId: 's-0000000001',
    sweep: exampleSweep(change),
    configPath: null,
    base: exampleExperiment(),
    experimentPath: null,
    direction,
    warmTrials: [],
    createdAt: 0,
  };
}

/** Lets a sampler choose trials of a function one after the other. @returns the trials, ended */
export function sequence(
  sampler: Sampler,
  evaluate: (parameters: Parameters, number: number) => number | null,
  count: number,
  history: StudyHistory = new StudyHistory('minimize'),
): readonly Trial[] {
  for (let number = history.trials.length; number < count; number += 1) {
    const parameters = sampler.suggest(history, number);
    const objective = evaluate(parameters, number);
    const state = objective === null ? 'failed' : 'done';
    history.put(exampleTrial(number, { parameters, state: 'running', objective: null, endedAs: null }));
    history.put(exampleTrial(number, { parameters, state, objective }));
  }
  return history.trials;
}

/** A training that ends at once with the objective of a function of the parameters; null fails. */
export const instantTraining =
  (objectiveOf: (parameters: Parameters, number: number) => number | null): TrainTrial =>
  (trial) => {
    const facts = { steps: [], diagnostics: [], startedAt: 0, endedAt: 0, durationMs: 1 };
    const objective = objectiveOf(trial.parameters, trial.number);
    const error = {
      step: 'training',
      exitCode: 1,
      code: 'E-X',
      message: 'It failed.',
      nextStep: 'Look.',
      logLines: [],
    };
    const outcome: TrialOutcome =
      objective === null
        ? { kind: 'failed', ...facts, error }
        : { kind: 'finished', ...facts, objective, metrics: {}, masked: null };
    return Promise.resolve(outcome);
  };

/** A ledger that keeps nothing but what was put. */
export function memoryLedger(): StudyLedger & { readonly puts: Trial[] } {
  const puts: Trial[] = [];
  let runs = 0;
  return {
    puts,
    put: (trial) => void puts.push(trial),
    report: () => {},
    newRunId: () => exampleRunId(++runs),
    now: () => 0,
  };
}
