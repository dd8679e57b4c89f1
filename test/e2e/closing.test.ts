import { inMain } from './in-main';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { isRoot, launchApp, launchArguments, launchEnvironment, removeHome, type LaunchedApp } from './launch-app';
import { detailOf, PATIENCE, runFolder, startRun, trainedPast } from './long-run';

/** Epochs that are still running when the window has closed, and that end soon after. */
const SHORT_RUN = 30;

let launched: LaunchedApp;

beforeEach(async () => {
  launched = await launchApp();
});

afterEach(async () => {
  await launched.close();
  removeHome(launched.home);
});

const closeWindow = (): Promise<void> =>
  inMain(launched.app, ({ BrowserWindow }) => void setTimeout(() => BrowserWindow.getAllWindows()[0]?.close()), null);

// Later, not now: the answer of an `evaluate` that ends the app would never come back.
const quit = (): Promise<void> => inMain(launched.app, ({ app }) => void setTimeout(() => app.quit()), null);

const windowCount = (app: ElectronApplication): Promise<number> =>
  inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null);

const question = (): Locator => launched.page.getByRole('dialog').filter({ hasText: 'One run is training' });

/** Starts a run, waits until it trains. @returns its id */
async function training(epochs?: number): Promise<string> {
  const runId = await startRun(launched.app, epochs);
  await trainedPast(launched.app, runId, 0);
  return runId;
}

/** Starts the program once more on the same folder. @returns its exit code */
function startSecond(): Promise<number | null> {
  const child = spawn(
    launched.process.spawnfile,
    [...(isRoot ? ['--no-sandbox'] : []), ...launchArguments(launched.home)],
    { env: launchEnvironment(launched.home), stdio: 'ignore' },
  );
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Fails unless the run is stopped with a last checkpoint, on disk and in the eyes of the next start. */
async function expectStoppedWithCheckpoint(runId: string): Promise<void> {
  launched = await launchApp(launched.home);
  await ask(launched.app, 'workspace:open-sample', {});
  const { summary, checkpoints } = await detailOf(launched.app, runId);
  expect(summary.status).toBe('stopped');
  const last = checkpoints.find(({ roles }) => roles.includes('last'));
  expect(last?.step).toBe(summary.step);
  expect(path.dirname(last!.folder)).toBe(path.join(runFolder(launched.home, runId), 'checkpoints'));
  expect(readdirSync(last!.folder)).not.toHaveLength(0);
}

/** Kinds of the events that the first attempt of a run has written. */
function writtenKinds(runId: string): string[] {
  const file = path.join(runFolder(launched.home, runId), 'attempts/1/events.jsonl');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => (JSON.parse(line) as { kind: string }).kind);
}

