import type { TopicPayload } from '#contract/channels';
import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import type { StudyId } from '#contract/ids';
import { metricDescriptor } from '#contract/metrics';
import type { CostPreview, StudySummary, Trial } from '#contract/sweeps';
import type { Topics, WorkspaceSession } from '../../services/workbench';
import type { CommandContext } from '../command-context';
import { bar, bytes, duration, fixed, thousands } from '../format';
import type { Output } from '../output';
import {
  countsText,
  exitCodeOfStudy,
  finishedLine,
  minutesText,
  parametersText,
  printStudy,
  studyDocument,
} from '../sweep-report';
import { textTable } from '../text-table';

export interface SweepOptions {
  readonly trials?: string;
  readonly jobs?: string;
  readonly set: readonly string[];
  readonly verbose: boolean;
  readonly dryRun: boolean;
  readonly list: boolean;
}

/** An option of `sweep` with a value that means nothing. */
export class SweepOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-SWEEP';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(option: string, received: string, expectation: string) {
    super(`${option} is ${JSON.stringify(received)}.`, expectation, { option, received });
  }
}

/** @returns `--trials` and `--jobs` as overrides of the sweep file, after those of `--set` @throws SweepOptionError */
export function sweepOverrides({
  trials,
  jobs,
  set,
}: Pick<SweepOptions, 'trials' | 'jobs' | 'set'>): readonly string[] {
  const limits = { trials, jobs };
  const counted = Object.entries(limits).flatMap(([name, text]) => {
    if (text === undefined) return [];
    if (!/^[1-9]\d*$/.test(text)) throw new SweepOptionError(`--${name}`, text, 'Give a whole number above 0.');
    return [`limits.${name}=${text}`];
  });
  return [...set, ...counted];
}

const clock = (time: number): string => new Date(time).toLocaleTimeString('en-GB');

/** What a step of a trial says with `--verbose`: `Model A: exit 0`. */
const stepLine = ({ name, exitCode }: Trial['steps'][number]): string => `${name}: exit ${exitCode}`;

function startLines({ number, askedAt, parameters, previousRunIds }: Trial): string[] {
  const again = previousRunIds.length > 0 ? ' again' : '';
  return [`Trial ${number} started${again} at ${clock(askedAt ?? Date.now())}`, `  ${parametersText(parameters)}`];
}

function endLines(trial: Trial): string[] {
  const ended = `Trial ${trial.number} finished in ${minutesText(trial.durationMs)}: ${trial.state}${trial.objective === null ? '' : `, ${fixed(trial.objective, 4)}`}`;
  return [...trial.steps.map(stepLine), ...(trial.error ? [`${trial.error.step}: ${trial.error.message}`] : []), ended];
}

const isOver = ({ state }: Trial): boolean => state !== 'running' && state !== 'queued';

