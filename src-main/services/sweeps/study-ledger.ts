import type { Trial } from '#contract/sweeps';
import type { StudyKey } from '../../store/repositories/study-repository';
import type { Store } from '../../store/store';
import type { StudyLedger } from '../../sweep/loop/run-study';
import { newRunId } from '../runs/run-id';

/** Called after a write, with the number of the trial. */
export type OnWritten = (number: number, trial: Trial | null) => void;

/** @returns the rows of a study in the database of its workspace; each write is one transaction */
export function storeLedger(store: Store, key: StudyKey, onWritten: OnWritten = () => {}): StudyLedger {
  return {
    newRunId: () => newRunId(),
    now: () => Date.now(),
    put: (trial) => {
      store.transaction(() => {
        store.studies.see(key, Date.now());
        store.trials.put(key, trial);
      });
      onWritten(trial.number, trial);
    },
    report: (number, report) => {
      store.trials.insertReport(key, number, report);
      onWritten(number, null);
    },
  };
}
