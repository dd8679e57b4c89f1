import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { RunEventBody } from '#contract/events';
import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { stopAfter } from '../../../support/stop-after';
import { tinyTask } from '../../../support/tiny-family';
import { runTinyAttempt, temporaryFolder } from '../../../support/tiny-training';

const task = () =>
  tinyTask({
    options: {
      epochs: 5,
      earlyStopping: { monitor: { split: 'holdout', metric: 'loss', mode: 'min' }, patience: 4, minDelta: 0 },
    },
  });

/** Every metric value of a run but speed, as `split.metric@step/epoch` to value. */
const curve = (events: readonly RunEventBody[]) =>
  events.flatMap((event) =>
    event.kind !== 'metrics'
      ? []
      : Object.entries(event.values)
          .filter(([name]) => name !== 'samples_per_second')
          .map(([name, value]) => [`${event.split}.${name}@${event.step}/${event.epoch}`, value] as const),
  );

const uninterrupted = async () => {
  const runFolder = await temporaryFolder();
  const attempt = await runTinyAttempt({ task: task(), runFolder });
  return { ...attempt, csv: await readFile(path.join(runFolder, 'predictions', 'test.csv'), 'utf8') };
};

it('interrupted at random steps, a run gives the same curve, weights, metrics and predictions bit for bit', async () => {
  const whole = await uninterrupted();
  expect(whole.outcome.kind).toBe('finished');
  const random = randomStream(1, 'interruptions');
  for (let trial = 0; trial < 4; trial += 1) {
    const runFolder = await temporaryFolder();
    const events: RunEventBody[] = [];
    let attempts = 0;
    for (;;) {
      const steps = random.integer(12);
      const { control, onEvent } = stopAfter(steps);
      const attempt = await runTinyAttempt({ task: task(), runFolder, ...(attempts < 5 ? { control, onEvent } : {}) });
      attempts += 1;
      events.push(...attempt.events);
      if (attempt.outcome.kind === 'interrupted') continue;
      expect([...attempt.parameters.values]).toEqual([...whole.parameters.values]);
      expect(attempt.result!.metrics).toEqual(whole.result!.metrics);
      expect(attempt.result!.best).toEqual(whole.result!.best);
      break;
    }
    expect(attempts).toBeGreaterThan(2);
    expect(curve(events)).toEqual(curve(whole.events));
    expect(await readFile(path.join(runFolder, 'predictions', 'test.csv'), 'utf8')).toBe(whole.csv);
  }
});

it('a stop in the middle of an epoch keeps the position in the epoch', async () => {
  const runFolder = await temporaryFolder();
  const { control, onEvent } = stopAfter(8);
  const first = await runTinyAttempt({ task: task(), runFolder, control, onEvent });
  expect(first.outcome).toEqual({ kind: 'interrupted', reason: 'interrupted' });
  // Six steps an epoch: one whole epoch and two batches of the second.
  expect([first.loop.state.step, first.loop.state.epoch, first.loop.state.sums.batches]).toEqual([8, 1, 2]);
  const second = await runTinyAttempt({ task: task(), runFolder });
  const firstStep = second.events.find((event) => event.kind === 'metrics');
  expect(firstStep).toMatchObject({ step: 9, epoch: 2 });
});
