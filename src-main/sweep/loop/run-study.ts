import type { StoppedBy, StudyDefinition, Trial, TrialReport } from '#contract/sweeps';
import type { StudyHistory } from '../history/study-history';
import { createPruner } from '../pruners/registry';
import type { Verdict } from '../pruners/pruner';
import { createSampler } from '../samplers/registry';
import { toSearchSpace } from '../space/search-space';
import { decideNext, totalTrials } from './decide-next';
import { concludeTrial, type TrialOutcome } from './trial-outcome';

/** Where the rows of a study are kept. Each call is one transaction: a kill leaves it done or undone. */
export interface StudyLedger {
  /** Writes a trial that is new, was begun again, or has ended. */
  put(trial: Trial): void;
  /** Writes what the pruner said at one step of a trial. */
  report(number: number, report: TrialReport): void;
  /** Names the run of a trial before it is begun, so that a trial which was begun is found again by it. */
  newRunId(): string;
  now(): number;
}

/**
 * Trains one trial to its end. Given a trial whose run is known already, it takes that up: follows it, resumes it, or reads
 * how it ended.
 * @param report judges one value of the watched metric, steps rising; after `prunes` the training is to end as pruned
 */
export type TrainTrial = (
  trial: Trial,
  report: (step: number, value: number | null) => Verdict,
) => Promise<TrialOutcome>;

export interface StudyLoop {
  readonly study: StudyDefinition;
  /** Rows as they are; the loop keeps it up to date. */
  readonly history: StudyHistory;
  readonly ledger: StudyLedger;
  readonly train: TrainTrial;
  /** Aborted: no trial is begun any more. Ending those that run is up to whoever aborts. */
  readonly signal: AbortSignal;
  readonly judgedFrom: number;
  readonly elapsedMs: () => number;
  /** Resolves when rows were changed from outside: a trial was put back. */
  readonly whenChanged: () => Promise<void>;
}

const STOPPED: StoppedBy = { kind: 'person', message: 'Stopped by you.' };

const NEW_TRIAL = {
  state: 'running',
  previousRunIds: [],
  objective: null,
  metrics: {},
  steps: [],
  error: null,
  masked: null,
  diagnostics: [],
  startedAt: null,
  endedAt: null,
  endedAs: null,
  queueMs: 0,
  durationMs: 0,
} satisfies Partial<Trial>;

/**
 * Runs a study from where its rows stand to its end. Trials that the rows call running are taken up first.
 * @returns why it ended, after the last running trial has
 * @throws what training or the ledger throws: a fault, after the other running trials have ended
 */
export async function runStudy(loop: StudyLoop): Promise<StoppedBy> {
  const { study, history, signal } = loop;
  const sampler = createSampler(study.sweep.sampler, toSearchSpace(study.sweep.space));
  const total = totalTrials(study);
  const running = new Map<number, Promise<void>>();
  const begin = (trial: Trial): void => {
    running.set(
      trial.number,
      work(loop, trial).finally(() => running.delete(trial.number)),
    );
  };
  try {
    for (const trial of history.trials.filter(({ state }) => state === 'running')) begin(trial);
    for (;;) {
      if (signal.aborted) break;
      const facts = { total, elapsedMs: loop.elapsedMs(), judgedFrom: loop.judgedFrom };
      const next = decideNext(study, history, sampler, facts);
      if (next.kind === 'end') {
        await Promise.all(running.values());
        return next.stoppedBy;
      }
      if (next.kind === 'wait') await Promise.race([...running.values(), loop.whenChanged()]);
      else begin(next.kind === 'ask' ? ask(loop, next.number, next.parameters) : again(loop, next.trial));
    }
    await Promise.all(running.values());
    return STOPPED;
  } catch (error) {
    await Promise.allSettled(running.values());
    throw error;
  }
}

function put({ history, ledger }: StudyLoop, trial: Trial): Trial {
  ledger.put(trial);
  history.put(trial);
  return trial;
}

function ask(loop: StudyLoop, number: number, parameters: Trial['parameters']): Trial {
  const { history, ledger } = loop;
  const askedAfter = history.ended.at(-1)?.endedAs ?? 0;
  return put(loop, { ...NEW_TRIAL, number, parameters, runId: ledger.newRunId(), askedAt: ledger.now(), askedAfter });
}

function again(loop: StudyLoop, trial: Trial): Trial {
  const { ledger } = loop;
  return put(loop, { ...trial, state: 'running', runId: ledger.newRunId(), askedAt: ledger.now() });
}

async function work(loop: StudyLoop, trial: Trial): Promise<void> {
  const { study, history, ledger } = loop;
  const pruner = createPruner(study.sweep.pruner);
  const report = (step: number, value: number | null): Verdict => {
    const measured = value === null || Number.isFinite(value) ? value : null;
    // Judged with its own value in the history, stored with what was said of it.
    history.report(trial.number, { step, value: measured, decision: 'continue', reason: '' });
    const verdict = pruner.judge({ history, number: trial.number, step });
    const decision = verdict.prunes ? 'prune' : 'continue';
    ledger.report(trial.number, { step, value: measured, decision, reason: verdict.reason });
    return verdict;
  };
  const outcome = await loop.train(trial, report);
  if (outcome.kind === 'interrupted') return;
  put(loop, concludeTrial(trial, outcome, study.sweep, history.nextEnding));
}

/** @returns a trial put back: its parameters stay, its result is forgotten, its run is remembered */
export function putBack(trial: Trial): Trial {
  const { number, parameters, askedAt, askedAfter, runId, previousRunIds } = trial;
  const previous = runId === null ? previousRunIds : [...previousRunIds, runId];
  return {
    ...NEW_TRIAL,
    number,
    parameters,
    askedAt,
    askedAfter,
    state: 'queued',
    runId: null,
    previousRunIds: previous,
  };
}
