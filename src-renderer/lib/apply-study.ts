import type { StudyDetail, StudySummary, Trial } from '#contract/sweeps';

/**
 * Puts the new head of a study into the list.
 *
 * @returns the list with the head replaced; `isUnknown` when the study was not in it: the list has to be read again
 */
export function applyStudySummary(
  studies: readonly StudySummary[],
  changed: StudySummary,
): { readonly studies: StudySummary[]; readonly isUnknown: boolean } {
  return {
    studies: studies.map((study) => (study.studyId === changed.studyId ? changed : study)),
    isUnknown: !studies.some(({ studyId }) => studyId === changed.studyId),
  };
}

/**
 * Puts changed trials and the new head into an open study. History, importance and curves follow with the next reading.
 *
 * @param changed rows by number; a number that the study has not had yet is a new trial
 */
export function applyTrials(detail: StudyDetail, summary: StudySummary, changed: readonly Trial[]): StudyDetail {
  const byNumber = new Map(detail.trials.map((trial) => [trial.number, trial]));
  for (const trial of changed) byNumber.set(trial.number, trial);
  const trials = [...byNumber.values()].sort((a, b) => a.number - b.number);
  return { ...detail, summary, trials };
}
