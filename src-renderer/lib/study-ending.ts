import type { StudyStatus, StudySummary } from '#contract/sweeps';
import type { RunEnding } from './run-ending';
import { formatDuration } from './format';

const WORDS: Readonly<Partial<Record<StudyStatus, { readonly tone: RunEnding['tone']; readonly words: string }>>> = {
  done: { tone: 'ok', words: 'is done' },
  stopped_early: { tone: 'warn', words: 'stopped itself' },
  stopped: { tone: 'idle', words: 'is stopped' },
  failed: { tone: 'bad', words: 'failed' },
};

/**
 * @param before status as last known; undefined when the study was not known
 * @param study  the study now
 * @returns what to say when a sweep ended between the two, else null
 */
export function studyEnding(before: StudyStatus | undefined, study: StudySummary): RunEnding | null {
  const ending = WORDS[study.status];
  if (before !== 'running' || ending === undefined) return null;
  const { done, pruned, failed, masked } = study.counts;
  const ended = done + pruned + failed + masked;
  const how = `${ended} of ${study.totalTrials} trials in ${formatDuration(study.elapsedMs)}, ${failed} failed`;
  const detail = study.status === 'done' || study.stoppedBy === null ? how : study.stoppedBy.message;
  return { tone: ending.tone, title: `Sweep ${study.name} ${ending.words}`, detail };
}
