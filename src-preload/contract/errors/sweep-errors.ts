import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** There is no study of that id. */
export class StudyNotFoundError extends WorkbenchError {
  readonly code = 'E-SWEEP-STUDY-NOT-FOUND';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(studyId: string) {
    super(
      `There is no study ${studyId} in this workspace.`,
      'List the studies on the Sweeps screen or with `assay sweep --list`, or choose another workspace.',
      { studyId },
    );
  }
}

/** An action does not fit the state that a study is in. */
export class StudyStateError extends WorkbenchError {
  readonly code = 'E-SWEEP-STUDY-STATE';
  /** @param action what was asked, for example `resumed` */
  constructor(studyId: string, status: string, action: string, nextStep: string) {
    super(`Study ${studyId} is ${status} and cannot be ${action}.`, nextStep, { studyId, status });
  }
}

/** Another process works on a study. */
export class StudyElsewhereError extends WorkbenchError {
  readonly code = 'E-SWEEP-STUDY-ELSEWHERE';
  constructor(studyId: string, action: string) {
    super(
      `Another process works on study ${studyId}: it cannot be ${action} from here.`,
      'Stop it there, or with the Stop button, then try again.',
      { studyId },
    );
  }
}

/** A trial cannot be put back. */
export class TrialStateError extends WorkbenchError {
  readonly code = 'E-SWEEP-TRIAL-STATE';
  constructor(studyId: string, number: number, state: string) {
    super(
      `Trial ${number} of study ${studyId} is ${state} and cannot be put back.`,
      'Only trials that have ended can be run again.',
      { studyId, number, state },
    );
  }
}

/** The studies to learn from do not fit a sweep. */
export class WarmStartError extends WorkbenchError {
  readonly code = 'E-SWEEP-WARM-START';
  constructor(studyId: string, reason: string) {
    super(
      `The trials of study ${studyId} cannot warm this sweep: ${reason}.`,
      'Take it out of warm_start, or use the objective of that study.',
      { studyId, reason },
    );
  }
}
