import { useEffect, useState } from 'react';
import type { TopicPayload } from '#contract/channels';
import { subscribe } from './bridge';

/**
 * The newest progress message of a job of main while it is under way.
 *
 * @param job name of the job as main gives it (`export`, `check nba-box-scores`); null while none of ours runs
 * @returns null before the first message and when nothing runs
 */
export function useJobProgress(job: string | null): TopicPayload<'job:progress'> | null {
  const [progress, setProgress] = useState<TopicPayload<'job:progress'> | null>(null);
  useEffect(() => {
    if (job === null) return undefined;
    const end = subscribe('job:progress', (message) => {
      if (message.job === job) setProgress(message);
    });
    return () => {
      end();
      setProgress(null);
    };
  }, [job]);
  return progress;
}
