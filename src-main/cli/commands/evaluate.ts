import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import { evaluationSplitSchema } from '#contract/ids';
import { metricDescriptor } from '#contract/metrics';
import type { EvaluateOutput } from '#contract/jobs';
import type { CommandContext } from '../command-context';
import { fixed, thousands } from '../format';
import { textTable, type TextColumn } from '../text-table';

export interface EvaluateOptions {
  readonly data?: string;
  readonly split?: string;
  readonly episodes?: string;
}

/** `--split` names no part of the data. */
export class SplitOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-SPLIT';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string) {
    super(`--split is ${JSON.stringify(received)}.`, `Give one of ${evaluationSplitSchema.options.join(', ')}.`, {
      received,
    });
  }
}

/** An interval needs two games; more than the most would play for days. */
const FEWEST_EPISODES = 2;
const MOST_EPISODES = 100_000;

/** `--episodes` is no number of games. */
export class EpisodesOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-EPISODES';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string) {
    super(
      `--episodes is ${JSON.stringify(received)}.`,
      `Give a whole number of games from ${FEWEST_EPISODES} to ${MOST_EPISODES}.`,
      { received },
    );
  }
}

/** @throws EpisodesOptionError */
function episodesOf({ episodes }: EvaluateOptions): number | undefined {
  if (episodes === undefined) return undefined;
  const games = Number(episodes);
  if (!Number.isInteger(games) || games < FEWEST_EPISODES || games > MOST_EPISODES)
    throw new EpisodesOptionError(episodes);
  return games;
}

/** Counts as whole numbers, metrics with their digits. */
const metricText = (id: string, value: number | null | undefined): string =>
  id === 'n' || id === 'clusters' ? thousands(value ?? 0) : fixed(value, metricDescriptor(id).digits);

interface MetricRow {
  readonly label: string;
  readonly metrics: Readonly<Record<string, number | null>>;
}

function tableRows(result: EvaluateOutput, part: string): MetricRow[] {
  const baselines = Object.entries(result.baselines).flatMap(([id, byPart]) => {
    const metrics = byPart[part];
    return metrics ? [{ label: `baseline ${id}`, metrics }] : [];
  });
  const own = (result.metrics as Readonly<Record<string, MetricRow['metrics'] | undefined>>)[part];
  return own ? [...baselines, { label: 'checkpoint', metrics: own }] : baselines;
}

function partTable(result: EvaluateOutput, part: string): string[] {
  const rows = tableRows(result, part);
  const ids = [...new Set(rows.flatMap((row) => Object.keys(row.metrics)))];
  const columns: TextColumn<MetricRow>[] = ids.map((id) => ({
    header: id,
    align: 'right',
    value: (row) => metricText(id, row.metrics[id]),
  }));
  return [
    part,
    ...textTable([{ header: '', align: 'left', value: (row: MetricRow) => row.label }, ...columns], rows),
    '',
  ];
}

/** `assay evaluate CHECKPOINT`: metrics, slices and baselines. */
export async function evaluateCommand(
  context: CommandContext,
  checkpoint: string,
  options: EvaluateOptions,
): Promise<ExitCode> {
  const split = options.split === undefined ? null : evaluationSplitSchema.safeParse(options.split);
  if (split?.success === false) throw new SplitOptionError(options.split!);
  const episodes = episodesOf(options);
  const { checkpoints } = await context.session();
  const result = await checkpoints.evaluate({
    checkpoint,
    data: options.data ?? null,
    split: split?.data ?? null,
    ...(episodes === undefined ? {} : { episodes }),
  });
  for (const part of Object.keys(result.metrics)) partTable(result, part).forEach((text) => context.output.line(text));
  for (const slice of result.slices) {
    const values = Object.entries(slice.metrics).filter(([, value]) => value !== null);
    context.output.line(
      `${slice.name} ${slice.value}: ${values.map(([id, value]) => `${id} ${metricText(id, value as number)}`).join(', ')}`,
    );
  }
  result.warnings.forEach((warning) => context.output.line(`warning: ${warning}`));
  context.output.document(result);
  return EXIT_CODE.done;
}
