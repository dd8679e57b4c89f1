import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, workspaceOf } from './command-line';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, makeHome, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

/** All steps on the two sample seasons, each as small as it can be. */
const EXPERIMENT = `
family: deep-set-ranker
name: Small pipeline
pipeline: team-ranking
data: { source: nba-box-scores, train_seasons: ['2022-23'], validation_seasons: ['2023-24'] }
training: { max_dates: 24, max_final_batches: 8, max_lists_oof: 8, n_folds: 2, listmle_target: playoff_outcome }
model_a: { epochs: 2, encoder_hidden: [16, 16], attention_heads: 2, embedding_dim: 4, win_rate_residual: true }
model_b: { n_estimators: 12, features: [elo, massey, record], early_stopping_rounds: 0 }
model_c: { n_estimators: 10, max_depth: 4 }
stacking: { target_rank: end_of_season }
inference: { temperature: null }
clone_classifier: { enabled: true, n_estimators: 10 }
`;

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  const home = makeHome();
  const file = path.join(home, 'pipeline.yaml');
  writeFileSync(file, EXPERIMENT);
  const run = (...changes: readonly string[]) => assay(home, 'run', file, ...changes);
  run();
  run('--set', 'name=Other trees', '--set', 'model_b.n_estimators=8');
  // Out-of-fold predictions need at least two training dates with games before them.
  expect(() => run('--set', 'name=Too few dates', '--set', 'training.max_dates=2')).toThrow('Command failed');
  launched = await launchApp(home, workspaceOf(home));
  page = launched.page;
}, 240_000);

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

/** @returns the id of a run by the name of its experiment */
function runIdOf(name: string): string {
  const runs = path.join(workspaceOf(launched.home), 'runs');
  const found = readdirSync(runs).find((id) => {
    const config = JSON.parse(readFileSync(path.join(runs, id, 'config.json'), 'utf8')) as { readonly name: string };
    return config.name === name;
  });
  return found!;
}

/** Opens a run by the name of its experiment. */
async function openRun(name: string): Promise<void> {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#/runs/${runIdOf(name)}`,
  );
  await page.getByRole('heading', { name: `${name}, seed 42` }).waitFor();
}

const stepRow = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) });
const showView = async (label: string): Promise<void> => {
  await page.getByRole('radio', { name: label, exact: true }).click();
};

describe.sequential('a pipeline run in the window', () => {
  it('shows its steps with exit code and what the cache had', async () => {
    await openRun('Other trees');
    await page.getByRole('region', { name: 'Steps' }).waitFor();
    expect(await stepRow('Model A').innerText()).toMatch(/From the cache\s+0\s.*\s+cached/s);
    expect(await stepRow('Model B').innerText()).toMatch(/Done\s+0\s.*\s+computed/s);
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([
      'Model A',
      'Model B',
      'Model C',
      'Stacking',
      'Inference',
      'Evaluation',
      'Clone classifier',
    ]);
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'run-steps');
  });

  it('shows the step that failed with what to do', async () => {
    await openRun('Too few dates');
    await page.getByRole('region', { name: 'Steps' }).waitFor();
    expect(await stepRow('Model A').innerText()).toContain('Failed');
    await page.getByRole('alert').first().waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'run-steps-failed');
  });

  it('shows thirty teams in predicted order beside the baselines, with a plain verdict and its numbers', async () => {
    await openRun('Small pipeline');
    await page.getByRole('button', { name: 'Inspect', exact: true }).click();
    const grid = page.getByRole('grid', { name: 'Teams of 2023-24 by predicted rank' });
    await grid.waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('31');
    const baselines = await page.getByRole('region', { name: 'Validation: table' }).innerText();
    for (const order of ['Final standings', 'Point difference', 'Ensemble', 'Model C alone'])
      expect(baselines).toContain(order);
    // The final table of 2023-24 against its end-of-season rank: figures of the data, whatever was trained.
    expect(baselines).toMatch(/Final standings\s+0\.752\s+6\.09/);
    expect(await page.locator('.ranking-verdict').innerText()).toMatch(
      /The ensemble (beats|does not beat) the final standings[\s\S]*against 0\.752[\s\S]*against 6\.09/,
    );
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-team-table');
  });

  it('goes through the teams by keyboard and sorts by the true rank', async () => {
    const grid = page.getByRole('grid', { name: 'Teams of 2023-24 by predicted rank' });
    const team = page.getByRole('region', { name: /selected team$/ });
    const first = await team.getAttribute('aria-label');
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => team.getAttribute('aria-label')).not.toBe(first);
    expect(await team.getByRole('listitem').count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'True rank' }).click();
    // Boston won the title of 2023-24.
    await expect.poll(() => grid.getByRole('row').nth(1).innerText()).toContain('BOS');
    await page.getByRole('radio', { name: 'All columns' }).click();
    await page.getByRole('button', { name: 'Lift by playoffs' }).waitFor();
    await page.getByRole('radio', { name: 'Main columns' }).click();
  });

  it('draws outcome and reliability, with their points as tables', async () => {
    await showView('Outcome');
    const outcome = page.getByRole('group', { name: /^Predicted and true rank: .*60 points/ });
    await outcome.focus();
    await page.keyboard.press('ArrowRight');
    expect(await outcome.getByRole('status').innerText()).toMatch(/predicted 1, ended|in the standings 1, ended/);
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-outcome');
    await page.getByRole('button', { name: 'Chart menu of Predicted and true rank' }).click();
    await page.getByRole('menuitem', { name: 'Show as a table' }).click();
    await page.getByRole('region', { name: 'Predicted and true rank: table' }).waitFor();
    await showView('Odds');
    await page.getByRole('group', { name: /^Odds against champions, training, out of fold/ }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-odds');
  });

  it('shows what the ensemble is made of, the diagnostics in words, and the classifier beside the win rate', async () => {
    await showView('Ensemble');
    await page.getByRole('region', { name: 'Model C, features', exact: true }).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-ensemble');
    await showView('Inference');
    await page.getByText('no team is flagged').waitFor();
    expect(await page.getByRole('region', { name: 'Inference diagnostics: table' }).innerText()).toContain(
      'attention_fallback_count',
    );
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-inference');
    await showView('Clone');
    await page.getByText(/The classifier (beats|does not beat) the win rate of the day/).waitFor();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-clone');
  });
});
