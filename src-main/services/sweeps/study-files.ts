import path from 'node:path';
import { metricDescriptor } from '#contract/metrics';
import type { Importances, Trial } from '#contract/sweeps';
import type { StudyRecord } from '../../store/repositories/study-repository';
import type { StudyHistory } from '../../sweep/history/study-history';
import { parameterImportances } from '../../sweep/importance/fanova';
import { totalTrials } from '../../sweep/loop/decide-next';
import { toSearchSpace } from '../../sweep/space/search-space';
import { atomicWrite } from '../atomic-write';

/** A cell of a CSV file (RFC 4180): quoted when it must be. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @returns one row for each trial: parameters, all metrics, what went wrong */
export function resultsCsv(parameters: readonly string[], trials: readonly Trial[]): string {
  const metrics = [...new Set(trials.flatMap((trial) => Object.keys(trial.metrics)))].sort();
  const header = [
    'trial',
    'state',
    'run_id',
    ...parameters,
    'objective',
    ...metrics,
    'duration_ms',
    'failed_step',
    'exit_code',
    'error',
  ];
  const rows = trials.map((trial) => [
    trial.number,
    trial.state,
    trial.runId,
    ...parameters.map((name) => trial.parameters[name]),
    trial.objective,
    ...metrics.map((name) => trial.metrics[name]),
    Math.round(trial.durationMs),
    trial.error?.step,
    trial.error?.exitCode,
    trial.error?.message,
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

interface BestBy {
  readonly trial: number;
  readonly run_id: string | null;
  readonly value: number;
  readonly parameters: Trial['parameters'];
}

/** @returns for each metric with a direction the best finished trial, as `best_by_<split>_<metric>`; null without one */
export function bestByMetric(trials: readonly Trial[]): Readonly<Record<string, BestBy | null>> {
  const done = trials.filter(({ state }) => state === 'done');
  const names = [...new Set(done.flatMap(({ metrics }) => Object.keys(metrics)))].sort();
  const entries = names.flatMap((name) => {
    const { direction } = metricDescriptor(name.slice(name.indexOf('.') + 1));
    if (direction === 'none') return [];
    const sign = direction === 'minimize' ? 1 : -1;
    const known = done.filter(({ metrics }) => Number.isFinite(metrics[name] ?? Number.NaN));
    const [best] = [...known].sort((a, b) => sign * (a.metrics[name]! - b.metrics[name]!) || a.number - b.number);
    const entry = best
      ? { trial: best.number, run_id: best.runId, value: best.metrics[name]!, parameters: best.parameters }
      : null;
    return [[`best_by_${name.replace('.', '_')}`, entry] as const];
  });
  return Object.fromEntries(entries);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** File names of a study's folder and what they hold; numbers that are none are null, so that every file is valid JSON. */
export function studyFiles(
  record: StudyRecord,
  history: StudyHistory,
  elapsedMs: number,
): Readonly<Record<string, string>> {
  const { definition, progress } = record;
  const { sweep, studyId, direction } = definition;
  const { best, trials } = history;
  const bestTrial = best
    ? { trial: best.number, run_id: best.runId, value: best.objective, parameters: best.parameters }
    : null;
  const importances: Importances = parameterImportances(toSearchSpace(sweep.space), trials);
  return {
    'sweep_results.csv': resultsCsv(Object.keys(sweep.space), trials),
    'sweep_results_summary.json': json({ ...bestByMetric(trials), best_trial: bestTrial }),
    'sweep_config.json': json({
      study_id: studyId,
      name: sweep.name,
      method: sweep.sampler.kind,
      n_trials: totalTrials(definition),
      n_jobs: sweep.limits.jobs,
      sweep,
      base: definition.base,
    }),
    'sweep_study.json': json({
      study_id: studyId,
      status: progress.status,
      stopped_by: progress.stoppedBy,
      objective: { ...sweep.objective, direction },
      best_value: best?.objective ?? null,
      best_params: best?.parameters ?? null,
      best_trial: best?.number ?? null,
      n_trials: trials.length,
      elapsed_ms: Math.round(elapsedMs),
      trials,
    }),
    'sweep_importances.json': json({
      source: importances.source,
      trials: importances.trials,
      importances: Object.fromEntries(importances.values.map(({ parameter, importance }) => [parameter, importance])),
    }),
  };
}

/** Writes a study's files into their folder. @throws WorkspaceReadOnlyError, WorkspaceDiskFullError */
export function writeStudyFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) atomicWrite(path.join(folder, name), text);
}
