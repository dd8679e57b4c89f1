import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '#contract/runs';
import { ask } from './ask';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

/** Two epochs on a dozen dates: seconds a run. */
const experiment = (name: string, residual: boolean): string => `family: deep-set-ranker
name: ${name}
seeds: [1, 2, 3]
data:
  source: nba-box-scores
  train_seasons: ['2022-23']
  validation_seasons: ['2023-24']
training:
  max_dates: 12
  max_final_batches: null
  team_statistics: [team_win_rate, team_point_difference, team_games]
model_a:
  win_rate_residual: ${residual}
  epochs: 2
  encoder_hidden: [16, 8]
  attention_heads: 2
  embedding_dim: 4
  early_stopping_patience: 0
engine:
  executor: wasm
`;

const LADDER = `ladder: tiny
name: Tiny ladder
family: deep-set-ranker
experiment: configs/experiments/tiny-residual.yaml
metric: validation.conference_spearman
seeds: [1, 2, 3]
stages:
  - id: base
    name: Base
    goal: A base model that learns.
    variants:
      residual: { label: residual }
      alone: { label: without residual, settings: { model_a.win_rate_residual: false } }
    items:
      - { id: trained, question: Are both trained on every seed?, evidence: { kind: runs-finished, of: [residual, alone] } }
      - { id: perfect, question: Is the order perfect?, evidence: { kind: metric, variant: residual, metric: validation.conference_spearman, at_least: 1 } }
      - { id: sliced, question: Do predictions tell East from West?, evidence: { kind: sliced, of: [residual], slice: conference } }
      - { id: saved, question: Is the best configuration saved?, evidence: { kind: configuration-saved } }
    decision:
      question: Which one goes on?
      margin: 1000
      rules:
        - { when: residual > alone, choose: residual, because: It is better by far. }
  - id: wider
    name: Wider
    goal: Does a wider network order better?
    variants:
      wide: { label: wide, settings: { model_a.embedding_dim: 8 } }
    items:
      - { id: trained, question: Is the wide one trained?, evidence: { kind: runs-finished, of: [wide] } }
tables:
  - { id: t, title: Residual, stage: base, rows: [alone, residual], columns: [{ header: Spearman, metric: validation.conference_spearman }, { header: East, metric: validation.conference_spearman, slice: conference, value: E }] }
ablations:
  on: base
  full: { id: full, label: full }
  components:
    prior: { label: prior season, without: { training.use_prior_season_baseline: false } }
`;

let launched: LaunchedApp;
let page: Page;
let workspace: string;

const runs = async (): Promise<readonly RunSummary[]> =>
  (await ask<{ rows: RunSummary[] }>(launched.app, 'runs:list', { query: '', includeTrash: false })).rows;

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('button', { name: 'Only open it' }).click();
  await page.getByText('sample.yaml').first().waitFor();
  workspace = path.join(launched.home, 'sample-workspace');
  mkdirSync(path.join(workspace, 'configs/stages'), { recursive: true });
  writeFileSync(path.join(workspace, 'configs/experiments/tiny-residual.yaml'), experiment('tiny residual', true));
  writeFileSync(path.join(workspace, 'configs/experiments/tiny-alone.yaml'), experiment('tiny alone', false));
  writeFileSync(path.join(workspace, 'configs/stages/tiny.yaml'), LADDER);
  for (const name of ['tiny-alone', 'tiny-residual'])
    await ask(launched.app, 'runs:start', { configPath: `configs/experiments/${name}.yaml`, seeds: null });
});

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

