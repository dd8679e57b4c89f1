import { writeFileSync } from 'node:fs';
import {
  comparisonRequestSchema,
  reportFormatSchema,
  untrainedBaselineOf,
  untrainedKey,
  type Comparison,
  type ComparisonRequest,
  type ComparisonTable,
  type ReportFormat,
  type SecondOpinion,
  type SliceTable,
} from '#contract/compare';
import { PredictionsMissingError, ReportFormatError } from '#contract/errors/compare-errors';
import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import { runIdSchema } from '#contract/ids';
import { metricDescriptor } from '#contract/metrics';
import type { CompareService } from '../../services/workbench';
import type { CommandContext } from '../command-context';
import { fixed } from '../format';
import { showProgress } from '../run-progress';
import { stopOnSignal } from '../stop-on-signal';
import { textTable } from '../text-table';

export interface CompareOptions {
  readonly metric?: string;
  readonly against?: string;
  readonly format: string;
  readonly checkpoint: string;
  readonly sharedSeeds: boolean;
  readonly alpha: string;
  readonly planned?: string;
  readonly secondOpinion: boolean;
  readonly untrained?: string;
  readonly cluster?: string;
  readonly resamples: string;
  readonly bootstrapSeed: string;
  readonly slice?: string;
  readonly ablations?: string;
  readonly queue: boolean;
  readonly out?: string;
}

/** An option of `compare` with a value that means nothing. */
export class CompareOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-COMPARE';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(option: string, received: string, expectation: string) {
    super(`${option} is ${JSON.stringify(received)}.`, expectation, { option, received });
  }
}

/** Run ids, or the words of a query. */
const isRunList = (words: readonly string[]): boolean =>
  words.length > 0 && words.every((word) => runIdSchema.safeParse(word).success);

/** `r-1,r-2` is as good as `r-1 r-2`. */
const splitIds = (words: readonly string[]): readonly string[] => {
  const parts = words.flatMap((word) => word.split(',')).filter(Boolean);
  return isRunList(parts) ? parts : words;
};

function numberOption(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least)
    throw new CompareOptionError(option, text, `Give a whole number from ${least}.`);
  return value;
}

/** @throws CompareOptionError */
export function comparisonRequest(selection: readonly string[], options: CompareOptions): ComparisonRequest {
  const words = splitIds(selection);
  const runs = isRunList(words);
  const alpha = Number(options.alpha);
  if (!(alpha > 0 && alpha < 1))
    throw new CompareOptionError('--alpha', options.alpha, 'Give a level between 0 and 1, for example 0.05.');
  const { checkpoint } = options;
  if (checkpoint !== 'shipped' && checkpoint !== 'best' && checkpoint !== 'last')
    throw new CompareOptionError('--checkpoint', checkpoint, 'Give shipped, best or last.');
  return comparisonRequestSchema.parse({
    runs: runs ? words : [],
    query: runs ? null : words.join(' '),
    metric: options.metric ?? null,
    against: options.against ?? null,
    checkpoint,
    seeds: options.sharedSeeds ? 'shared' : 'equal',
    alpha,
    planned: options.planned === undefined ? null : numberOption('--planned', options.planned, 1),
  });
}

/** @throws ReportFormatError */
export function reportFormat(text: string): ReportFormat {
  const parsed = reportFormatSchema.safeParse(text);
  if (!parsed.success) throw new ReportFormatError(text, reportFormatSchema.options);
  return parsed.data;
}

/** Second opinions of some pairs of keys. @throws PredictionsMissingError where predictions cannot give them */
async function opinionsOf(
  compare: CompareService,
  request: ComparisonRequest,
  { split, metric }: ComparisonTable,
  pairs: readonly { readonly a: string; readonly b: string }[],
  options: CompareOptions,
): Promise<readonly SecondOpinion[]> {
  const resamples = numberOption('--resamples', options.resamples, 100);
  const seed = numberOption('--bootstrap-seed', options.bootstrapSeed, 0);
  const pinned = { ...request, metric: `${split}.${metric}` };
  const opinions: SecondOpinion[] = [];
  for (const { a, b } of pairs)
    opinions.push(
      await compare.secondOpinion({ request: pinned, a, b, clusterColumn: options.cluster ?? null, resamples, seed }),
    );
  return opinions;
}

/** Second opinions of the pairs that were compared; a remark where predictions cannot give them. */
async function secondOpinions(
  context: CommandContext,
  compare: CompareService,
  request: ComparisonRequest,
  table: ComparisonTable,
  options: CompareOptions,
): Promise<readonly SecondOpinion[]> {
  const pairs = table.comparisons.filter(({ refusal }) => refusal === null);
  try {
    return await opinionsOf(compare, request, table, pairs, options);
  } catch (error) {
    if (!(error instanceof PredictionsMissingError)) throw error;
    context.output.note(`No second opinion: ${error.message} ${error.nextStep}`);
    return [];
  }
}

