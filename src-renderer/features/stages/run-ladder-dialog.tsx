import { useState } from 'react';
import type { LadderState } from '#contract/stages';
import { formatAmount } from '../../lib/format';
import { invalidate, useAction } from '../../lib/query';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Dialog } from '../../ui/dialog';
import { ErrorCardOf } from '../../ui/error-card';
import { Select } from '../../ui/select';
import { timeLeftText, workLeft } from './board-words';

const ALL = 'all';

/** Asks how far to go before anything trains. */
export function RunLadderDialog({
  state,
  open,
  onOpenChange,
}: {
  readonly state: LadderState;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const [until, setUntil] = useState(ALL);
  const [takesFallback, setTakesFallback] = useState(false);
  const run = useAction('stages:run', {
    onSuccess: () => {
      invalidate('stages:state');
      onOpenChange(false);
    },
  });
  const last = until === ALL ? null : until;
  const { missing, timeLeftMs } = workLeft(state, last);
  const timeLeft = timeLeftText(timeLeftMs);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Run what is missing"
      description="Trains, tunes, exports and decides by rule what the checklist lacks. It can be stopped at any time, with a checkpoint."
      actions={
        <>
          <Button
            variant="primary"
            icon="play"
            busy={run.isPending}
            onClick={() => run.mutate({ path: state.path, until: last, takesFallback })}
          >
            Run
          </Button>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        </>
      }
    >
      <div className="column">
        <Select
          label="Until the end of"
          value={until}
          options={[
            { value: ALL, label: 'the last stage' },
            ...state.stages.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onValueChange={setUntil}
        />
        <Checkbox checked={takesFallback} onCheckedChange={setTakesFallback}>
          Where no rule holds, go on with what the ladder names for that
        </Checkbox>
        <p className="text-2 text-sm">
          {missing === 0 ? 'No run is known to be missing.' : `${formatAmount(missing, 'run')} known to be missing`}
          {missing > 0 && (timeLeft === '' ? '; no finished run tells how long they take.' : `, ${timeLeft}.`)} What
          later stages need shows when the decisions before them are taken.
        </p>
        {run.error !== null && <ErrorCardOf error={run.error} />}
      </div>
    </Dialog>
  );
}
