import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { InspectOutput } from '#contract/jobs';
import { costPreview } from '../../../../src-main/services/sweeps/cost-preview';
import { exampleStudy } from '../../../support/sweep-trials';

const HOUR_MS = 3_600_000;
const START_MS = 40;

/** A sweep of four trials, two at once, whose base trains 10 epochs of 100 steps of 3.6 ms: 3.6 s a trial. */
const study = exampleStudy({
  space: { 'model_a.dropout': { kind: 'float', low: 0, high: 0.5 } },
  limits: { trials: 4, jobs: 2 },
});
const output: InspectOutput = {
  family: 'deep-set-ranker',
  parameters: { total: 0, trainable: 0, blocks: [], tensors: [] },
  estimate: { memoryBytes: 1000, secondsPerEpoch: null },
  preflight: {
    loss: 1,
    gradientNorm: 1,
    millisecondsPerStep: 3.6,
    stepsPerEpoch: 100,
    epochs: 10,
    checkpointBytes: 50,
    facts: [],
  },
};

it('counts the start of each trial beside its steps, over what runs at once', async () => {
  const { hours, memoryBytes, diskBytes } = await costPreview(study, async () => {
    await sleep(START_MS);
    return output;
  });
  // 4 trials of 3.6 s, two at once: 7.2 s; and four starts, two at once, none shorter than the measurement.
  const steps = 7200;
  expect(hours! * HOUR_MS).toBeGreaterThanOrEqual(steps + 2 * (START_MS - 1));
  expect([memoryBytes, diskBytes]).toEqual([2000, 600]);
});

it('knows no hours where nothing was measured', async () => {
  expect(await costPreview(study, null)).toMatchObject({ trials: 4, jobs: 2, hours: null });
});
