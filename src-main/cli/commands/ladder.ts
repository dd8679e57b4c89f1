import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ReportFormat } from '#contract/compare';
import { LadderTargetError } from '#contract/errors/ladder-errors';
import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import type { LadderItemState, LadderRunOutcome, LadderStageState, LadderState } from '#contract/stages';
import type { LadderService } from '../../services/workbench';
import type { CommandContext } from '../command-context';
import { duration } from '../format';
import { showProgress } from '../run-progress';
import { stopOnSignal } from '../stop-on-signal';

export interface LadderOptions {
  readonly status: boolean;
  readonly until?: string;
  readonly yes: boolean;
  readonly decide?: string;
  readonly overrule?: string;
  readonly judge?: string;
  readonly note?: string;
  readonly ablations: boolean;
  readonly report?: string;
  /** Runs that train at once; without it the setting. */
  readonly jobs?: string;
}

/** An option of `ladder` with a value that means nothing. */
export class LadderOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-LADDER';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(option: string, received: string, expectation: string) {
    super(`${option} is ${JSON.stringify(received)}.`, expectation, { option, received });
  }
}

/** What is chosen when no variant goes on. */
const NO_VARIANT = 'base-as-it-is';

const REPORT_FORMATS: Readonly<Record<string, ReportFormat>> = {
  '.md': 'markdown',
  '.html': 'html',
  '.tex': 'latex',
  '.txt': 'table',
};

const MARKS: Readonly<Record<LadderItemState['state'], string>> = {
  met: '[x]',
  open: '[ ]',
  superseded: '[!]',
  overruled: '[~]',
};

const STAGE_WORDS: Readonly<Record<LadderStageState['state'], string>> = {
  blocked: 'waits',
  open: 'open',
  running: 'running',
  done: 'done',
  'evidence-lost': 'evidence lost',
};

function itemLines({ state, question, finding, because, isAnswered, evidence }: LadderItemState): string[] {
  const answer = state === 'open' && isAnswered ? 'no: ' : '';
  const runs = evidence.length === 0 ? '' : ` (${evidence.length === 1 ? evidence[0]! : `${evidence.length} runs`})`;
  return [
    `  ${MARKS[state]} ${question}`,
    `      ${answer}${finding}${runs}`,
    ...(because === '' ? [] : [`      ${state}: ${because}`]),
  ];
}

function decisionLines({ decision }: LadderStageState): string[] {
  if (!decision) return [];
  const { state, taken, because, proposal } = decision;
  const numbers = (taken?.numbers ?? proposal?.numbers ?? []).map(
    ({ text, holds }) => `      ${holds ? '+' : '-'} ${text}`,
  );
  const outcome = taken ? `${taken.choose ?? 'the base'} goes on, by ${taken.by}; wrote ${taken.wrote}` : because;
  return [
    `  Decision (${state}): ${outcome}`,
    ...(taken ? [`      ${[taken.because, taken.note].filter(Boolean).join(' ')}`] : []),
    ...(taken && because !== '' ? [`      ${because}`] : []),
    ...numbers,
  ];
}

function printBoard({ output }: CommandContext, state: LadderState): void {
  output.line(`${state.name}: ${state.met} of ${state.total} items`);
  for (const stage of state.stages) {
    const left =
      stage.timeLeftMs === null || stage.timeLeftMs === 0 ? '' : `, about ${duration(stage.timeLeftMs)} left`;
    output.line('');
    output.line(`${stage.name} (${STAGE_WORDS[stage.state]}, ${stage.met}/${stage.total}${left})`);
    if (stage.goal !== '') output.line(`  ${stage.goal}`);
    stage.items.flatMap(itemLines).forEach((line) => output.line(line));
    decisionLines(stage).forEach((line) => output.line(line));
  }
}

