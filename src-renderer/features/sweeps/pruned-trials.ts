import type { StudyDetail, TrialReport } from '#contract/sweeps';

export interface PrunedTrial extends TrialReport {
  readonly number: number;
}

/** @returns the report at which each pruned trial was cut off, by trial number */
export const prunedTrials = (curves: StudyDetail['curves']): readonly PrunedTrial[] =>
  curves.flatMap(({ number, reports }) => {
    const last = reports.at(-1);
    return last?.decision === 'prune' ? [{ number, ...last }] : [];
  });

/** @returns epoch of each trial's last report */
export const lastSteps = (curves: StudyDetail['curves']): ReadonlyMap<number, number> =>
  new Map(curves.flatMap(({ number, reports }) => (reports.length > 0 ? [[number, reports.at(-1)!.step]] : [])));