describe('closing the window while a run trains', () => {
  it('asks, and Cancel leaves window and training as they are', async () => {
    const runId = await training();
    await closeWindow();
    await question().waitFor();
    const { summary } = await detailOf(launched.app, runId);
    await launched.page.getByRole('button', { name: 'Cancel' }).click();
    await question().waitFor({ state: 'hidden' });
    expect((await trainedPast(launched.app, runId, summary.epoch)).summary.status).toBe('running');
    expect(await windowCount(launched.app)).toBe(1);
  });

  it('ends the app with the run stopped and checkpointed when the person wants that', async () => {
    const runId = await training();
    await closeWindow();
    await launched.page.getByRole('button', { name: 'Stop with a checkpoint' }).click();
    await launched.ended;
    await expectStoppedWithCheckpoint(runId);
  });

  it('lets a kept run train to its end without a window, and the app ends with it', async () => {
    const runId = await training(SHORT_RUN);
    await closeWindow();
    await launched.page.getByRole('button', { name: 'Keep running in the background' }).click();
    await expect.poll(() => windowCount(launched.app), PATIENCE).toBe(0);
    expect(writtenKinds(runId)).not.toContain('attempt-ended');
    await launched.ended;
    expect(writtenKinds(runId).at(-1)).toBe('attempt-ended');

    launched = await launchApp(launched.home);
    await ask(launched.app, 'workspace:open-sample', {});
    expect((await detailOf(launched.app, runId)).summary).toMatchObject({ status: 'done', epoch: SHORT_RUN });
  });

  it('does not ask when nothing trains', async () => {
    await closeWindow();
    await launched.ended;
    expect(launched.process.exitCode).toBe(0);
  });

  it('asks by a message box of the system when the page has crashed and cannot ask', async () => {
    const runId = await training();
    const buttons = await launched.app.evaluate(async ({ BrowserWindow, dialog }) => {
      const window = BrowserWindow.getAllWindows()[0]!;
      return new Promise<string[]>((resolve) => {
        dialog.showMessageBox = (...args: unknown[]) => {
          resolve((args.at(-1) as { buttons: string[] }).buttons);
          return Promise.resolve({ response: 1, checkboxChecked: false });
        };
        window.webContents.once('render-process-gone', () => window.close());
        window.webContents.forcefullyCrashRenderer();
      });
    });
    expect(buttons).toEqual(['Keep running in the background', 'Stop with a checkpoint', 'Cancel']);
    await launched.ended;
    await expectStoppedWithCheckpoint(runId);
  });
});

describe('quitting while a run trains', () => {
  it('asks as closing does, and Cancel goes on', async () => {
    const runId = await training();
    await quit();
    await question().waitFor();
    const { summary } = await detailOf(launched.app, runId);
    await launched.page.getByRole('button', { name: 'Cancel' }).click();
    await trainedPast(launched.app, runId, summary.epoch);
    expect(await windowCount(launched.app)).toBe(1);
  });

  it('ends with a checkpoint after the answer', async () => {
    const runId = await training();
    await quit();
    await launched.page.getByRole('button', { name: 'Stop with a checkpoint' }).click();
    await launched.ended;
    await expectStoppedWithCheckpoint(runId);
  });

  it('stops a run that was kept without a window, with a checkpoint', async () => {
    const runId = await training();
    await closeWindow();
    await launched.page.getByRole('button', { name: 'Keep running in the background' }).click();
    await expect.poll(() => windowCount(launched.app), PATIENCE).toBe(0);
    await quit();
    await launched.ended;
    await expectStoppedWithCheckpoint(runId);
  });

  it('by a signal stops the run with a checkpoint and asks nobody', async () => {
    const runId = await training();
    launched.process.kill('SIGTERM');
    await launched.ended;
    await expectStoppedWithCheckpoint(runId);
  });
});

describe('a second start', () => {
  it('ends by itself and leaves the first window', async () => {
    expect(await startSecond()).toBe(0);
    expect(await windowCount(launched.app)).toBe(1);
    expect(await ask(launched.app, 'app:info', {})).toMatchObject({ workspace: null });
  });

  it('brings a window back to a run that was kept in the background, and closing asks again', async () => {
    const runId = await training();
    await closeWindow();
    await launched.page.getByRole('button', { name: 'Keep running in the background' }).click();
    await expect.poll(() => windowCount(launched.app), PATIENCE).toBe(0);
    const shown = launched.app.waitForEvent('window');
    expect(await startSecond()).toBe(0);
    const page = await shown;
    await page.getByRole('navigation').first().waitFor();
    expect((await detailOf(launched.app, runId)).attempts).toHaveLength(1);
    await closeWindow();
    await page.getByRole('dialog').filter({ hasText: 'One run is training' }).waitFor();
  });
});

describe('the window', () => {
  it('opens where it was and as large as it was', async () => {
    const place = { x: 40, y: 60, width: 1100, height: 700 };
    await launched.app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]!.setBounds(bounds),
      place,
    );
    await launched.close();
    launched = await launchApp(launched.home);
    expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())).toEqual(
      place,
    );
  });
});
