import type { SweepService } from '../workbench';
import { baseOverride } from './cell-config';
import type { RunStudy } from './run-ladder';

/** Studies of ladders, run by the sweeps of the workspace: begun, gone on with, or waited for where another process has it. */
export const studyOfStage =
  (sweeps: Pick<SweepService, 'start' | 'resume' | 'get' | 'stop' | 'settled'>): RunStudy =>
  async ({ file, base, studyId: known, signal, onStart }) => {
    const studyId = known ?? sweeps.start({ configPath: file, overrides: [baseOverride(base)] }).studyId;
    if (known !== null && sweeps.get(known).summary.status !== 'running') sweeps.resume(known);
    onStart(studyId);
    const stop = (): void => void sweeps.stop(studyId);
    signal?.addEventListener('abort', stop);
    try {
      const { status } = await sweeps.settled(studyId);
      return status === 'stopped' || status === 'interrupted' ? 'stopped' : 'ended';
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
