import { LIVE_STATUSES, type RunStatus, type RunSummary } from '#contract/runs';
import { formatDuration } from './format';

/** A notice that a run ended. */
export interface RunEnding {
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle';
  readonly title: string;
  readonly detail: string;
}

const WORDS: Partial<Record<RunStatus, { readonly tone: RunEnding['tone']; readonly words: string }>> = {
  done: { tone: 'ok', words: 'is done' },
  stopped_early: { tone: 'ok', words: 'stopped early' },
  stopped: { tone: 'idle', words: 'is stopped' },
  interrupted: { tone: 'warn', words: 'was interrupted' },
  pruned: { tone: 'idle', words: 'was pruned' },
  diverged: { tone: 'warn', words: 'diverged' },
  failed: { tone: 'bad', words: 'failed' },
};

/**
 * @param before status as last known; undefined when the run was not known
 * @param row    the run now
 * @returns what to say when the run ended between the two, else null
 */
export function runEnding(before: RunStatus | undefined, row: RunSummary): RunEnding | null {
  const ending = WORDS[row.status];
  if (before === undefined || !LIVE_STATUSES.includes(before) || ending === undefined) return null;
  const how =
    row.error === null
      ? `${row.epoch} of ${row.totalEpochs} epochs in ${formatDuration(row.durationMs)}`
      : row.error.message;
  return { tone: ending.tone, title: `${row.name}, seed ${row.seed} ${ending.words}`, detail: how };
}