/** One study as one line: bar, counts, best value, time. */
export function progressLine(study: StudySummary): string {
  const ended = study.counts.done + study.counts.pruned + study.counts.failed + study.counts.masked;
  const { metric } = study.objective;
  return [
    study.name,
    `${ended} of ${study.totalTrials} trials`,
    bar(ended / Math.max(1, study.totalTrials)),
    countsText(study),
    study.best
      ? `best ${metricDescriptor(metric).label} ${fixed(study.best.objective, 4)} (trial ${study.best.number})`
      : '',
    ...study.streaks.filter(({ count }) => count > 1).map(({ label, count, limit }) => `${label} ${count} of ${limit}`),
    `${duration(study.elapsedMs)} elapsed`,
    study.timeLeftMs === null ? '' : `${duration(study.timeLeftMs)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * Shows a study while it runs: a live line, or a line for each trial that ended; with `--verbose` each trial's start, steps and
 * end; with SWEEP_DEBUG=1 the run's configuration file and the objective as it was collected.
 * @returns a function that ends it
 */
export function showStudy(
  output: Output,
  topics: Topics,
  session: Pick<WorkspaceSession, 'path'>,
  studyId: StudyId,
  isVerbose: boolean,
): () => void {
  const isDebug = process.env['SWEEP_DEBUG'] === '1';
  const started = new Map<number, string>();
  const ended = new Map<number, string>();
  const tell = (trial: Trial): void => {
    const { number, runId } = trial;
    if (runId !== null && started.get(number) !== runId && trial.state !== 'queued') {
      started.set(number, runId);
      if (isVerbose) startLines(trial).forEach((line) => output.note(line));
      if (isDebug) output.note(`[sweep debug] trial ${number} config ${session.path}/runs/${runId}/config.json`);
    }
    if (!isOver(trial) || runId === null || ended.get(number) === runId) return;
    ended.set(number, runId);
    if (isVerbose) endLines(trial).forEach((line) => output.note(line));
    if (isDebug) output.note(`[sweep debug] trial ${number} objective ${trial.objective ?? 'none'} (${trial.state})`);
  };
  const end = topics.subscribe('sweep:changed', ({ study, trials }: TopicPayload<'sweep:changed'>) => {
    if (study.studyId !== studyId) return;
    trials.forEach(tell);
    output.progress(progressLine(study), trials.some(isOver));
  });
  return () => {
    end();
    output.endProgress();
  };
}

/** Ctrl-C and TERM stop the study with checkpoints; a second one leaves at once. @returns a function that lets go */
function stopOnSignal(output: Output, session: WorkspaceSession, studyId: StudyId): () => void {
  let asked = false;
  const stop = (): void => {
    if (asked) {
      // The trials go on by themselves; `assay resume` takes them up.
      const summary = session.sweeps.list().find((study) => study.studyId === studyId);
      if (summary) process.stderr.write(`${finishedLine(summary)}\n`);
      process.exit(130);
    }
    asked = true;
    output.note('Stopping: running trials write a checkpoint. Press Ctrl-C again to leave at once.');
    void session.sweeps.stop(studyId);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
}

/** Follows a study to its end and prints what came of it; the line about the time is always printed. */
export async function followStudy(context: CommandContext, studyId: StudyId, isVerbose: boolean): Promise<ExitCode> {
  const { output } = context;
  const session = await context.session();
  const endProgress = showStudy(output, context.workbench().topics, session, studyId, isVerbose);
  const endSignals = stopOnSignal(output, session, studyId);
  try {
    const summary = await session.sweeps.settled(studyId);
    endProgress();
    const detail = session.sweeps.get(studyId);
    printStudy(output, detail);
    output.document(studyDocument(detail));
    if (summary.stoppedBy && summary.stoppedBy.kind !== 'trials') output.note(summary.stoppedBy.message);
    output.note(finishedLine(summary));
    if (summary.status === 'stopped') output.note(`Go on with: assay resume ${studyId}`);
    return exitCodeOfStudy(summary);
  } finally {
    endProgress();
    endSignals();
  }
}

function printPreview(output: Output, cost: CostPreview): void {
  const combinations = cost.combinations === null ? 'any value between' : thousands(cost.combinations);
  output.line(`Combinations: ${combinations}. Trials: ${thousands(cost.trials)}, ${cost.jobs} at once.`);
  if (cost.hours !== null)
    output.line(
      `About ${duration(cost.hours * 3_600_000)} of training, ${bytes(cost.memoryBytes ?? 0)} of memory, ${bytes(cost.diskBytes ?? 0)} on disk.`,
    );
  output.line(cost.note);
  output.line('\nFirst trials:');
  for (const example of cost.examples) output.line(`  ${parametersText(example)}`);
  output.line('\nSwitched off for speed, and what is not:');
  textTable(
    [
      { header: 'setting', align: 'left', value: ({ setting }) => setting },
      { header: 'key', align: 'left', value: ({ key }) => key },
      { header: 'value', align: 'left', value: ({ value }) => value },
      { header: 'saves time', align: 'left', value: ({ state }) => (state === 'off' ? 'yes' : 'no') },
      { header: 'effect', align: 'left', value: ({ effect }) => effect },
    ],
    cost.speed,
  ).forEach((line) => output.line(line));
  output.document(cost);
}

function printStudies(output: Output, studies: readonly StudySummary[]): void {
  textTable(
    [
      { header: 'study', align: 'left', value: ({ studyId }) => studyId },
      { header: 'name', align: 'left', value: ({ name }) => name },
      { header: 'status', align: 'left', value: ({ status }) => status },
      { header: 'trials', align: 'right', value: (study) => countsText(study) },
      { header: 'best', align: 'right', value: ({ best }) => fixed(best?.objective, 4) },
      { header: 'time', align: 'right', value: ({ elapsedMs }) => duration(elapsedMs) },
    ],
    studies,
  ).forEach((line) => output.line(line));
  output.document({ studies });
}

/** `assay sweep FILE`: one study in the foreground; `--dry-run` shows what it would cost, `--list` what there is. */
export async function sweepCommand(
  context: CommandContext,
  file: string | undefined,
  options: SweepOptions,
): Promise<ExitCode> {
  const { sweeps } = await context.session();
  if (options.list) {
    printStudies(context.output, sweeps.list());
    return EXIT_CODE.done;
  }
  if (file === undefined)
    throw new SweepOptionError('FILE', '', 'Name a sweep file, for example config/sweeps/team-ranking-tpe.yaml.');
  const request = { configPath: file, overrides: sweepOverrides(options) };
  if (options.dryRun) {
    printPreview(context.output, await sweeps.preview({ ...request, measure: true }));
    return EXIT_CODE.done;
  }
  const { studyId } = sweeps.start(request);
  context.output.note(`Study ${studyId}`);
  return followStudy(context, studyId, options.verbose);
}

export interface ResumeStudyOptions {
  readonly verbose: boolean;
  readonly requeue?: string;
}

/** @returns numbers of trials to put back: `3,5`, or `failed` for every trial that failed or was masked @throws SweepOptionError */
export function parseRequeue(text: string, trials: readonly Trial[]): readonly number[] {
  if (text === 'failed')
    return trials.filter(({ state }) => state === 'failed' || state === 'masked').map(({ number }) => number);
  if (!/^\d+(,\d+)*$/.test(text))
    throw new SweepOptionError('--requeue', text, 'Give trial numbers separated by commas, or failed.');
  return text.split(',').map(Number);
}

/** `assay resume STUDY`. */
export async function resumeStudyCommand(
  context: CommandContext,
  studyId: StudyId,
  options: ResumeStudyOptions,
): Promise<ExitCode> {
  const { sweeps } = await context.session();
  if (options.requeue === undefined) sweeps.resume(studyId);
  else sweeps.requeue(studyId, parseRequeue(options.requeue, sweeps.get(studyId).trials));
  return followStudy(context, studyId, options.verbose);
}
