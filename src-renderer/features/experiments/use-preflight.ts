import { useCallback, useEffect, useRef, useState } from 'react';
import type { InspectOutput } from '#contract/jobs';
import { request } from '../../lib/bridge';

export interface PreflightState {
  readonly output: InspectOutput | null;
  /** Text that was measured. */
  readonly text: string | null;
  readonly measuredAt: number | null;
  readonly isMeasuring: boolean;
  readonly error: Error | null;
  readonly measure: () => void;
}

const NOTHING = { output: null, text: null, measuredAt: null, isMeasuring: false, error: null } as const;

/**
 * One batch, forward and backward, in a worker: what a run would cost. Measured by itself when a file opens without
 * errors, afterwards when asked.
 */
export function usePreflight(path: string, text: string | null, canMeasure: boolean): PreflightState {
  const [state, setState] = useState<Omit<PreflightState, 'measure'> & { readonly path: string }>({ ...NOTHING, path });
  const newest = useRef(0);

  const measure = useCallback(() => {
    if (text === null) return;
    newest.current += 1;
    const asked = newest.current;
    setState((before) => ({ ...before, path, isMeasuring: true, error: null }));
    request('configs:preflight', { path, text }).then(
      (output) => {
        if (asked === newest.current) {
          setState({ path, output, text, measuredAt: Date.now(), isMeasuring: false, error: null });
        }
      },
      (error: Error) => {
        if (asked === newest.current) setState((before) => ({ ...before, isMeasuring: false, error }));
      },
    );
  }, [path, text]);

  const measuredPath = useRef<string | null>(null);
  useEffect(() => {
    if (!canMeasure || measuredPath.current === path) return;
    measuredPath.current = path;
    measure();
  }, [canMeasure, path, measure]);

  return { ...(state.path === path ? state : NOTHING), measure };
}
