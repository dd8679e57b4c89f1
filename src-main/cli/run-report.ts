import { latestDiagnostics } from '#contract/diagnostics';
import { familyDescriptor } from '#contract/families';
import { memberOfMetric, metricDescriptor } from '#contract/metrics';
import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import type { MetricsBySplit, RunResult, RunStep, RunSummary } from '#contract/runs';
import type { RunService } from '../services/workbench';
import { duration, fixed, thousands } from './format';
import type { Output } from './output';
import { textTable, type TextColumn } from './text-table';

/** A run as `--json` prints it (docs/cli.md). */
export function runDocument(run: RunSummary, result: RunResult | null) {
  return {
    runId: run.runId,
    name: run.name,
    family: run.family,
    seed: run.seed,
    status: run.status,
    stopReason: run.stopReason,
    epochs: result?.epochs ?? run.epoch,
    metrics: { validation: {}, test: {}, ...run.metrics },
    best: run.best,
    baselines: run.baselines,
    pipelineSteps: result?.pipelineSteps ?? [],
    durationMs: run.durationMs,
    samplesPerSecond: result?.samplesPerSecond ?? run.samplesPerSecond,
    engine: run.engine,
    peakMemoryBytes: result?.peakMemoryBytes ?? run.memoryBytes,
    diagnostics: (result?.diagnostics ?? []).map(({ id, severity, message }) => ({ id, severity, message })),
    error: run.error,
  };
}

interface ResultRow {
  readonly label: string;
  readonly metrics: Readonly<Record<string, number | null>>;
}

const metricIds = (rows: readonly ResultRow[]): string[] =>
  [...new Set(rows.flatMap((row) => Object.keys(row.metrics)))].filter((id) => id !== 'n' && id !== 'clusters');

type ResultMetrics = ResultRow['metrics'];

/** One row a member of an ensemble, with the members' names taken off the metrics, then the run itself. */
function withMembers(label: string, metrics: ResultMetrics): ResultRow[] {
  const members = new Map<string, Record<string, number | null>>();
  const own: Record<string, number | null> = {};
  for (const [id, value] of Object.entries(metrics)) {
    const member = memberOfMetric(id);
    if (!member) own[id] = value;
    else members.set(member.label, { ...members.get(member.label), [member.metric]: value });
  }
  return [
    ...[...members].map(([name, values]) => ({ label: `  ${name} alone`, metrics: values })),
    { label, metrics: own },
  ];
}

/** Baselines first, then the run: a number without its baseline is no result. */
function resultRows(run: RunSummary, split: keyof MetricsBySplit): ResultRow[] {
  const baselines = Object.entries(run.baselines).flatMap(([id, bySplit]) => {
    const metrics = bySplit[split];
    return metrics ? [{ label: `baseline ${id}`, metrics }] : [];
  });
  const own = run.metrics[split];
  return own ? [...baselines, ...withMembers(`${run.name}, seed ${run.seed}`, own)] : [];
}

function splitTable(run: RunSummary, split: keyof MetricsBySplit): string[] {
  const rows = resultRows(run, split);
  if (rows.length === 0) return [];
  const columns: TextColumn<ResultRow>[] = metricIds(rows).map((id) => ({
    header: id,
    align: 'right',
    value: (row) => fixed(row.metrics[id], metricDescriptor(id).digits),
  }));
  const n = rows.at(-1)!.metrics['n'];
  const heading = `${split}${typeof n === 'number' ? `, n = ${thousands(n)}` : ''}`;
  return [
    '',
    heading,
    ...textTable([{ header: '', align: 'left', value: (row: ResultRow) => row.label }, ...columns], rows),
  ];
}

/** Says whether the run beats its strongest baseline on its family's main metric; null when there is nothing to compare. */
export function baselineVerdict(run: RunSummary): string | null {
  const { split, metric } = familyDescriptor(run.family).mainMetric;
  const own = run.metrics[split]?.[metric];
  if (own === undefined || own === null) return null;
  const sign = metricDescriptor(metric).direction === 'minimize' ? -1 : 1;
  const candidates = Object.entries(run.baselines).flatMap(([id, bySplit]) => {
    const value = bySplit[split]?.[metric];
    return typeof value === 'number' ? [{ id, value }] : [];
  });
  const [strongest] = candidates.sort((a, b) => sign * (b.value - a.value));
  if (!strongest) return null;
  const verb = sign * (own - strongest.value) > 0 ? 'beats' : 'does not beat';
  return `On ${split} ${metric} the model (${fixed(own, 4)}) ${verb} the baseline ${strongest.id} (${fixed(strongest.value, 4)}).`;
}

/** As the sweep brief prints it, for example `Model A: exit 0, 12.3 s, from the cache`. */
const stepLine = ({ name, exitCode, durationMs, cached }: RunStep): string =>
  `${name}: exit ${exitCode}, ${duration(durationMs)}${cached ? ', from the cache' : ''}`;

/** Prints what came of one run: status, tables by split with the baselines first, verdict, where the checkpoint is. */
export function printRun(output: Output, run: RunSummary, result: RunResult | null): void {
  output.line(
    `${run.runId}  ${run.name}, seed ${run.seed}: ${run.status.replace('_', ' ')} after ${run.epoch} epochs, ${duration(run.durationMs)}`,
  );
  for (const step of result?.pipelineSteps ?? []) output.line(stepLine(step));
  for (const split of ['holdout', 'validation', 'test'] as const)
    splitTable(run, split).forEach((text) => output.line(text));
  const verdict = baselineVerdict(run);
  if (verdict) output.line(`\n${verdict}`);
  for (const { diagnostic, count } of latestDiagnostics(result?.diagnostics ?? [])) {
    const times = count > 1 ? ` (${count} times, last at epoch ${diagnostic.epoch ?? 'n/a'})` : '';
    output.line(`${diagnostic.severity}: ${diagnostic.message}${times} ${diagnostic.nextStep}`);
  }
  if (run.best) output.line(`Checkpoint ${run.best.checkpointId} (epoch ${run.best.epoch}).`);
  if (run.error) output.line(`${run.error.message}\n${run.error.nextStep}\nerror[${run.error.code}]`);
  output.line('');
}

/** The exit code that a run's status stands for. */
export function exitCodeOfRun(run: RunSummary): ExitCode {
  if (run.status === 'done' || run.status === 'stopped_early' || run.status === 'pruned') return EXIT_CODE.done;
  if (run.status === 'diverged') return EXIT_CODE.diverged;
  if (run.status === 'failed')
    return run.error?.code.startsWith('E-INTERNAL') ? EXIT_CODE.internal : EXIT_CODE.badInput;
  return EXIT_CODE.interrupted;
}

/** Prints runs in both forms. @returns the code of the worst of them */
export function reportRuns(output: Output, runs: RunService, rows: readonly RunSummary[]): ExitCode {
  const results = rows.map((run) => ({ run, result: runs.result(run.runId) }));
  results.forEach(({ run, result }) => printRun(output, run, result));
  output.document({ runs: results.map(({ run, result }) => runDocument(run, result)) });
  return rows.map(exitCodeOfRun).find((code) => code !== EXIT_CODE.done) ?? EXIT_CODE.done;
}
