import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
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

  it('asks the network about another innings, of the part that is chosen', async () => {
    await page.getByRole('radio', { name: 'Any innings' }).click();
    const list = page.getByRole('grid', { name: 'Innings of the part' });
    await list.waitFor();
    await page.getByRole('img', { name: /^Class probabilities\. \d+ balls/ }).waitFor();
    await page.getByLabel('Part', { exact: true }).getByRole('radio', { name: 'Test' }).click();
    await page.getByRole('textbox', { name: 'Find an innings' }).fill('nobody played this');
    await page.getByText('No innings found').waitFor();
    await page.getByRole('textbox', { name: 'Find an innings' }).fill('');
    await list.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.getByText(/; test, asked of r-/).waitFor();
    await page.getByRole('img', { name: /^Class probabilities\. \d+ balls/ }).waitFor();
  });

  it('shows the neighbourhood of the ball that is chosen', async () => {
    const slider = page.getByRole('slider', { name: 'Ball' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    // Before the third delivery there are two others.
    await page.getByRole('img', { name: /^Attention of the query\. 2 balls .* of 2\./ }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('img', { name: /^Attention of the query\. 12 balls/ }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-any-innings');
  });

  it('simulates the rest of the innings, labelled as such, and can be cancelled', async () => {
    await page.getByRole('slider', { name: 'Ball' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('PageDown');
    await page.getByRole('radio', { name: 'Rest of the innings' }).click();
    await page.getByText('Nothing simulated yet').waitFor();
    const count = page.getByRole('textbox', { name: 'Simulations' });
    await count.fill('0');
    await page.getByText('Give a whole number from 1 to 5000.').waitFor();
    await count.fill('5000');
    const start = page.getByRole('button', { name: /^Simulate from delivery \d+/ });
    await start.click();
    await page.getByRole('progressbar', { name: 'Simulation' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The simulation was cancelled.').waitFor();
    await count.fill('8');
    await start.click();
    await page
      .getByText(/^Simulated, not played: 8 times, seed 1, from delivery \d+ on\./)
      .waitFor({ timeout: 90_000 });
    await page.getByRole('img', { name: /^Simulated totals\. Middle 90 per cent/ }).waitFor();
    const table = page.getByRole('table', { name: 'How the simulations ended' });
    await table.getByRole('cell', { name: 'Wickets' }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-simulation');
  });

  it('is drawn in the dark theme too', async () => {
    await ask(launched.app, 'settings:update', { theme: 'dark' });
    await page.locator('[data-theme="dark"]').first().waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-simulation-dark');
  });
});
