import { studentCriticalValue } from './distributions';
import { mean, standardDeviation } from './moments';
import { assertSample } from './statistics-input-error';

/** Lower and upper end of an interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Several values of one metric, one a seed. */
export interface SampleDescription {
  readonly kind: 'sample';
  readonly count: number;
  readonly mean: number;
  /** With n - 1 in the denominator. */
  readonly standardDeviation: number;
  /** Student's interval of the mean. */
  readonly interval: Interval;
  readonly minimum: number;
  readonly maximum: number;
}

/** One seed says nothing about the spread: no interval. */
export interface SingleDescription {
  readonly kind: 'single';
  readonly count: 1;
  readonly mean: number;
}

/** @returns mean -+ critical |t| with n - 1 degrees of freedom * sd / sqrt(n); needs at least two values */
export function studentInterval(values: readonly number[], confidence = 0.95): Interval {
  const halfWidth =
    (studentCriticalValue(confidence, values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length);
  const centre = mean(values);
  return { lower: centre - halfWidth, upper: centre + halfWidth };
}

/**
 * What a table shows of a group of seeds.
 * @throws StatisticsInputError for no values or one that is not finite
 * @see Student (1908), The probable error of a mean, Biometrika 6(1)
 */
export function describe(values: readonly number[], confidence = 0.95): SampleDescription | SingleDescription {
  assertSample(values, 1);
  if (values.length === 1) return { kind: 'single', count: 1, mean: values[0]! };
  return {
    kind: 'sample',
    count: values.length,
    mean: mean(values),
    standardDeviation: standardDeviation(values),
    interval: studentInterval(values, confidence),
    minimum: values.reduce((least, value) => Math.min(least, value)),
    maximum: values.reduce((most, value) => Math.max(most, value)),
  };
}
