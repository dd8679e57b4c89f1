import { useEffect } from 'react';
import type { RunStatus } from '#contract/runs';
import type { StudyStatus } from '#contract/sweeps';
import { subscribe } from '../lib/bridge';
import { goTo, PATHS } from '../lib/navigation';
import { notify } from '../lib/notices';
import { runEnding } from '../lib/run-ending';
import { studyEnding } from '../lib/study-ending';

/**
 * Says when a run or a sweep ends, except to someone who is looking at it. Trials of a sweep are not told one by one: a
 * hundred of them would cover the window.
 */
export function useRunNotices(): void {
  useEffect(() => {
    const lastRun = new Map<string, RunStatus>();
    const lastStudy = new Map<string, StudyStatus>();
    const trialRuns = new Set<string>();
    const ends = [
      subscribe('sweep:changed', ({ study, trials }) => {
        for (const { runId } of trials) if (runId !== null) trialRuns.add(runId);
        const ending = studyEnding(lastStudy.get(study.studyId), study);
        lastStudy.set(study.studyId, study.status);
        const path = PATHS.study(study.studyId);
        if (ending === null || window.location.hash === `#${path}`) return;
        notify({ ...ending, action: { label: 'Show sweep', run: () => goTo(path) } });
      }),
      subscribe('runs:changed', ({ rows }) => {
        for (const row of rows) {
          const ending = runEnding(lastRun.get(row.runId), row);
          lastRun.set(row.runId, row.status);
          const path = PATHS.run(row.runId);
          if (ending === null || trialRuns.has(row.runId) || window.location.hash === `#${path}`) continue;
          notify({ ...ending, action: { label: 'Show run', run: () => goTo(path) } });
        }
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
}
