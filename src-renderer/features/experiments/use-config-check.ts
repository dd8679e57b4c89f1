import { useEffect, useState } from 'react';
import type { ConfigCheck } from '#contract/configs';
import { request } from '../../lib/bridge';

/** The check follows the typing at this distance. */
const CHECK_DELAY_MS = 200;

export interface CheckState {
  /** undefined before the first answer; afterwards the newest one, also while a newer text is checked. */
  readonly check: ConfigCheck | undefined;
  /** The answer belongs to the text as it stands. */
  readonly isCurrent: boolean;
  readonly error: Error | null;
}

/** Checks a text whenever it changes; answers to older texts that come late are dropped. */
export function useConfigCheck(path: string, text: string | null): CheckState {
  const [answer, setAnswer] = useState<{
    readonly path: string;
    readonly text: string;
    readonly check: ConfigCheck;
  } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const isFirst = answer?.path !== path;
  useEffect(() => {
    if (text === null) return undefined;
    let isWanted = true;
    const timer = setTimeout(
      () => {
        request('configs:check', { path, text }).then(
          (check) => {
            if (!isWanted) return;
            setAnswer({ path, text, check });
            setError(null);
          },
          (reason: Error) => {
            if (isWanted) setError(reason);
          },
        );
      },
      isFirst ? 0 : CHECK_DELAY_MS,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [path, text, isFirst]);
  const isOfFile = answer !== null && answer.path === path;
  return { check: isOfFile ? answer.check : undefined, isCurrent: isOfFile && answer.text === text, error };
}
