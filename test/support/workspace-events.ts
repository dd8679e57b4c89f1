import type { RunEvent, RunEventBody } from '#contract/events';

/** @returns events with running numbers and times, as a worker writes them */
export function numbered(bodies: readonly RunEventBody[], firstSeq = 0, startTime = 1_700_000_000_000): RunEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: firstSeq + index, time: startTime + index * 1000 }));
}

/** @returns the text of an events file */
export const asLines = (events: readonly unknown[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** First event of an attempt of 28 epochs of 10 steps. */
export const attemptStarted = (resumedFromStep: number | null = null): RunEventBody => ({
  kind: 'attempt-started',
  pid: 4242,
  resumedFromStep,
  engine: { executor: 'reference', version: '1', threads: 1, choice: 'explicit' },
  totalEpochs: 28,
  stepsPerEpoch: 10,
  parameters: { total: 100, trainable: 90 },
  baselines: { win_rate: { validation: { n: 72, clusters: 36, conference_spearman: 0.876 } } },
});

/** Values of one split at the end of an epoch of 10 steps. */
export const metricsAt = (
  epoch: number,
  split: 'train' | 'holdout' | 'validation',
  values: Record<string, number>,
): RunEventBody => ({
  kind: 'metrics',
  split,
  step: epoch * 10,
  epoch,
  values,
});
