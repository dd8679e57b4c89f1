import { useEffect, useState } from 'react';
import type { Split } from '#contract/ids';
import { request, subscribe } from '../../lib/bridge';
import { appendPoints, MAX_POINTS, NO_POINTS, pointsOfSeries, type StepPoints } from './series-points';

export interface WantedSeries {
  readonly split: Split;
  readonly metric: string;
}

export const seriesKey = ({ split, metric }: WantedSeries): string => `${split} ${metric}`;

export interface RunSeries {
  readonly byKey: ReadonlyMap<string, StepPoints>;
  readonly isLoading: boolean;
  readonly error: Error | null;
}

/**
 * Lines of a run: asked for once, then grown by what main sends. Messages that come before the answer are kept and
 * appended to it, so that a reload of the window misses nothing.
 *
 * @param attempts number of attempts; a resumed run may take steps back, then the lines are asked for again
 */
export function useRunSeries(runId: string, wanted: readonly WantedSeries[], attempts: number): RunSeries {
  const [state, setState] = useState<RunSeries>({ byKey: new Map(), isLoading: true, error: null });
  const wantedKeys = wanted.map(seriesKey).join(', ');

  useEffect(() => {
    const list = wantedKeys.split(', ').map((key) => {
      const [split, metric] = key.split(' ');
      return { split: split as Split, metric: metric! };
    });
    let isWanted = true;
    let lines: Map<string, StepPoints> | null = null;
    const early: ((lines: Map<string, StepPoints>) => void)[] = [];
    let frame = 0;
    // Many messages between two frames are drawn once.
    const show = () => {
      if (frame !== 0 || lines === null) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        if (lines !== null) setState({ byKey: new Map(lines), isLoading: false, error: null });
      });
    };
    const end = subscribe('run:events', (message) => {
      if (message.runId !== runId || message.points.length === 0) return;
      const grow = (target: Map<string, StepPoints>) => {
        for (const points of message.points) {
          const before = target.get(seriesKey(points));
          if (before !== undefined) target.set(seriesKey(points), appendPoints(before, points));
        }
      };
      if (lines === null) early.push(grow);
      else grow(lines);
      show();
    });
    setState((before) => ({ ...before, isLoading: true }));
    Promise.all(list.map((one) => request('runs:series', { runId, ...one, maxPoints: MAX_POINTS }))).then(
      (answers) => {
        if (!isWanted) return;
        lines = new Map(answers.map((series) => [seriesKey(series), pointsOfSeries(series)]));
        for (const grow of early) grow(lines);
        setState({ byKey: new Map(lines), isLoading: false, error: null });
      },
      (error: Error) => {
        if (isWanted) setState({ byKey: new Map(), isLoading: false, error });
      },
    );
    return () => {
      isWanted = false;
      cancelAnimationFrame(frame);
      end();
    };
  }, [runId, wantedKeys, attempts]);

  return state;
}

/** @returns the points of a line, none when it is not there yet */
export const pointsOf = ({ byKey }: RunSeries, wanted: WantedSeries): StepPoints =>
  byKey.get(seriesKey(wanted)) ?? NO_POINTS;
