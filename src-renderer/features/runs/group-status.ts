import type { RunStatus, RunSummary } from '#contract/runs';

/** Most urgent first: what a person would want to know about a group. */
const ORDER: readonly RunStatus[] = [
  'running',
  'paused',
  'failed',
  'interrupted',
  'queued',
  'diverged',
  'stopped',
  'pruned',
  'stopped_early',
  'done',
];

export interface GroupStatus {
  /** The most urgent status of the group. */
  readonly status: RunStatus;
  /** How many runs have it. */
  readonly count: number;
  /** How many have another one. */
  readonly others: number;
}

/** @returns the status that stands for a group of runs; the group is never empty */
export function groupStatus(runs: readonly Pick<RunSummary, 'status'>[]): GroupStatus {
  const status = ORDER.find((candidate) => runs.some((run) => run.status === candidate))!;
  const count = runs.filter((run) => run.status === status).length;
  return { status, count, others: runs.length - count };
}
