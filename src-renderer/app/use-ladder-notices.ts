import { useEffect } from 'react';
import { RemoteError } from '#contract/errors/workbench-error';
import type { LadderRunOutcome } from '#contract/stages';
import { subscribe } from '../lib/bridge';
import { goTo, PATHS } from '../lib/navigation';
import { notify, notifyError } from '../lib/notices';

const OUTCOMES = {
  done: { tone: 'ok', title: 'The ladder is done.' },
  'needs-decision': { tone: 'warn', title: 'The ladder waits for a decision.' },
  stopped: { tone: 'idle', title: 'The ladder was stopped.' },
  failed: { tone: 'bad', title: 'The ladder cannot go on.' },
} as const satisfies Record<LadderRunOutcome['kind'], { readonly tone: string; readonly title: string }>;

/** Says how work on a ladder came to its end, on whatever screen. */
export function useLadderNotices(): void {
  useEffect(
    () =>
      subscribe('stages:ended', ({ path, outcome, error }) => {
        if (error !== null) notifyError(new RemoteError(error));
        if (outcome === null) return;
        notify({
          ...OUTCOMES[outcome.kind],
          detail: outcome.message,
          action: { label: 'Show the board', run: () => goTo(PATHS.stagesOf(path)) },
        });
      }),
    [],
  );
}
