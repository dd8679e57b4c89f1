import type { StudyDetail, StudySummary, Trial } from '#contract/sweeps';
import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import { metricDescriptor } from '#contract/metrics';
import { duration, fixed } from './format';
import type { Output } from './output';
import { textTable, type TextColumn } from './text-table';

const MINUTE_MS = 60_000;

/** `18 done, 2 failed`; states that no trial is in are left out. */
export function countsText({ counts, status }: Pick<StudySummary, 'counts' | 'status'>): string {
  const named = Object.entries(counts).filter(([, count]) => count > 0);
  // A trial that a stopped study left in the middle is taken up when the study goes on.
  const word = (state: string): string => (state === 'running' && status !== 'running' ? 'interrupted' : state);
  return named.length === 0 ? 'no trial' : named.map(([state, count]) => `${count} ${word(state)}`).join(', ');
}

/** `X.X min`, with the hours beside it above sixty minutes. */
export function minutesText(ms: number): string {
  const minutes = ms / MINUTE_MS;
  return minutes > 60 ? `${minutes.toFixed(1)} min = ${(minutes / 60).toFixed(1)} h` : `${minutes.toFixed(1)} min`;
}

/** The last line of every sweep, however it ended. */
export function finishedLine(summary: Pick<StudySummary, 'elapsedMs' | 'counts' | 'queueMs' | 'status'>): string {
  const minutes = summary.elapsedMs / MINUTE_MS;
  const hours = minutes > 60 ? `${(minutes / 60).toFixed(1)} h; ` : '';
  return `Sweep finished in ${minutes.toFixed(1)} min (${hours}${countsText(summary)}; ${duration(summary.queueMs)} in the queue).`;
}

/** A study as `--json` prints it (docs/cli.md). */
export function studyDocument({ summary, trials, importances, baselines, folder }: StudyDetail) {
  return {
    studyId: summary.studyId,
    name: summary.name,
    status: summary.status,
    objective: summary.objective,
    trials: trials
      .filter(({ state }) => state !== 'empty')
      .map(({ number, runId, state, parameters, objective, steps, durationMs, error }) => ({
        number,
        runId,
        status: state,
        parameters,
        objective,
        steps: steps.map(({ name, exitCode, durationMs: stepMs, cached }) => ({
          name,
          exitCode,
          durationMs: stepMs,
          cached,
        })),
        durationMs,
        error,
      })),
    best: summary.best,
    baselines,
    stoppedBy: summary.stoppedBy,
    elapsedMs: summary.elapsedMs,
    queueMs: summary.queueMs,
    importances: importances.values,
    folder,
  };
}

export type StudyDocument = ReturnType<typeof studyDocument>;

/** `model_a.epochs=8 training.rolling_windows=[10,30]` */
export const parametersText = (parameters: Trial['parameters']): string =>
  Object.entries(parameters)
    .map(
      ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(4)) : JSON.stringify(value)}`,
    )
    .join(' ');

const ROWS_SHOWN = 20;

/** Finished trials first, best on top; those without an objective last. */
function byObjective(summary: StudySummary, trials: readonly Trial[]): readonly Trial[] {
  const sign = summary.objective.direction === 'minimize' ? 1 : -1;
  const place = (trial: Trial): number => (trial.state === 'done' ? 0 : trial.objective === null ? 2 : 1);
  return trials
    .filter(({ state }) => state !== 'empty')
    .sort((a, b) => place(a) - place(b) || sign * ((a.objective ?? 0) - (b.objective ?? 0)) || a.number - b.number);
}

/** Says whether the best trial beats the strongest baseline; null without either. */
function baselineVerdict({ summary, baselines }: StudyDetail): string | null {
  const { metric, split, direction } = summary.objective;
  const sign = direction === 'minimize' ? 1 : -1;
  const [strongest] = [...baselines].sort((a, b) => sign * (a.objective - b.objective));
  if (!strongest || !summary.best) return null;
  const verb = sign * (summary.best.objective - strongest.objective) < 0 ? 'beats' : 'does not beat';
  return `On ${split} ${metric} it ${verb} the baseline ${strongest.id} (${fixed(strongest.objective, 4)}).`;
}

/** Prints what came of a study: its trials with the best on top, importances, where the files are. */
export function printStudy(output: Output, detail: StudyDetail): void {
  const { summary, importances } = detail;
  const { metric, split } = summary.objective;
  const rows = byObjective(summary, detail.trials);
  const columns: TextColumn<Trial>[] = [
    { header: 'trial', align: 'right', value: ({ number }) => String(number) },
    { header: 'status', align: 'left', value: ({ state }) => state },
    {
      header: `${split} ${metric}`,
      align: 'right',
      value: ({ objective }) => fixed(objective, metricDescriptor(metric).digits),
    },
    { header: 'time', align: 'right', value: ({ durationMs }) => duration(durationMs) },
    { header: 'run', align: 'left', value: ({ runId }) => runId ?? '' },
    { header: 'parameters', align: 'left', value: ({ parameters }) => parametersText(parameters) },
  ];
  textTable(columns, rows.slice(0, ROWS_SHOWN)).forEach((line) => output.line(line));
  if (rows.length > ROWS_SHOWN)
    output.line(`... and ${rows.length - ROWS_SHOWN} more in ${detail.folder}/sweep_results.csv`);
  if (importances.values.length > 0) {
    const shares = importances.values.map(
      ({ parameter, importance }) => `${parameter} ${(importance * 100).toFixed(0)} %`,
    );
    output.line(`\nImportance (${importances.trials} trials): ${shares.join(', ')}`);
  }
  for (const { number, error } of rows)
    if (error)
      output.line(
        `Trial ${number}: ${error.step}, exit ${error.exitCode ?? 'unknown'}: ${error.message} ${error.nextStep}`,
      );
  if (summary.best)
    output.line(
      `Best trial ${summary.best.number}, ${split} ${metric} ${fixed(summary.best.objective, 4)}: ${parametersText(summary.best.parameters)}`,
    );
  const verdict = baselineVerdict(detail);
  if (verdict !== null) output.line(verdict);
  output.line(`Files: ${detail.folder}`);
}

/**
 * The exit code that a study's end stands for: 75 for one that can be resumed, 64 when not one trial came to a value, 70 for a
 * fault; a study that stopped itself is done.
 */
export function exitCodeOfStudy({ status, best, counts }: StudySummary): ExitCode {
  if (status === 'stopped' || status === 'interrupted' || status === 'running') return EXIT_CODE.interrupted;
  if (status === 'failed') return EXIT_CODE.internal;
  return best === null && counts.failed + counts.masked > 0 ? EXIT_CODE.badInput : EXIT_CODE.done;
}
