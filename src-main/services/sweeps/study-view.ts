import path from 'node:path';
import { stringify } from 'yaml';
import type { StudyDetail, StudySummary, Trial, TrialState } from '#contract/sweeps';
import type { StudyRecord } from '../../store/repositories/study-repository';
import type { Store } from '../../store/store';
import { isEnded, StudyHistory } from '../../sweep/history/study-history';
import { parameterImportances } from '../../sweep/importance/fanova';
import { totalTrials } from '../../sweep/loop/decide-next';
import { cellAt } from '../../sweep/space/grid';
import { toSearchSpace } from '../../sweep/space/search-space';
import { speedSettings } from '../../sweep/speed-settings';
import { streaksOf } from '../../sweep/stop-rules/streaks';

/** Cells of a grid that a screen gets at most; more are not read by anybody. */
const MOST_CELLS = 5000;

/** @returns milliseconds that the loop was at work, up to now where it is */
export function elapsedMs(record: StudyRecord, now: number): number {
  const { elapsedBeforeMs, sessionStartedAt, seenAt, progress } = record;
  if (sessionStartedAt === null) return elapsedBeforeMs;
  const until = progress.status === 'running' ? now : (seenAt ?? sessionStartedAt);
  return elapsedBeforeMs + Math.max(0, until - sessionStartedAt);
}

const countOf = (trials: readonly Trial[], state: TrialState): number =>
  trials.filter((trial) => trial.state === state).length;

// Trials of one kind take about as long: what is left, by the number that run side by side.
function timeLeftMs({ progress, definition }: StudyRecord, trials: readonly Trial[], total: number): number | null {
  const timed = trials.filter(({ state }) => state === 'done' || state === 'pruned' || state === 'masked');
  if (progress.status !== 'running' || timed.length === 0) return null;
  const mean = timed.reduce((sum, { durationMs }) => sum + durationMs, 0) / timed.length;
  const left = total - trials.filter(isEnded).length;
  return (mean * left) / Math.min(definition.sweep.limits.jobs, Math.max(1, left));
}

/** @returns the head of a study; @param history of its rows */
export function toStudySummary(record: StudyRecord, history: StudyHistory, now: number): StudySummary {
  const { definition, progress } = record;
  const { sweep, direction } = definition;
  const { trials, best } = history;
  const total = totalTrials(definition);
  const judged = history.ended.filter(({ endedAs }) => endedAs! > progress.judgedFrom);
  return {
    studyId: definition.studyId,
    name: sweep.name,
    status: progress.status,
    family: definition.base.family,
    experiment: sweep.experiment,
    configPath: definition.configPath,
    sampler: sweep.sampler.kind,
    pruner: sweep.pruner.kind,
    objective: { metric: sweep.objective.metric, split: sweep.objective.split, direction },
    totalTrials: Math.max(total, trials.length),
    jobs: sweep.limits.jobs,
    counts: {
      queued: countOf(trials, 'queued'),
      running: countOf(trials, 'running'),
      done: countOf(trials, 'done'),
      pruned: countOf(trials, 'pruned'),
      failed: countOf(trials, 'failed'),
      masked: countOf(trials, 'masked'),
    },
    best: best
      ? { number: best.number, runId: best.runId, objective: best.objective!, parameters: best.parameters }
      : null,
    stoppedBy: progress.stoppedBy,
    streaks: [...streaksOf(sweep.sweep, direction, judged)],
    createdAt: definition.createdAt,
    endedAt: progress.endedAt,
    elapsedMs: elapsedMs(record, now),
    queueMs: trials.reduce((sum, { queueMs }) => sum + queueMs, 0),
    timeLeftMs: timeLeftMs(record, trials, total),
  };
}

/** @returns rows as the history of a study, read anew */
export function readHistory(store: Store, { key, definition }: StudyRecord): StudyHistory {
  return StudyHistory.from(
    definition.direction,
    store.trials.list(key),
    store.trials.reports(key),
    definition.warmTrials,
  );
}

const EMPTY_CELL = {
  state: 'empty',
  runId: null,
  previousRunIds: [],
  objective: null,
  metrics: {},
  steps: [],
  error: null,
  masked: null,
  diagnostics: [],
  askedAt: null,
  askedAfter: 0,
  startedAt: null,
  endedAt: null,
  endedAs: null,
  queueMs: 0,
  durationMs: 0,
} satisfies Partial<Trial>;

function withEmptyCells({ definition }: StudyRecord, trials: readonly Trial[]): Trial[] {
  if (definition.sweep.sampler.kind !== 'grid') return [...trials];
  const space = toSearchSpace(definition.sweep.space);
  const last = Math.max(trials.length, Math.min(totalTrials(definition), MOST_CELLS));
  const empty = Array.from({ length: last - trials.length }, (_, index): Trial => {
    const number = trials.length + index;
    return { ...EMPTY_CELL, number, parameters: cellAt(space, number) ?? {} };
  });
  return [...trials, ...empty];
}

function progressOf(history: StudyHistory): StudyDetail['history'] {
  let best: number | null = null;
  return history.ended.map(({ endedAs, number, state, objective }) => {
    if (state === 'done' && (best === null || history.cost(objective) < history.cost(best))) best = objective;
    return { endedAs: endedAs!, number, state, objective, best };
  });
}

const axesOf = ({ definition: { sweep } }: StudyRecord): StudyDetail['parameters'] =>
  Object.entries(sweep.space).map(([name, config]) =>
    config.kind === 'categorical'
      ? { name, kind: config.kind, log: false, low: null, high: null, choices: config.choices }
      : { name, kind: config.kind, log: config.log, low: config.low, high: config.high, choices: [] },
  );

const slicesOf = (record: StudyRecord, trials: readonly Trial[]): StudyDetail['slices'] =>
  Object.keys(record.definition.sweep.space).map((parameter) => ({
    parameter,
    points: trials
      .filter(({ state, parameters }) => state === 'done' && Object.hasOwn(parameters, parameter))
      .map(({ number, parameters, objective }) => ({ number, value: parameters[parameter]!, objective: objective! })),
  }));

/** Baselines are the same for all trials that read the same data: those of the first run that has any. */
function baselinesOf(store: Store, { definition }: StudyRecord, trials: readonly Trial[]): StudyDetail['baselines'] {
  const { metric, split } = definition.sweep.objective;
  for (const { runId } of trials) {
    const key = runId === null ? undefined : store.runs.findKey(runId);
    if (key === undefined) continue;
    const baselines = Object.entries(store.runs.document(key, 'baselines')).flatMap(([id, bySplit]) => {
      const objective = bySplit[split]?.[metric];
      return typeof objective === 'number' ? [{ id, objective }] : [];
    });
    if (baselines.length > 0) return baselines;
  }
  return [];
}

/** @returns everything that the screen of a study shows */
export function toStudyDetail(store: Store, record: StudyRecord, workspaceFolder: string, now: number): StudyDetail {
  const history = readHistory(store, record);
  const { sweep, base, studyId } = record.definition;
  return {
    summary: toStudySummary(record, history, now),
    sweep,
    sweepYaml: stringify(sweep),
    parameters: axesOf(record),
    trials: withEmptyCells(record, history.trials),
    history: progressOf(history),
    importances: parameterImportances(toSearchSpace(sweep.space), history.trials),
    slices: slicesOf(record, history.trials),
    curves: [...store.trials.reports(record.key)].map(([number, reports]) => ({ number, reports: [...reports] })),
    speed: [...speedSettings(base, sweep)],
    baselines: baselinesOf(store, record, history.trials),
    folder: path.join(workspaceFolder, 'sweeps', studyId),
  };
}
