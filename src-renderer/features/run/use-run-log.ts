import { useEffect, useState } from 'react';
import type { LogLine } from '#contract/run-detail';
import { request, subscribe } from '../../lib/bridge';
import { mergeLog } from './run-log';

const FIRST_LINES = 1_000;

export interface RunLog {
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  /** Lines in the run's files, also those that are not here. */
  readonly total: number;
  readonly isLoading: boolean;
  readonly error: Error | null;
}

/** The log of a run, growing while it trains. */
export function useRunLog(runId: string): RunLog {
  const [log, setLog] = useState<RunLog>({ lines: [], total: 0, isLoading: true, error: null });
  useEffect(() => {
    let isWanted = true;
    setLog({ lines: [], total: 0, isLoading: true, error: null });
    const end = subscribe('run:events', (message) => {
      if (message.runId !== runId || message.log.length === 0) return;
      setLog((before) => {
        const lines = mergeLog(before.lines, message.log);
        return lines === before.lines ? before : { ...before, lines, total: before.total + message.log.length };
      });
    });
    request('runs:log', { runId, limit: FIRST_LINES }).then(
      ({ lines, total }) => {
        if (isWanted)
          setLog((before) => ({ lines: mergeLog(lines, before.lines), total, isLoading: false, error: null }));
      },
      (error: Error) => {
        if (isWanted) setLog((before) => ({ ...before, isLoading: false, error }));
      },
    );
    return () => {
      isWanted = false;
      end();
    };
  }, [runId]);
  return log;
}
