import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import type { RunDetail, Series } from '#contract/run-detail';
import { ask } from './ask';

export const SAMPLE_EXPERIMENT = 'configs/experiments/sample.yaml';

/** How long a state may take to come about on a busy machine. */
export const PATIENCE = { timeout: 90_000 } as const;

/** Folder of a run in the sample workspace of a person's folder. */
export const runFolder = (home: string, runId: string): string => path.join(home, 'sample-workspace/runs', runId);

/** Opens the sample workspace, raises the epochs of its experiment and starts one run, which no rule ends early. @returns its id */
export async function startRun(app: ElectronApplication, epochs = 1200): Promise<string> {
  const { path: folder } = await ask<{ path: string }>(app, 'workspace:open-sample', {});
  const text = readFileSync(path.join(folder, SAMPLE_EXPERIMENT), 'utf8').replace(
    /^( +)epochs: \d+$/m,
    `$1epochs: ${epochs}\n$1not_learning_patience: 0`,
  );
  await ask(app, 'configs:write', { path: SAMPLE_EXPERIMENT, text });
  const { runIds } = await ask<{ runIds: string[] }>(app, 'runs:start', { configPath: SAMPLE_EXPERIMENT, seeds: [42] });
  return runIds[0]!;
}

export const detailOf = (app: ElectronApplication, runId: string): Promise<RunDetail> =>
  ask<RunDetail>(app, 'runs:get', { runId });

/** Waits until more than `before` epochs are done. @returns the run as it is then */
export async function trainedPast(app: ElectronApplication, runId: string, before: number): Promise<RunDetail> {
  await expect.poll(async () => (await detailOf(app, runId)).summary.epoch, PATIENCE).toBeGreaterThan(before);
  return detailOf(app, runId);
}

/** Stops a run and waits for its end. @returns the run as it is then */
export async function stopRun(app: ElectronApplication, runId: string): Promise<RunDetail> {
  await ask(app, 'runs:stop', { runId });
  await expect.poll(async () => (await detailOf(app, runId)).summary.status, PATIENCE).toBe('stopped');
  return detailOf(app, runId);
}

/** Fails unless the losses of all steps and of all epochs so far are there, each once and in order. */
export async function expectEveryStepOnce(app: ElectronApplication, runId: string): Promise<void> {
  const series = (metric: string): Promise<Series> =>
    ask<Series>(app, 'runs:series', { runId, split: 'train', metric, maxPoints: 100_000 });
  const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);
  const { steps } = await series('step_loss');
  expect(steps).toEqual(upTo(steps.length));
  expect(steps.length).toBeGreaterThan(0);
  const { epochs } = await series('loss');
  expect(epochs).toEqual(upTo(epochs.length));
}
