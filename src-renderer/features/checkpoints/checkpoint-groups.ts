import { metricDescriptor } from '#contract/metrics';
import type { Checkpoint } from '#contract/run-detail';
import { RESUMABLE_STATUSES, type RunStatus, type RunSummary } from '#contract/runs';

/** Checkpoints of one run, oldest step last. */
export interface CheckpointGroup {
  readonly runId: string;
  /** null when the run is not in the list: it is in the trash. */
  readonly run: RunSummary | null;
  readonly checkpoints: readonly Checkpoint[];
  readonly bytes: number;
}

/** @returns the checkpoints by run, newest run first; within a run the shipped one first, `last` at the end */
export function groupCheckpoints(
  checkpoints: readonly Checkpoint[],
  runs: readonly RunSummary[],
): readonly CheckpointGroup[] {
  const runById = new Map(runs.map((run) => [run.runId, run]));
  const byRun = new Map<string, Checkpoint[]>();
  for (const checkpoint of checkpoints)
    byRun.set(checkpoint.runId, [...(byRun.get(checkpoint.runId) ?? []), checkpoint]);
  return [...byRun]
    .map(([runId, ofRun]) => {
      const run = runById.get(runId) ?? null;
      return {
        runId,
        run,
        checkpoints: [...ofRun].sort((a, b) => orderInRun(a, run) - orderInRun(b, run) || a.step - b.step),
        bytes: ofRun.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    })
    .sort((a, b) => (a.runId < b.runId ? 1 : -1));
}

function orderInRun(checkpoint: Checkpoint, run: RunSummary | null): number {
  if (isShipped(checkpoint, run)) return 0;
  return checkpoint.roles.every((role) => role === 'last') ? 2 : 1;
}

/** @returns whether this is the checkpoint whose numbers the run is judged by */
export function isShipped(checkpoint: Checkpoint, run: RunSummary | null): boolean {
  const id = run?.best?.checkpointId;
  return id !== undefined && checkpoint.ids.includes(id);
}

/** @returns `best conference Spearman, last` for `best-conference_spearman`, `last` */
export function roleWords(roles: readonly string[]): string {
  return roles
    .map((role) => (role.startsWith('best-') ? `best ${lowerFirst(metricDescriptor(role.slice(5)).label)}` : role))
    .join(', ');
}

/** `NDCG at 10` keeps its capitals. */
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) && !/^Spearman/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;

/** Why a checkpoint is on the disk. */
export interface KeptReason {
  readonly kind: 'ships' | 'best' | 'resume' | 'end' | 'kept';
  readonly words: string;
}

/** @returns the strongest reason: ships, then resume point, then best by a criterion */
export function keptReason(checkpoint: Checkpoint, run: RunSummary | null): KeptReason {
  const isLast = checkpoint.roles.includes('last');
  const isBest = checkpoint.roles.some((role) => role.startsWith('best-'));
  if (isShipped(checkpoint, run)) return { kind: 'ships', words: 'ships, judges the run' };
  if (isLast && run !== null && isResumePoint(run.status)) return { kind: 'resume', words: resumeWords(run.status) };
  if (isBest) return { kind: 'best', words: 'best by its criterion' };
  if (isLast) return { kind: 'end', words: 'end of training' };
  return { kind: 'kept', words: 'named by its step' };
}

const isResumePoint = (status: RunStatus): boolean =>
  status === 'running' || status === 'paused' || RESUMABLE_STATUSES.includes(status);

const resumeWords = (status: RunStatus): string =>
  status === 'running' || status === 'paused' ? 'resume point, live run' : 'resume point';

/** A metric column of the table: `split.metric`. */
export interface MetricColumn {
  readonly key: string;
  readonly split: string;
  readonly metric: string;
}

const SPLIT_ORDER = ['validation', 'holdout', 'test', 'train'];

/**
 * Metrics that the checkpoints know, the most telling first: monitored ones, then by split, then in the order of the registry.
 *
 * @param most columns that fit
 */
export function metricColumns(
  checkpoints: readonly Checkpoint[],
  runs: readonly RunSummary[],
  most: number,
): readonly MetricColumn[] {
  const monitored = new Set(runs.flatMap(({ best }) => (best === null ? [] : [`${best.split}.${best.metric}`])));
  const keys = [...new Set(checkpoints.flatMap(({ metrics }) => Object.keys(metrics)))];
  const columns = keys.map((key) => {
    const dot = key.indexOf('.');
    return { key, split: dot < 0 ? '' : key.slice(0, dot), metric: key.slice(dot + 1) };
  });
  const splitRank = ({ split }: MetricColumn) => SPLIT_ORDER.indexOf(split);
  const rank = (column: MetricColumn) =>
    (monitored.has(column.key) ? 0 : 100) +
    (metricDescriptor(column.metric).direction === 'none' ? 50 : 0) +
    (splitRank(column) < 0 ? 9 : splitRank(column));
  return columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => rank(a.column) - rank(b.column) || a.index - b.index)
    .slice(0, most)
    .map(({ column }) => column);
}

/** @returns for each metric column the ids of the group's best checkpoints; none where all are equal or there is one */
export function bestInGroup(group: CheckpointGroup, { key, metric }: MetricColumn): ReadonlySet<Checkpoint> {
  const { direction } = metricDescriptor(metric);
  const values = group.checkpoints.map((checkpoint) => Number(checkpoint.metrics[key] ?? NaN));
  const finite = values.filter(Number.isFinite);
  if (direction === 'none' || new Set(finite).size < 2) return new Set();
  const best = direction === 'maximize' ? Math.max(...finite) : Math.min(...finite);
  return new Set(group.checkpoints.filter((_, index) => values[index] === best));
}