/** Of every group with a value against a baseline without training. @throws PredictionsMissingError: it was asked for by name */
const untrainedOpinions = (
  compare: CompareService,
  request: ComparisonRequest,
  table: ComparisonTable,
  baseline: string,
  options: CompareOptions,
): Promise<readonly SecondOpinion[]> =>
  opinionsOf(
    compare,
    request,
    table,
    table.groups.filter(({ n }) => n > 0).map(({ key }) => ({ a: key, b: untrainedKey(baseline) })),
    options,
  );

/** The JSON document; field names as docs/cli.md promises. */
export function comparisonDocument(table: ComparisonTable, opinions: readonly SecondOpinion[]) {
  const opinionOf = ({ a, b }: Comparison): SecondOpinion | null =>
    opinions.find((opinion) => opinion.a === a && opinion.b === b) ?? null;
  return {
    ...table,
    comparisons: table.comparisons.map((comparison) => ({ ...comparison, secondOpinion: opinionOf(comparison) })),
    untrained: opinions.filter(({ b }) => untrainedBaselineOf(b) !== null),
  };
}

/** `assay compare`: groups over seeds, each against the baseline. */
export async function compareCommand(
  context: CommandContext,
  selection: readonly string[],
  options: CompareOptions,
): Promise<ExitCode> {
  const format = reportFormat(options.format);
  if (options.ablations !== undefined) return ablationsCommand(context, options.ablations, format, options);
  const request = comparisonRequest(selection, options);
  const { compare } = await context.session();
  if (options.slice !== undefined) return slicesCommand(context, compare.slices(request, options.slice));
  const table = compare.table(request);
  const opinions = [
    ...(options.secondOpinion ? await secondOpinions(context, compare, request, table, options) : []),
    ...(options.untrained === undefined
      ? []
      : await untrainedOpinions(compare, request, table, options.untrained, options)),
  ];
  emit(context, compare.report(request, format, opinions), options.out);
  context.output.document(comparisonDocument(table, opinions));
  return refusedAll(table) ? EXIT_CODE.badInput : EXIT_CODE.done;
}

/** `assay compare --ablations FILE`: the matrix, after training what is missing with --queue. */
async function ablationsCommand(
  context: CommandContext,
  file: string,
  format: ReportFormat,
  { queue, metric, out }: CompareOptions,
): Promise<ExitCode> {
  const { ladders, runs } = await context.session();
  if (queue) {
    const { runIds } = await ladders.queueMatrix(file, null);
    const endProgress = showProgress(context.output, context.workbench().topics, runIds);
    const endSignals = stopOnSignal(context.output, runs);
    try {
      await runs.settled(runIds);
    } finally {
      endProgress();
      endSignals();
    }
  }
  const matrix = ladders.matrix(file, metric ?? null);
  emit(context, ladders.matrixReport(file, metric ?? null, format), out);
  context.output.document(matrix);
  return EXIT_CODE.done;
}

/** Whether a comparison was wanted and none was possible. */
const refusedAll = ({ comparisons }: ComparisonTable): boolean =>
  comparisons.length > 0 && comparisons.every(({ refusal }) => refusal !== null);

/** Prints a report, or writes it into a file. */
export function emit({ output }: CommandContext, text: string, file: string | undefined): void {
  if (file === undefined) output.line(text.trimEnd());
  else {
    writeFileSync(file, text);
    output.note(`Written to ${file}.`);
  }
}

function slicesCommand({ output }: CommandContext, table: SliceTable): ExitCode {
  const { digits } = metricDescriptor(table.metric);
  const labels = ['all', ...table.values.map(({ label }) => label)];
  output.line(`${table.metric} on ${table.split} by ${table.slice.label}`);
  textTable(
    [
      { header: 'configuration', align: 'left', value: (row: SliceTable['rows'][number]) => row.label },
      { header: 'n', align: 'right', value: (row) => String(row.n) },
      ...labels.map((header, index) => ({
        header,
        align: 'right' as const,
        value: ({ cells }: SliceTable['rows'][number]) => {
          const { mean, sd } = cells[index]!;
          return sd === null ? fixed(mean, digits) : `${fixed(mean, digits)} ± ${fixed(sd, digits)}`;
        },
      })),
    ],
    table.rows,
  ).forEach((line) => output.line(line));
  table.notes.forEach((note) => output.line(note));
  output.document(table);
  return EXIT_CODE.done;
}
