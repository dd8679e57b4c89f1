import type { Evaluation } from '../families/family';

/** Counts that go with every metric; they are no curve. */
const COUNTS = new Set(['n', 'clusters']);

/** @returns the loss and every metric of an evaluation that has a value */
export function evaluationValues({ loss, metrics }: Evaluation): Readonly<Record<string, number>> {
  const values = Object.entries(metrics).flatMap(([name, value]): [string, number][] =>
    COUNTS.has(name) || value === null ? [] : [[name, value]],
  );
  return { loss, ...Object.fromEntries(values) };
}
