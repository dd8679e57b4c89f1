import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inMain } from './in-main';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('button', { name: 'Only open it' }).click();
  await page.getByText('sample.yaml').first().waitFor();
});

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

const choose = async (letter: 'A' | 'B', option: RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: letter, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
};

describe.sequential('the Models screen', () => {
  it('shows a model block by block, counted from its definition', async () => {
    await page.getByRole('link', { name: 'Models' }).click();
    await choose('A', /^run-021\.yaml/);
    // The published network of run_021: 501 x 32 embeddings of 47,393 parameters.
    const table = page.getByRole('table', { name: 'Blocks of the models' });
    await table.getByText('47,393').waitFor();
    expect(await table.getByRole('row', { name: /^embedding/ }).innerText()).toContain('16,032');
  });

  it('puts a second model beside it, with differences and what can load what', async () => {
    await choose('B', /^deep-set-ranker-team-facts\.yaml/);
    await page.getByText('A checkpoint of A in B is refused.').waitFor();
    expect(await page.locator('.models-cards').innerText()).toContain('equal parameters');
    await expectNoSeriousAxeFindings(page);
  });

  it('copies the table as text', async () => {
    await page.getByRole('button', { name: 'Copy as' }).click();
    await page.getByRole('menuitem', { name: 'Markdown' }).click();
    await page.getByText(/^\d+ rows copied\.$/).waitFor();
    const copied = await inMain(launched.app, ({ clipboard }) => clipboard.readText(), null);
    expect(copied).toMatch(/^\| Block \|/);
    expect(copied).toContain('16,032');
  });

  it('measures times of both on this computer', async () => {
    await page.getByRole('button', { name: 'Measure times' }).click();
    const times = page.getByRole('table', { name: 'Measured times of the models' });
    await times.getByRole('columnheader', { name: /^A against B/ }).waitFor({ timeout: 120_000 });
    expect(await times.getByRole('rowheader').allInnerTexts()).toEqual(['1', '12', '128']);
    await keepScreenshot(page, 'models');
  });
});
