import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, workspaceOf } from './command-line';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, makeHome, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

let launched: LaunchedApp;
let page: Page;

/** One epoch of a tiny network: it says nothing about cricket, and its pictures have every part. */
const TINY = [
  'training.epochs=1',
  'training.early_stopping_patience=0',
  'training.batch_innings=1',
  'training.learning_rate=0.02',
  'model.hidden_dim=8',
  'model.num_layers=1',
  'data.source=cricsheet-t20i-made-up',
];

beforeAll(async () => {
  const home = makeHome();
  const data = path.join(home, 'matches');
  assay(home, 'data', 'generate', 'cricket-matches', '--to', data);
  assay(home, 'data', 'add', 'cricsheet-t20i-made-up', data);
  assay(home, 'run', 'config/experiments/hetero-gnn-sample.yaml', ...TINY.flatMap((one) => ['--set', one]));
  launched = await launchApp(home, workspaceOf(home));
  page = launched.page;
}, 240_000);

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

describe.sequential('the balls of a run', () => {
  it('shows an innings ball by ball, beside the baselines', async () => {
    await page.getByRole('link', { name: 'Inspect' }).click();
    await page.getByRole('img', { name: /^Class probabilities\. \d+ balls/ }).waitFor();
    const baselines = page.getByRole('table', { name: 'Beside the baselines' });
    for (const name of ['This network', 'Logistic', 'Table of overs', 'Prior'])
      await baselines.getByRole('cell', { name, exact: true }).waitFor();
    await page.getByRole('note').filter({ hasText: 'logistic regression' }).waitFor();
  });

  it('goes through the innings by keyboard', async () => {
    const slider = page.getByRole('slider', { name: 'Ball' });
    await slider.focus();
    await page.keyboard.press('Home');
    const said = () => slider.getAttribute('aria-valuetext');
    const first = await said();
    expect(first).toMatch(/^delivery 2, over 1: \w+ came, it had/);
    await page.keyboard.press('ArrowRight');
    expect(await said()).toMatch(/^delivery 3, /);
    await page.keyboard.press('PageUp');
    expect(await said()).toMatch(/^delivery 9, /);
    await page.keyboard.press('Home');
    expect(await said()).toBe(first);
    await page.keyboard.press('PageUp');
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-innings');
  });

  it('shows what is confused and what a probability is worth', async () => {
    await page.getByRole('radio', { name: 'Calibration' }).click();
    await page.getByRole('img', { name: /^Confusion\. Most probable class of \d+ balls/ }).waitFor();
    await page.getByRole('radio', { name: 'Prior-corrected' }).click();
    await page.getByRole('img', { name: /^Confusion\. Prior-corrected decision of/ }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-calibration');
  });

  it('shows which earlier balls are looked at', async () => {
    await page.getByRole('radio', { name: 'Neighbourhood' }).click();
    await page.getByRole('img', { name: /^Attention of the query\. 12 balls/ }).waitFor();
    await page.getByRole('radio', { name: 'Bowler' }).click();
    await page.getByRole('img', { name: /^Attention of the bowler\./ }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-neighbourhood');
  });
});
