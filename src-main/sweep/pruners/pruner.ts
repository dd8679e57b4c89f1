import type { StudyHistory } from '../history/study-history';

/** What a pruner says, with the numbers that it compared. */
export interface Verdict {
  readonly prunes: boolean;
  /** In words; empty when there was nothing to compare. */
  readonly reason: string;
}

export const GOES_ON: Verdict = { prunes: false, reason: '' };

/** A trial at the moment of its newest report, which is already in the history. */
export interface PrunerQuestion {
  readonly history: StudyHistory;
  /** Of the trial. */
  readonly number: number;
  /** Step of the newest report, from 1. */
  readonly step: number;
}

/**
 * Decides whether a running trial goes on. One method, no state: everything it needs is in the history, so that a replay of
 * the same reports in the same order decides the same. A report that is no number costs infinity.
 */
export interface Pruner {
  judge(question: PrunerQuestion): Verdict;
}

/** Makes the pruner of a study from its part of the sweep file. */
export type PrunerFactory<Config> = (config: Config) => Pruner;

/** @returns a measured value in four significant digits, for a reason */
export const shown = (history: StudyHistory, cost: number): string =>
  Number.isFinite(cost) ? String(Number(history.measured(cost).toPrecision(4))) : 'no number';

/** @returns the least cost that a trial has reported so far */
export function leastCost({ history, number }: PrunerQuestion): number {
  return history.reportsOf(number).reduce((least, { value }) => Math.min(least, history.cost(value)), Infinity);
}

/** @returns cost of the newest report */
export const newestCost = ({ history, number }: PrunerQuestion): number =>
  history.cost(history.reportsOf(number).at(-1)?.value ?? null);
