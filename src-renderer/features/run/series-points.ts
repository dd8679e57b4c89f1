import type { TopicPayload } from '#contract/channels';
import { fromNumberOrWord } from '#contract/metrics';
import type { Series } from '#contract/run-detail';
import { reducePoints, type Points } from '../../ui/chart/reduce';

/** Points of one metric by step, with the extremes behind each. */
export interface StepPoints extends Points {
  /** True when a point stands for several: then the envelope is drawn. */
  readonly isReduced: boolean;
}

export const NO_POINTS: StepPoints = { x: [], y: [], low: [], high: [], isReduced: false };

/** A line is drawn with at most this many points; live it may grow to twice as many before it is reduced again. */
export const MAX_POINTS = 2_000;

/** @returns the points of main's answer, x in steps */
export function pointsOfSeries({ steps, values, min, max, reduced }: Series): StepPoints {
  return {
    x: steps,
    y: values.map(fromNumberOrWord),
    low: min.map(fromNumberOrWord),
    high: max.map(fromNumberOrWord),
    isReduced: reduced,
  };
}

type LivePoints = TopicPayload<'run:events'>['points'][number];

/**
 * Appends what a topic brought. Steps that are already there are left out: a message may cross the answer to a request.
 *
 * @returns the same object when there was nothing new
 */
export function appendPoints(points: StepPoints, { steps, values }: Pick<LivePoints, 'steps' | 'values'>): StepPoints {
  const last = points.x.at(-1) ?? -Infinity;
  const first = steps.findIndex((step) => step > last);
  if (first < 0) return points;
  const added = values.slice(first).map(fromNumberOrWord);
  const grown = {
    x: [...points.x, ...steps.slice(first)],
    y: [...points.y, ...added],
    low: [...points.low, ...added],
    high: [...points.high, ...added],
  };
  const mustReduce = grown.x.length > 2 * MAX_POINTS;
  return { ...(mustReduce ? reducePoints(grown, MAX_POINTS) : grown), isReduced: points.isReduced || mustReduce };
}
