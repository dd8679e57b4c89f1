import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, workspaceOf } from './command-line';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, makeHome, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  const home = makeHome();
  const data = path.join(home, 'plays');
  assay(home, 'data', 'generate', 'tracking', '--to', data);
  assay(home, 'data', 'add', 'nfl-tracking-made-up', data);
  assay(home, 'run', 'config/experiments/masked-seq2seq-sample.yaml', '--set', 'training.epochs=2');
  const runs = path.join(workspaceOf(home), 'runs');
  const [run] = readdirSync(runs);
  assay(home, 'evaluate', `${run}:best-rollout_rmse_yards`, '--split', 'validation');
  launched = await launchApp(home, workspaceOf(home));
  page = launched.page;
}, 240_000);

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

describe.sequential('the forecast of a run', () => {
  it('shows a play with true and predicted tracks, and errors beside the rules', async () => {
    await page.getByRole('link', { name: 'Inspect' }).click();
    await page.getByRole('img', { name: /^Play \d+ of game \d+: \d+ players predicted/ }).waitFor();
    const roles = page.getByRole('region', { name: 'RMSE by role' });
    expect(await roles.innerText()).toContain('Targeted Receiver');
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-forecast');
  });

  it('goes through time by keyboard', async () => {
    const slider = page.getByRole('slider', { name: 'Frame' });
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/frames to the release$/);
    await page.keyboard.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/frames in the air$/);
  });

  it('goes on to the next play and to the best ones', async () => {
    const picture = page.getByRole('img', { name: /^Play / });
    const first = await picture.getAttribute('aria-label');
    await page.getByRole('button', { name: 'Next play' }).click();
    expect(await picture.getAttribute('aria-label')).not.toBe(first);
    await page.getByRole('radio', { name: 'Smallest error' }).click();
    await expect.poll(() => picture.getAttribute('aria-label')).not.toBe(first);
  });

  it('shows the forecast of an evaluation beside that of the training', async () => {
    await page.getByRole('radio', { name: 'Evaluated on validation' }).click();
    await page.getByText(/^validation, epoch \d+: free running RMSE/).waitFor();
    await page.getByRole('img', { name: /^Play \d+ of game \d+/ }).waitFor();
    expect(await page.getByRole('radio', { name: 'Evaluated on validation' }).isChecked()).toBe(true);
  });
});
