import { useCallback } from 'react';
import { notify, notifyError } from '../../lib/notices';
import { request } from '../../lib/bridge';
import { invalidate, useAction } from '../../lib/query';
import { formatAmount } from '../../lib/format';

export interface StudyActions {
  readonly stop: () => void;
  readonly resume: () => void;
  readonly requeue: (numbers: readonly number[]) => void;
  /** Stop was asked for; running trials write their checkpoints. */
  readonly isStopping: boolean;
}

const refresh = (): void => invalidate('sweeps:list', 'sweeps:get');

/** What can be done to a study; what goes wrong is told as a notice with its next step. */
export function useStudyActions(studyId: string): StudyActions {
  const stop = useAction('sweeps:stop', { onSuccess: refresh });
  const resume = useAction('sweeps:resume', { onSuccess: refresh });
  const requeue = useCallback(
    (numbers: readonly number[]) => {
      request('sweeps:requeue', { studyId, numbers: [...numbers] })
        .then(() => notify({ tone: 'ok', title: `${formatAmount(numbers.length, 'trial')} queued again.` }))
        .catch(notifyError)
        .finally(refresh);
    },
    [studyId],
  );
  return {
    stop: () => stop.mutate({ studyId }, { onError: notifyError }),
    resume: () => resume.mutate({ studyId }, { onError: notifyError }),
    requeue,
    isStopping: stop.isPending,
  };
}
