import Database from 'better-sqlite3';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIVE_STATUSES } from '#contract/runs';
import { ask, inWindow } from './ask';
import { inMain } from './in-main';
import { launchApp, removeHome, type LaunchedApp } from './launch-app';
import { detailOf, expectEveryStepOnce, PATIENCE, SAMPLE_EXPERIMENT, startRun, stopRun, trainedPast } from './long-run';

let launched: LaunchedApp;

beforeEach(async () => {
  launched = await launchApp();
});

afterEach(async () => {
  await launched.close();
  removeHome(launched.home);
});

/** Starts the app again on the same folder and opens the sample workspace, as it was left. */
async function startAgain(): Promise<void> {
  launched = await launchApp(launched.home);
  await ask(launched.app, 'workspace:open-sample', {});
}

/** Shows a run and waits until its epochs are on the screen. */
async function showRun(runId: string): Promise<void> {
  await launched.page.evaluate((id) => (location.hash = `#/runs/${id}`), runId);
  await expect.poll(shownEpoch, PATIENCE).toBeGreaterThan(0);
}

/** Epochs done, as the header of the run shows them. */
async function shownEpoch(): Promise<number> {
  const text = await inWindow<string>(launched.app, "document.querySelector('main header')?.innerText ?? ''");
  return Number(/epoch ([\d,]+) of/.exec(text)?.[1]?.replace(',', '') ?? 0);
}

describe('a crash of the page while a run trains', () => {
  it('brings the window back by itself, and training has lost no step', async () => {
    const runId = await startRun(launched.app);
    await showRun(runId);
    const { summary } = await trainedPast(launched.app, runId, 1);
    const pageProcess = (): Promise<number> =>
      inMain(launched.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(), null);
    const before = await pageProcess();
    await launched.app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const back = new Promise((resolve) => webContents.once('did-finish-load', () => resolve(true)));
      webContents.forcefullyCrashRenderer();
      await back;
    });
    expect(await pageProcess()).not.toBe(before);

    await expect.poll(shownEpoch, PATIENCE).toBeGreaterThan(summary.epoch + 1);
    expect((await detailOf(launched.app, runId)).attempts).toHaveLength(1);
    await expectEveryStepOnce(launched.app, runId);
  });
});

describe('kill -9 of the main process', () => {
  it('while a run trains: it is found again, goes on, and has every step once', async () => {
    const runId = await startRun(launched.app);
    await expect
      .poll(async () => (await detailOf(launched.app, runId)).checkpoints.length, PATIENCE)
      .toBeGreaterThan(0);
    const { summary: before } = await trainedPast(launched.app, runId, 3);
    await launched.kill();

    await startAgain();
    const found = await detailOf(launched.app, runId);
    expect(['running', 'interrupted']).toContain(found.summary.status);
    expect(found.summary.epoch).toBeGreaterThanOrEqual(before.epoch);
    // A worker that outlives its parent is taken over; one that ended with it left a checkpoint.
    await expect
      .poll(async () => {
        const { summary } = await detailOf(launched.app, runId);
        return summary.status === 'interrupted' || summary.epoch > found.summary.epoch;
      }, PATIENCE)
      .toBe(true);
    const settled = await detailOf(launched.app, runId);
    if (!LIVE_STATUSES.includes(settled.summary.status)) {
      await ask(launched.app, 'runs:resume', { runId });
      await trainedPast(launched.app, runId, settled.summary.epoch);
      const [, resumed] = (await detailOf(launched.app, runId)).attempts;
      expect(resumed!.resumedFromStep).toBeGreaterThan(0);
    }
    const stopped = await stopRun(launched.app, runId);
    expect(stopped.summary.epoch).toBeGreaterThan(before.epoch);
    await expectEveryStepOnce(launched.app, runId);

    await launched.close();
    const database = new Database(path.join(launched.home, 'sample-workspace/assay.db'), { readonly: true });
    try {
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    } finally {
      database.close();
    }
  });

  it('brings back what was typed and not saved', async () => {
    const { page } = launched;
    await page.getByRole('button', { name: 'Only open it' }).click();
    await page
      .getByRole('link', { name: /^sample\.yaml/ })
      .or(page.getByText('sample.yaml', { exact: true }))
      .first()
      .click();
    await page.locator('.monaco-editor .view-line', { hasText: 'deep-set-ranker' }).waitFor();
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# typed and never saved');
    const draft = async (): Promise<{ text: string; line: number } | null> =>
      (
        await ask<{ draft: { text: string; line: number } | null }>(launched.app, 'configs:read', {
          path: SAMPLE_EXPERIMENT,
        })
      ).draft;
    await expect.poll(async () => (await draft())?.text, PATIENCE).toContain('# typed and never saved');
    await launched.kill();

    await startAgain();
    expect(await draft()).toMatchObject({ line: 1 });
    await launched.page.evaluate(() => (location.hash = '#/experiments'));
    await launched.page
      .getByRole('link', { name: /^sample\.yaml/ })
      .or(launched.page.getByText('sample.yaml', { exact: true }))
      .first()
      .click();
    await launched.page.locator('.monaco-editor .view-line', { hasText: 'typed and never saved' }).waitFor();
  });
});
