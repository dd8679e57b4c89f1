import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEventBody } from '#contract/events';
import { float32 } from '../../../../src-main/engine/backend/host-tensor';
import type { EpochContext, TrainingBatch } from '../../../../src-main/engine/families/family';
import { tinyTask } from '../../../support/tiny-family';
import { runTinyAttempt, temporaryFolder } from '../../../support/tiny-training';

const metric = (events: readonly RunEventBody[], split: string, name: string) =>
  events.flatMap((event) =>
    event.kind === 'metrics' && event.split === split && name in event.values ? [event.values[name]] : [],
  );

/** A batch whose target is so large that its squared error leaves float32. */
const overflowing = (batch: TrainingBatch): TrainingBatch => ({
  ...batch,
  inputs: { ...batch.inputs, target: float32(new Float32Array(batch.samples).fill(3e38), [batch.samples, 1]) },
});

const train = async (changes: Parameters<typeof tinyTask>[0]) =>
  runTinyAttempt({ task: tinyTask(changes), runFolder: await temporaryFolder() });

describe('a run that completes', () => {
  it('ships the weights of the best epoch and looks at test once', async () => {
    const evaluations: string[] = [];
    // Rate 0 after a good start is not at hand: a large rate makes later epochs worse than earlier ones.
    const attempt = await train({
      options: { epochs: 6, learningRate: 0.5 },
      onEvaluate: (split) => evaluations.push(split),
    });
    const fits = metric(attempt.events, 'holdout', 'fit') as number[];
    const best = Math.max(...fits);
    expect(attempt.result).toMatchObject({ status: 'done', stopReason: 'completed', epochs: 6, steps: 36 });
    expect(attempt.result!.best).toMatchObject({ role: 'best-fit', value: best, epoch: fits.indexOf(best) + 1 });
    // The shipped weights are evaluated again at the end: the same number to the bit.
    expect(attempt.result!.metrics.holdout!['fit']).toBe(best);
    expect(fits.at(-1)).not.toBe(best);
    expect(evaluations.filter((split) => split === 'test')).toHaveLength(1);
    expect(metric(attempt.events, 'test', 'fit')).toEqual([]);
  });

  it('logs the sample-weighted loss, gradient norms and the share of clipped steps', async () => {
    const { events } = await train({ options: { epochs: 1, maxGradientNorm: 1e-9 } });
    const steps = metric(events, 'train', 'step_loss') as number[];
    expect(metric(events, 'train', 'loss')[0]).toBeCloseTo(steps.reduce((a, b) => a + b) / steps.length, 12);
    expect(metric(events, 'train', 'clipped_share')).toEqual([1]);
    const [mean, max] = [
      metric(events, 'train', 'gradient_norm')[0] as number,
      metric(events, 'train', 'gradient_norm_max')[0] as number,
    ];
    expect(max).toBeGreaterThan(mean);
  });

  it('keeps three roles and no folder without one', async () => {
    const { runFolder, loop } = await train({ options: { epochs: 6, learningRate: 0.5 } });
    const folders = await readdir(path.join(runFolder, 'checkpoints'));
    expect(Object.keys(loop.checkpoints.roles).sort()).toEqual(['best-fit', 'best-loss', 'last']);
    expect(folders.sort()).toEqual([...new Set(Object.values(loop.checkpoints.roles))].sort());
  });
});

describe('stopping rules', () => {
  it('early stopping waits its patience and ships the best weights', async () => {
    const monitor = { split: 'holdout', metric: 'loss', mode: 'min' } as const;
    const attempt = await train({
      options: {
        epochs: 50,
        learningRate: 0.5,
        monitor,
        lossMonitor: monitor,
        earlyStopping: { monitor, patience: 2, minDelta: 0 },
      },
    });
    const losses = metric(attempt.events, 'holdout', 'loss') as number[];
    const best = Math.min(...losses);
    expect(attempt.result).toMatchObject({ status: 'stopped_early', stopReason: 'early_stopping' });
    expect(losses).toHaveLength(losses.indexOf(best) + 1 + 2);
    expect(attempt.result!.best!.value).toBe(best);
    expect(attempt.result!.metrics.holdout!['fit']).toBe(-best);
  });

  it('a loss that never falls stops after three epochs, says so, and tells the family', async () => {
    const stops: EpochContext['stopping'][] = [];
    const attempt = await train({
      options: { epochs: 20, learningRate: 1e-12, notLearningPatience: 3 },
      // Every epoch a larger target than before: the first loss stays the lowest.
      onBatch: (batch, epoch) => ({
        ...batch,
        inputs: {
          ...batch.inputs,
          target: float32(new Float32Array(batch.samples).fill(epoch + 5), [batch.samples, 1]),
        },
      }),
      onAfterEpoch: ({ stopping }) => stops.push(stopping),
    });
    expect(attempt.result).toMatchObject({ status: 'stopped_early', stopReason: 'not_learning', epochs: 4 });
    expect(stops).toEqual([null, null, null, 'not_learning']);
    expect(attempt.result!.diagnostics).toMatchObject([{ id: 'not-learning', epoch: 4, step: 24 }]);
  });
});

describe('divergence', () => {
  it('stops with the error as a diagnostic and keeps the last good checkpoint', async () => {
    const attempt = await train({
      onBatch: (batch, epoch, index) => (epoch === 2 && index === 1 ? overflowing(batch) : batch),
    });
    expect(attempt.outcome).toMatchObject({ kind: 'diverged', error: { code: 'E-RUN-LOSS-DIVERGED', exitCode: 65 } });
    expect(attempt.result).toMatchObject({
      status: 'diverged',
      stopReason: 'diverged',
      epochs: 2,
      steps: 13,
      metrics: {},
    });
    expect(attempt.result!.diagnostics).toMatchObject([
      { id: 'loss-diverged', step: 14, message: 'The loss is Infinity at step 14.' },
    ]);
    // Two epochs of six steps; the bad step was not applied and nothing was written after it.
    expect(attempt.loop.checkpoints.roles['last']).toMatch(/^12-/);
    expect(attempt.parameters.values.every((value) => Number.isFinite(value))).toBe(true);
  });
});
