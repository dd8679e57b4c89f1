import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDetail, Series } from '#contract/run-detail';
import { ask } from './ask';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

/** Long enough to be stopped, reloaded and resumed; the sample itself has 12 epochs. */
const EPOCHS = 1200;

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
});

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

const runId = (): string => /#\/runs\/(r-[0-9a-z]+)/.exec(page.url())![1]!;
const detail = (): Promise<RunDetail> => ask<RunDetail>(launched.app, 'runs:get', { runId: runId() });

/** Epochs done, as the header of the run shows them. */
async function shownEpoch(): Promise<number> {
  const text = await page.locator('main header').first().innerText();
  return Number(/epoch ([\d,]+) of/.exec(text)?.[1]?.replace(',', '') ?? 0);
}

/** Waits until the header shows a later epoch than `before`. */
async function epochAfter(before: number): Promise<number> {
  await expect.poll(shownEpoch, { timeout: 60_000 }).toBeGreaterThan(before);
  return shownEpoch();
}

/** Replaces a line of the open editor; its indentation stays. */
async function setLine(lineNumber: number, text: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+Home');
  for (let line = 1; line < lineNumber; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type(text);
  // A list of completions may be open; it must not take the next key.
  await page.keyboard.press('Escape');
}

describe.sequential('a first model, from an empty folder to a verified export', () => {
  it('greets with one button that leads to a trained model, and names the sources of the sample data', async () => {
    await page.getByRole('button', { name: 'Open the sample and train' }).waitFor();
    const text = await page.locator('body').innerText();
    expect(text).toContain('AntBap23/Nba-Data-and-Analytics-Engineering-Project');
    expect(text).toContain('NocturneBear/NBA-Data-2010-2024');
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'welcome');
  });

  it('opens the sample workspace and its experiment', async () => {
    await page.getByRole('button', { name: 'Only open it' }).click();
    await page
      .getByRole('link', { name: /^sample\.yaml/ })
      .or(page.getByText('sample.yaml', { exact: true }))
      .first()
      .click();
    await page.locator('.monaco-editor .view-line', { hasText: 'deep-set-ranker' }).waitFor();
    await page.getByText('No problem was found.').waitFor();
  });

  it('shows a misspelt key with its fix, refuses to start, and starts again to allow it after the fix', async () => {
    const file = path.join(launched.home, 'sample-workspace/configs/experiments/sample.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const epochsLine = lines.findIndex((line) => line.trim().startsWith('epochs:')) + 1;
    await setLine(epochsLine, `epochs: ${EPOCHS}`);
    // Without the second line a rule would end the run long before these epochs.
    for (const line of ['not_learning_patience: 0', 'dropot: 0.1']) {
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type(line);
      await page.keyboard.press('Escape');
    }

    await page.getByText('there is no key model_a.dropot').first().waitFor();
    const fix = page.getByRole('button', { name: /Replace with .*dropout/ });
    await fix.waitFor();
    expect(await page.getByRole('button', { name: 'Fix 1 problem to run' }).isDisabled()).toBe(true);
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'experiment-with-problem');

    await fix.click();
    await page.getByText('No problem was found.').waitFor();
    await page.locator('.monaco-editor .view-line', { hasText: 'dropout: 0.1' }).waitFor();
  });

  it('keeps what was typed when the window is lost', async () => {
    await expect
      .poll(
        async () =>
          (
            await ask<{ draft: { text: string } | null }>(launched.app, 'configs:read', {
              path: 'configs/experiments/sample.yaml',
            })
          ).draft?.text,
      )
      .toContain('dropout: 0.1');
    await page.reload();
    await page.locator('.monaco-editor .view-line', { hasText: 'dropout: 0.1' }).waitFor();
  });

  it('trains: the curve grows', async () => {
    await page.getByRole('button', { name: 'Start run' }).click();
    await page.waitForURL(/#\/runs\/r-/);
    const first = await epochAfter(0);
    const lossPoints = async (): Promise<number> =>
      (await detail()).series.find((series) => series.split === 'train' && series.metric === 'loss')?.points ?? 0;
    const points = await lossPoints();
    await epochAfter(first + 1);
    expect(await lossPoints()).toBeGreaterThan(points);
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'run-live');
  });

  it('goes on training while the window reloads, and no step is missing afterwards', async () => {
    const before = await epochAfter(0);
    await page.reload();
    await epochAfter(before);
    const { steps } = await ask<Series>(launched.app, 'runs:series', {
      runId: runId(),
      split: 'train',
      metric: 'step_loss',
      maxPoints: 100_000,
    });
    expect(steps).toEqual(Array.from({ length: steps.length }, (_, index) => index + 1));
    expect((await detail()).attempts).toHaveLength(1);
  });

  it('stops with a checkpoint and resumes from it', async () => {
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    const stopped = await detail();
    expect(stopped.summary.status).toBe('stopped');
    expect(stopped.checkpoints.some((checkpoint) => checkpoint.roles.includes('last'))).toBe(true);

    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await epochAfter(stopped.summary.epoch);
    const resumed = await detail();
    expect(resumed.attempts).toHaveLength(2);
    expect(resumed.attempts[1]!.resumedFromStep).toBe(stopped.summary.step);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    await keepScreenshot(page, 'run-stopped');
  });

  it('lists the run with the baseline rows above it', async () => {
    await page.keyboard.press('Control+2');
    await page.getByText('Baseline: win rate', { exact: true }).waitFor();
    const rows = await page.getByRole('row').allInnerTexts();
    const baseline = rows.findIndex((row) => row.includes('Baseline: win rate'));
    const own = rows.findIndex((row) => row.includes('Sample, two NBA seasons'));
    expect(baseline).toBeGreaterThan(0);
    expect(own).toBeGreaterThan(baseline);
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'runs');
  });

  it('shows where the model looks', async () => {
    await page.getByRole('link', { name: 'Inspect' }).click();
    const map = page.getByRole('grid', { name: /^Attention weights/ });
    await map.waitFor();
    // A conference has fifteen teams.
    expect(await map.getByRole('row').count()).toBeGreaterThanOrEqual(15);
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-attention');
  });

  it('exports a checkpoint that is read back and compared', async () => {
    await page.keyboard.press('Control+3');
    await page.getByRole('row').filter({ hasText: 'last' }).first().click();
    await page.getByRole('button', { name: /^Export \d formats?$/ }).click();
    await page.getByText('identical').first().waitFor({ timeout: 60_000 });
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'checkpoints-exported');
    const folder = await page.getByRole('textbox', { name: /folder/i }).inputValue();
    const exported = path.resolve(launched.home, 'sample-workspace', folder);
    const files = readdirSync(exported, { recursive: true }).map(String);
    expect(files.some((file) => file.endsWith('.safetensors'))).toBe(true);
    expect(files.some((file) => file.endsWith('.npz'))).toBe(true);
  });

  it('opens the palette by keyboard and goes to the settings', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Go to Settings');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'settings');
  });
});