/** Both themes, for people to look at. */
async function keepBothThemes(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await ask(launched.app, 'settings:update', { theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
    await keepScreenshot(page, `${name}-${theme}`);
  }
}

describe.sequential('the Compare screen', () => {
  it('has nothing to compare before runs have finished', { timeout: 260_000 }, async () => {
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('heading', { name: /Nothing to compare yet|No runs chosen/ }).waitFor();
    await expect
      .poll(async () => (await runs()).map(({ status }) => status), { timeout: 240_000, interval: 500 })
      .toEqual(Array.from({ length: 6 }, () => 'done'));
    await page.getByRole('button', { name: 'Compare 6 finished runs of deep-set-ranker' }).waitFor();
  });

  it('is reached from rows of the runs table, with the runs in the address', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    const table = page.getByRole('treegrid', { name: 'Runs' });
    for (const name of ['tiny residual', 'tiny alone'])
      await table
        .getByRole('row', { name: new RegExp(name) })
        .getByRole('checkbox')
        .click();
    await page.getByRole('button', { name: 'Compare 6' }).click();
    await page.getByRole('table', { name: 'Paired tests' }).waitFor();
    expect(page.url()).toMatch(/compare/);
    expect(page.url().match(/r-[0-9a-z]{10}/g)).toHaveLength(6);
  });

  it('shows groups with mean, spread, interval and baselines, and says what three seeds cannot show', async () => {
    const groups = page.getByRole('table', { name: 'Groups' });
    const row = await groups.getByRole('row', { name: /^tiny residual/ }).innerText();
    expect(row).toMatch(/0\.\d+\*? ± 0\.\d+/);
    expect(row).toMatch(/\[.*, .*\]/);
    expect(await groups.getByRole('row', { name: /Baseline: win rate/ }).innerText()).toContain('no spread');
    const tests = page.getByRole('table', { name: 'Paired tests' });
    // 2 / 2^3 is above 0.05: an exact test of three seeds can show nothing; 2 / 2^6 could.
    expect(await tests.innerText()).toContain('Cannot be shown with n = 3, needs 6');
    expect(await tests.innerText()).toContain('0.250');
    await expectNoSeriousAxeFindings(page);
  });

  it('gives a second opinion from stored predictions when it is asked', async () => {
    await page.getByRole('button', { name: 'Ask for a second opinion' }).click();
    await page.getByText('BCa 95 %').waitFor({ timeout: 60_000 });
    await page.getByText(/clusters by as_of_date, 10,000 resamples/).waitFor();
    await keepBothThemes('compare');
  });

  it('compares against another group, and with the last instead of the shipped value', async () => {
    await page.getByRole('button', { name: 'Compare against tiny residual' }).click();
    await page.getByRole('button', { name: 'tiny alone − tiny residual' }).waitFor();
    await page.getByRole('radio', { name: 'last' }).click();
    await page.waitForURL(/checkpoint=last/);
    await page.getByRole('radio', { name: 'shipped' }).click();
  });

  it('names only the keys that differ, nested as in the file', async () => {
    await page.getByRole('tab', { name: /Configuration difference/ }).click();
    const table = page.getByRole('table', { name: 'Configuration difference' });
    await table.waitFor();
    const names = await table.getByRole('rowheader').allInnerTexts();
    expect(names).toEqual(['model_a:', 'win_rate_residual']);
    await keepScreenshot(page, 'compare-configuration');
  });

  it('slices stored predictions, with seeds and differences', async () => {
    await page.getByRole('tab', { name: 'Slices' }).click();
    const table = page.getByRole('table', { name: /by / });
    await table.waitFor();
    await page.getByRole('button', { name: 'Show the seeds of tiny alone' }).click();
    await table.getByRole('rowheader', { name: 'seed 2' }).waitFor();
    await page.getByRole('radio', { name: 'difference' }).click();
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'compare-slices');
  });

  it('says why a ranking has no confusion matrix', async () => {
    await page.getByRole('tab', { name: /Confusion/ }).click();
    await page
      .getByRole('alert')
      .getByText(/Next: /)
      .waitFor();
  });

  it('refuses pairs whose seeds differ, in their row, and offers the shared ones', async () => {
    const found = await runs();
    const some = found.filter(({ name, seed }) => name === 'tiny alone' || seed < 3).map(({ runId }) => runId);
    await page.goto(page.url().replace(/#.*/, '').replace(/\?.*/, '') + `?runs=${some.join(',')}#/compare`);
    const tests = page.getByRole('table', { name: 'Paired tests' });
    await tests.getByText(/do not have the same seeds/).waitFor();
    await tests.getByRole('button', { name: 'Compare shared seeds' }).click();
    await tests.getByText('Cannot be shown with n = 2, needs 6').waitFor();
    await keepScreenshot(page, 'compare-shared-seeds');
  });

  it('saves a report of one file under the workspace', async () => {
    await page.getByRole('button', { name: 'Save report' }).click();
    await page.getByRole('menuitem', { name: /HTML/ }).click();
    const notice = page.getByText(/reports.*\.html/);
    await notice.first().waitFor();
    const file = /\S+\.html/.exec(await notice.first().innerText())![0];
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('<svg');
    expect(html).toContain('tiny residual');
    expect(html).not.toMatch(/(src|href)="http/);
  });
});

describe.sequential('the Stages board', () => {
  const stage = (name: string) => page.getByRole('region', { name: new RegExp(`^Stage \\d, ${name}`) });
  const card = (question: string) => page.getByRole('listitem').filter({ hasText: question });

  it('answers the checklist from runs that were made by hand', async () => {
    await page.getByRole('link', { name: 'Stages', exact: true }).click();
    await page.getByRole('combobox', { name: 'Ladder' }).click();
    await page.getByRole('option', { name: /Tiny ladder/ }).click();
    await card('Are both trained on every seed?').getByRole('button', { name: '6 runs' }).waitFor();
    await card('Are both trained on every seed?').getByRole('img', { name: 'proven' }).waitFor();
    await card('Is the order perfect?').getByRole('img', { name: 'answered: no' }).waitFor();
    await stage('Wider').getByText('Waits for the stage before').waitFor();
    await expectNoSeriousAxeFindings(page);
  });

  it('opens the runs behind an item', async () => {
    await card('Are both trained on every seed?').getByRole('button', { name: '6 runs' }).click();
    await page.getByRole('table', { name: 'Groups' }).waitFor();
    await page.evaluate(() => history.back());
    await stage('Base').waitFor({ timeout: 2_000 });
  });

  it('is overruled with a note only, and judges by evidence again when asked', async () => {
    await page.getByRole('button', { name: 'Is the order perfect?' }).click();
    const overrule = page.getByRole('button', { name: 'Overrule' });
    expect(await overrule.isDisabled()).toBe(true);
    await page.getByLabel(/Why it counts as met/).fill('Perfect enough for a tiny network.');
    await overrule.click();
    await card('Is the order perfect?').getByText('Overruled: Perfect enough for a tiny network.').waitFor();
    await page.getByRole('button', { name: 'Judge by evidence again' }).click();
    await card('Is the order perfect?').getByRole('img', { name: 'answered: no' }).waitFor();
  });

  it('shows what the rule saw, and writes the next base when a person decides', async () => {
    await stage('Base').getByRole('button', { name: 'Decision' }).click();
    await page.getByText('No rule holds: a person has to decide.').first().waitFor();
    await page
      .getByRole('table')
      .getByRole('row', { name: /residual > alone/ })
      .waitFor();
    await keepBothThemes('stages-open');
    await page.getByLabel(/Why\. The note/).fill('Its mean is far higher.');
    await page.getByRole('button', { name: 'Decide' }).click();
    await stage('Base').getByText('decided by you').waitFor();
    const written = await stage('Base')
      .getByText(/^wrote /)
      .innerText();
    const text = readFileSync(path.join(workspace, written.replace('wrote ', '')), 'utf8');
    expect(text).toContain('Its mean is far higher.');
    await stage('Wider').getByRole('button', { name: 'Is the wide one trained?' }).waitFor();
  });

  it('runs what is missing', { timeout: 200_000 }, async () => {
    await page.getByRole('button', { name: 'Run what is missing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await card('Is the wide one trained?').getByRole('img', { name: 'proven' }).waitFor({ timeout: 180_000 });
    await page
      .getByText(/^The ladder (is done|waits|cannot)/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Run what is missing' }).waitFor();
  });

  it('turns back when evidence goes to the trash, and again when it is restored', async () => {
    const wide = (await runs()).filter(({ config }) => config['model_a.embedding_dim'] === '8');
    expect(wide).toHaveLength(3);
    await ask(launched.app, 'runs:trash', { runIds: [wide[0]!.runId] });
    await card('Is the wide one trained?').getByRole('img', { name: 'evidence lost' }).waitFor();
    await page.getByRole('button', { name: 'Is the wide one trained?' }).click();
    await keepBothThemes('stages');
    await expectNoSeriousAxeFindings(page);
    await page.getByRole('button', { name: 'Restore from the trash' }).click();
    await card('Is the wide one trained?').getByRole('img', { name: 'proven' }).waitFor();
  });

  it('has the ready-made tables', async () => {
    await page.getByRole('tab', { name: 'Tables' }).click();
    const table = page.getByRole('table', { name: 'Residual' });
    expect(await table.getByRole('row', { name: /^residual/ }).innerText()).toMatch(/\d\.\d+ ± \d\.\d+/);
    await keepScreenshot(page, 'stages-tables');
    await page.getByRole('tab', { name: 'Board' }).click();
  });

  it('queues missing cells of the ablation matrix by a click', { timeout: 200_000 }, async () => {
    await page.getByRole('button', { name: 'Ablation matrix' }).click();
    const matrix = page.getByRole('table', { name: 'Ablation matrix' });
    const row = matrix.getByRole('row', { name: /prior season/ });
    // One seed by itself, then the others of its row at once.
    await row.getByRole('button', { name: /Seed 1 is missing/ }).click();
    await page.getByText('1 run queued.').waitFor();
    await row.getByRole('button', { name: 'All 2' }).click();
    await page.getByText('2 runs queued.').waitFor();
    await row.getByRole('button', { name: /Seed 3 is done/ }).waitFor({ timeout: 180_000 });
    await row.getByText('Cannot be shown with n = 3, needs 6').waitFor();
    await keepBothThemes('ablations');
    await expectNoSeriousAxeFindings(page);
  });
});
