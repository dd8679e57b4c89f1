import type { RunStatus, RunSummary } from '#contract/runs';
import type { WorkProgress } from '#contract/stages';
import { evaluationSplitSchema } from '#contract/ids';
import type { Cell, Evidence } from './evidence';

/** A run that has come to an end with a result, whatever its value. */
const ENDED: readonly RunStatus[] = ['done', 'stopped_early', 'diverged'];
const RUNNING: readonly RunStatus[] = ['running', 'paused'];
const FAILED: readonly RunStatus[] = ['failed', 'stopped', 'interrupted', 'pruned'];

/** Where one seed of a cell stands: its newest ended run, else its newest one. */
export interface SeedState {
  readonly seed: number;
  readonly state: 'missing' | 'queued' | 'running' | 'failed' | 'done';
  readonly run: RunSummary | null;
}

export function seedStates(evidence: Evidence, cell: Cell): readonly SeedState[] {
  const runs = evidence.runsOf(cell);
  return cell.seeds.map((seed) => {
    const own = runs.filter((run) => run.seed === seed);
    const run = own.find(({ status }) => ENDED.includes(status)) ?? own[0] ?? null;
    return { seed, state: stateOf(run), run };
  });
}

function stateOf(run: RunSummary | null): SeedState['state'] {
  if (!run) return 'missing';
  if (ENDED.includes(run.status)) return 'done';
  if (RUNNING.includes(run.status)) return 'running';
  return FAILED.includes(run.status) ? 'failed' : 'queued';
}

/** @param metric `split.metric` @returns value by seed; a seed without a finite value is not in it */
export function cellValues(
  evidence: Evidence,
  cell: Cell,
  metric: string,
): ReadonlyMap<number, { readonly runId: string; readonly value: number }> {
  const values = new Map<number, { runId: string; value: number }>();
  for (const { seed, state, run } of seedStates(evidence, cell)) {
    const value = state === 'done' ? runValue(run!, metric) : null;
    if (value !== null) values.set(seed, { runId: run!.runId, value });
  }
  return values;
}

/** @returns a run's metric at the checkpoint that ships; null when it has none or diverged */
export function runValue(run: Pick<RunSummary, 'metrics' | 'status'>, metric: string): number | null {
  const dot = metric.indexOf('.');
  const split = evaluationSplitSchema.safeParse(metric.slice(0, dot));
  const value = split.success ? run.metrics[split.data]?.[metric.slice(dot + 1)] : undefined;
  return typeof value === 'number' && Number.isFinite(value) && run.status !== 'diverged' ? value : null;
}

export const NO_WORK: WorkProgress = { done: 0, total: 0, running: 0, queued: 0, failed: 0 };

/** @returns how far these cells are, each counted once */
export function progressOf(evidence: Evidence, cells: readonly Cell[]): WorkProgress {
  const states = cells.flatMap((cell) => seedStates(evidence, cell));
  const count = (state: SeedState['state']): number => states.filter((entry) => entry.state === state).length;
  return {
    done: count('done'),
    total: states.length,
    running: count('running'),
    queued: count('queued'),
    failed: count('failed'),
  };
}

export const idsOf = (evidence: Evidence, cells: readonly Cell[]): readonly string[] => [
  ...new Set(
    cells.flatMap((cell) =>
      seedStates(evidence, cell).flatMap(({ state, run }) => (state === 'done' ? [run!.runId] : [])),
    ),
  ),
];
