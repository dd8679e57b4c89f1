import { useEffect, useState } from 'react';
import type { RequestInput } from '#contract/channels';
import { request, subscribe } from '../lib/bridge';
import { formatAmount } from '../lib/format';
import { notifyError } from '../lib/notices';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';

/** Asks what becomes of training runs when the window closes. */
export function CloseDialog() {
  const [runningCount, setRunningCount] = useState<number | null>(null);
  useEffect(() => subscribe('app:close-requested', (payload) => setRunningCount(payload.runningCount)), []);
  const decide = (decision: RequestInput<'app:close-decision'>['decision']) => {
    setRunningCount(null);
    void request('app:close-decision', { decision }).catch(notifyError);
  };
  const count = runningCount ?? 0;
  const [they, runs] = count === 1 ? ['it goes', 'A stopped run keeps'] : ['they go', 'Stopped runs keep'];
  return (
    <Dialog
      open={runningCount !== null}
      onOpenChange={(open) => {
        if (!open) decide('cancel');
      }}
      title={count === 1 ? 'One run is training' : `${formatAmount(count, 'run')} are training`}
      description={`In the background ${they} on, and the next start of Assay shows ${count === 1 ? 'it' : 'them'} again. ${runs} a checkpoint and can be resumed.`}
      actions={
        <>
          <Button variant="primary" icon="play" autoFocus onClick={() => decide('keep')}>
            Keep running in the background
          </Button>
          <Button icon="stop" onClick={() => decide('stop')}>
            Stop with a checkpoint
          </Button>
          <Button variant="ghost" onClick={() => decide('cancel')}>
            Cancel
          </Button>
        </>
      }
    />
  );
}
