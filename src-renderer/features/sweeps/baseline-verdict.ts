import type { StudyDetail } from '#contract/sweeps';

export interface BaselineVerdict {
  readonly isBeaten: boolean;
  /** The strongest of the baselines. */
  readonly strongest: StudyDetail['baselines'][number];
  /** Best trial minus baseline, as measured. */
  readonly difference: number;
  /** Finished trials that beat it, and all of them. */
  readonly better: number;
  readonly finished: number;
}

/**
 * What the best trial is worth beside what needs no model.
 *
 * @returns null without a finished trial or without a baseline: then nothing can be said
 */
export function baselineVerdict({
  summary,
  baselines,
  trials,
}: Pick<StudyDetail, 'summary' | 'baselines' | 'trials'>): BaselineVerdict | null {
  const { best, objective } = summary;
  const sign = objective.direction === 'maximize' ? 1 : -1;
  const [strongest] = [...baselines].sort((a, b) => sign * (b.objective - a.objective));
  if (best === null || strongest === undefined) return null;
  const isBetter = (value: number) => sign * (value - strongest.objective) > 0;
  const finished = finishedObjectives(trials);
  return {
    isBeaten: isBetter(best.objective),
    strongest,
    difference: best.objective - strongest.objective,
    better: finished.filter(isBetter).length,
    finished: finished.length,
  };
}

/** @returns objectives of the finished trials */
export const finishedObjectives = (trials: StudyDetail['trials']): readonly number[] =>
  trials.flatMap(({ state, objective }) => (state === 'done' && objective !== null ? [objective] : []));

/** @returns the middle value, of an even count the mean of the two in the middle; null without values */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @returns a baseline's id in words: `team_win_rate` is `team win rate` */
export const baselineLabel = (id: string): string => id.replaceAll('_', ' ');
