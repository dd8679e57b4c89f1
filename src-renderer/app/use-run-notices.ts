import { useEffect } from 'react';
import type { RunStatus } from '#contract/runs';
import { subscribe } from '../lib/bridge';
import { goTo, PATHS } from '../lib/navigation';
import { notify } from '../lib/notices';
import { runEnding } from '../lib/run-ending';

/** Says when a run ends, except to someone who is looking at that run. */
export function useRunNotices(): void {
  useEffect(() => {
    const lastStatus = new Map<string, RunStatus>();
    return subscribe('runs:changed', ({ rows }) => {
      for (const row of rows) {
        const ending = runEnding(lastStatus.get(row.runId), row);
        lastStatus.set(row.runId, row.status);
        const path = PATHS.run(row.runId);
        if (ending === null || window.location.hash === `#${path}`) continue;
        notify({ ...ending, action: { label: 'Show run', run: () => goTo(path) } });
      }
    });
  }, []);
}
