import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { inMain } from './in-main';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

/** Every second cell asks for a season that the sample data does not have: its run fails. */
const SWEEP = `name: Learning rates
experiment: sample
overrides:
  model_a.epochs: 1
  training.max_dates: 12
space:
  model_a.learning_rate: { kind: categorical, choices: [1.0e-5, 3.0e-5, 1.0e-4, 3.0e-4] }
  data.validation_seasons: { kind: categorical, choices: [['2023-24'], ['1999-00']] }
sampler: { kind: grid }
objective: { metric: conference_spearman, split: validation }
`;
const MINUTES = 60_000;

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('button', { name: 'Only open it' }).click();
  await page.getByText('sample.yaml').first().waitFor();
  await ask(launched.app, 'settings:update', { theme: 'dark' });
  await ask(launched.app, 'configs:write', { path: 'configs/sweeps/learning-rates.yaml', text: SWEEP });
});

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

const trials = () => page.getByRole('grid', { name: 'Trials' });
const cells = (text: RegExp | string) => trials().getByRole('gridcell', { name: text });

describe.sequential('the Sweeps screen', () => {
  it('says what a sweep costs before it starts', async () => {
    await page.getByRole('link', { name: 'Sweeps' }).click();
    await page.getByRole('button', { name: 'learning-rates.yaml' }).click();
    const main = page.getByRole('region', { name: 'learning-rates.yaml' });
    await main.getByText('the whole product').waitFor();
    expect(await main.locator('.key-figure').first().innerText()).toContain('8');
    // Four rates by two seasons; the last parameter changes first.
    expect(await main.getByRole('region', { name: 'First trials' }).getByRole('row').count()).toBe(6);
    await main.getByText(/^From one measured start and step/).waitFor({ timeout: 2 * MINUTES });
    await keepScreenshot(page, 'sweep-before-start');
    await expectNoSeriousAxeFindings(page);
  });

  it('runs every cell of a grid; those that fail keep their step and exit code', async () => {
    await page.getByRole('button', { name: 'Start sweep' }).click();
    await cells('Not begun').first().waitFor();
    await page
      .getByText(/^[1-7] of 8$/)
      .first()
      .waitFor({ timeout: 2 * MINUTES });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Resume' }).click({ timeout: MINUTES });
    await page
      .getByText('8 of 8')
      .first()
      .waitFor({ timeout: 4 * MINUTES });
    expect(await cells('Done').count()).toBe(4);
    expect(await cells(/^Failed in/).count()).toBe(4);
    await page
      .getByText(/best 0?[−-]?\d/)
      .first()
      .waitFor();
  });

  it('says what the best trial is worth beside its baselines', async () => {
    const baselines = page.getByRole('region', { name: 'Beside the baselines' });
    await baselines.getByText(/No trial beats|The best trial is/).waitFor();
    await keepScreenshot(page, 'sweep-dark');
    await expectNoSeriousAxeFindings(page);
  });

  it('filters the table by a range that is drawn with keys', async () => {
    const all = await trials().getByRole('row').count();
    const end = page.getByRole('slider', { name: 'learning_rate, from' });
    await end.focus();
    await end.press('ArrowUp');
    expect(await end.getAttribute('aria-valuetext')).toBe('3e−5');
    await page.getByText('inside the ranges').waitFor();
    expect(await trials().getByRole('row').count()).toBe(all - 2);
    await end.press('Escape');
    await page.getByText('drag along an axis to select').waitFor();
  });

  it('shows slices, what the pruner saw, and a trial with its run', async () => {
    await page.getByRole('tab', { name: 'Slices' }).click();
    await page.getByRole('region', { name: 'learning_rate' }).waitFor();
    await page.getByRole('tab', { name: /^Pruned curves/ }).click();
    await page.getByText('its pruner is none').waitFor();
    await page.getByRole('tab', { name: 'Overview' }).click();
    await cells(/^Failed in/)
      .first()
      .click();
    const trial = page.getByRole('region', { name: /^Trial \d/ });
    await trial.getByText('exit code').first().waitFor();
    await ask(launched.app, 'settings:update', { theme: 'light' });
    await page.locator('[data-theme="light"]').first().waitFor();
    await keepScreenshot(page, 'sweep-light');
    await expectNoSeriousAxeFindings(page);
  });

  it('saves a chart as a file that carries its own colours', async () => {
    const file = path.join(launched.home, 'parallel.svg');
    const saved = inMain(
      launched.app,
      ({ session }, savePath) =>
        new Promise<string>((resolve) =>
          session.defaultSession.once('will-download', (_event, item) => {
            item.setSavePath(savePath);
            item.once('done', (_done, state) => resolve(state));
          }),
        ),
      file,
    );
    await page.getByRole('button', { name: /^Chart menu of Parameters/ }).click();
    await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
    expect(await saved).toBe('completed');
    const svg = readFileSync(file, 'utf8');
    expect(svg).toContain('Learning rates: Parameters of 8 trials');
    // Eight lines; colours of style sheets or mixed ones would be black or missing in another program.
    expect(svg.match(/<title[^>]*>Trial \d<\/title>/g)).toHaveLength(8);
    expect(svg).not.toMatch(/var\(|oklab|class=/);
  });

  it('runs a failed cell again by one click, as a further try', async () => {
    await page.getByRole('button', { name: 'Queue trial 1 again' }).click();
    await page.getByText('1 trial queued again.').waitFor();
    await page.getByText('7 of 8').first().waitFor();
    await page
      .getByText('8 of 8')
      .first()
      .waitFor({ timeout: 2 * MINUTES });
    await trials().getByRole('gridcell', { name: '1', exact: true }).click();
    await page.getByRole('region', { name: 'Trial 1', exact: true }).getByText(/Try 1/).waitFor();
  });
});