function splitTarget(option: string, text: string, separator: '=' | '/'): readonly [string, string] {
  const at = text.indexOf(separator);
  if (at <= 0 || at === text.length - 1)
    throw new LadderOptionError(
      option,
      text,
      `Write ${option} stage${separator}${separator === '=' ? 'variant' : 'item'}.`,
    );
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Decisions and notes that the options ask for. @returns whether there was one */
function applyDecisions(
  { output }: CommandContext,
  ladders: LadderService,
  file: string,
  options: LadderOptions,
): boolean {
  const note = options.note ?? '';
  if (options.decide !== undefined) {
    const [stage, choose] = splitTarget('--decide', options.decide, '=');
    const { wrote } = ladders.decide({ path: file, stage, choose: choose === NO_VARIANT ? null : choose, note });
    output.note(`Wrote ${wrote}.`);
  }
  if (options.overrule !== undefined) {
    const [stage, item] = splitTarget('--overrule', options.overrule, '/');
    ladders.overrule({ path: file, stage, item, note });
  }
  if (options.judge !== undefined) {
    const [stage, item] = splitTarget('--judge', options.judge, '/');
    ladders.overrule({ path: file, stage, item, note: null });
  }
  return options.decide !== undefined || options.overrule !== undefined || options.judge !== undefined;
}

/** Asks on a terminal before anything is trained; elsewhere the command itself is the answer. */
async function isAgreed({ output }: CommandContext, state: LadderState, { yes }: LadderOptions): Promise<boolean> {
  if (yes || output.isJson || !process.stdin.isTTY || !process.stderr.isTTY) return true;
  const missing = state.stages.reduce((sum, { progress }) => sum + progress.total - progress.done, 0);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${missing} or more runs are missing. Train them now? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

async function runWithProgress(
  context: CommandContext,
  file: string,
  { until, yes, jobs }: LadderOptions,
): Promise<LadderRunOutcome> {
  const { ladders, runs } = await context.session();
  let endProgress: () => void = () => {};
  const abort = new AbortController();
  const stopAll = (): Promise<void> => {
    abort.abort();
    return runs.stopAll();
  };
  const endSignals = stopOnSignal(context.output, { stopAll });
  try {
    return await ladders.run(file, {
      until: until ?? null,
      takesFallback: yes,
      signal: abort.signal,
      jobs: jobsOf(jobs),
      onWork: (text, runIds) => {
        endProgress();
        context.output.note(text);
        endProgress = showProgress(context.output, context.workbench().topics, runIds);
      },
    });
  } finally {
    endProgress();
    endSignals();
  }
}

const EXIT_CODES: Readonly<Record<LadderRunOutcome['kind'], ExitCode>> = {
  done: EXIT_CODE.done,
  // The ladder did what it could; a person is next. Nothing failed.
  'needs-decision': EXIT_CODE.done,
  stopped: EXIT_CODE.interrupted,
  failed: EXIT_CODE.badInput,
};

/** `assay ladder FILE`: the board, or what it lacks. */
export async function ladderCommand(context: CommandContext, file: string, options: LadderOptions): Promise<ExitCode> {
  const { ladders } = await context.session();
  const format = reportFormatOf(options.report);
  jobsOf(options.jobs);
  const known = ladders.state(file).stages.map(({ id }) => id);
  if (options.until !== undefined && !known.includes(options.until))
    throw new LadderTargetError(options.until, 'stage', known);
  const isDecided = applyDecisions(context, ladders, file, options);
  const runs = !options.status && !isDecided && !options.ablations;
  const outcome =
    runs && (await isAgreed(context, ladders.state(file), options))
      ? await runWithProgress(context, file, options)
      : null;
  const state = ladders.state(file);
  if (options.ablations) context.output.line(ladders.matrixReport(file, null, 'table'));
  else printBoard(context, state);
  if (outcome) context.output.line(`\n${outcome.message}`);
  if (format && options.report !== undefined) {
    writeFileSync(options.report, ladders.report(file, format));
    context.output.note(`Written to ${options.report}.`);
  }
  context.output.document({
    ...state,
    outcome,
    ...(options.ablations ? { ablations: ladders.matrix(file, null) } : {}),
  });
  return outcome ? EXIT_CODES[outcome.kind] : EXIT_CODE.done;
}

/** @throws LadderOptionError */
function jobsOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new LadderOptionError('--jobs', text, 'Write a whole number of 1 to 99, at most one for each core.');
}

function reportFormatOf(file: string | undefined): ReportFormat | null {
  if (file === undefined) return null;
  const format = REPORT_FORMATS[path.extname(file)];
  if (format) return format;
  throw new LadderOptionError('--report', file, `Name a file that ends in ${Object.keys(REPORT_FORMATS).join(', ')}.`);
}
