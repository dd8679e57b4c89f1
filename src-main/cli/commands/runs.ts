import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import { familyDescriptor } from '#contract/families';
import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import type { RunGroup, RunListRequest } from '../../services/workbench';
import type { CommandContext } from '../command-context';
import { duration, fixed } from '../format';
import { textTable } from '../text-table';

export interface RunsOptions {
  readonly groupBy?: string;
  readonly sort?: string;
  readonly limit?: string;
}

/** An option of `runs` with a value that means nothing. */
export class RunsOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-RUNS';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(option: string, received: string, expectation: string) {
    super(`${option} is ${JSON.stringify(received)}.`, expectation, { option, received });
  }
}

function listRequest(query: string, options: RunsOptions): RunListRequest {
  const { limit, sort } = options;
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit))
    throw new RunsOptionError('--limit', limit, 'Give a whole number above 0.');
  return {
    query,
    includeTrash: false,
    ...(sort === undefined ? {} : { sort }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
}

/** The family's main metric at the shipped checkpoint, for example `validation conference_spearman 0.8240`. */
function mainMetricText(run: RunSummary): string {
  const { split, metric } = familyDescriptor(run.family).mainMetric;
  return `${split} ${metric} ${fixed(run.metrics[split]?.[metric], metricDescriptor(metric).digits)}`;
}

const runsTable = (rows: readonly RunSummary[]): string[] =>
  textTable(
    [
      { header: 'run', align: 'left', value: (run) => run.runId },
      { header: 'name', align: 'left', value: (run) => run.name },
      { header: 'seed', align: 'right', value: (run) => String(run.seed) },
      { header: 'status', align: 'left', value: (run) => run.status.replace('_', ' ') },
      { header: 'epoch', align: 'right', value: (run) => `${run.epoch}/${run.totalEpochs}` },
      { header: 'main metric', align: 'left', value: mainMetricText },
      { header: 'time', align: 'right', value: (run) => duration(run.durationMs) },
    ],
    rows,
  );

/** `0.8123 ± 0.0044`, or the value and `one seed`. */
function spread(entry: { readonly mean: number; readonly sd: number | null }, metric: string): string {
  const { digits } = metricDescriptor(metric);
  return entry.sd === null
    ? `${fixed(entry.mean, digits)} one seed`
    : `${fixed(entry.mean, digits)} ± ${fixed(entry.sd, digits)}`;
}

function groupLines(group: RunGroup): string[] {
  const splits = Object.entries(group.metrics).flatMap(([split, metrics]) =>
    Object.entries(metrics)
      .filter(([metric]) => metric !== 'n' && metric !== 'clusters')
      .map(([metric, entry]) => `  ${split} ${metric}: ${spread(entry, metric)}`),
  );
  return [`${group.name} (${group.family}), n = ${group.n}, seeds ${group.seeds.join(', ')}`, ...splits, ''];
}

/** `assay runs [QUERY]`: the table, or groups over seeds. */
export async function runsCommand(context: CommandContext, query: string, options: RunsOptions): Promise<ExitCode> {
  const { runs } = await context.session();
  const request = listRequest(query, options);
  if (options.groupBy !== undefined) {
    if (options.groupBy !== 'all-but-seed')
      throw new RunsOptionError('--group-by', options.groupBy, 'The one grouping is all-but-seed.');
    const groups = runs.groups(request);
    groups.flatMap(groupLines).forEach((text) => context.output.line(text));
    context.output.document({ rows: groups });
    return EXIT_CODE.done;
  }
  const { rows, total } = runs.list(request);
  if (rows.length === 0)
    context.output.line(
      total === 0
        ? 'No runs yet. Start one with: assay run config/experiments/sample.yaml'
        : 'No run matches the query.',
    );
  else runsTable(rows).forEach((text) => context.output.line(text));
  context.output.document({ rows });
  return EXIT_CODE.done;
}
