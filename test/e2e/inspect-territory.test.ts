import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, workspaceOf } from './command-line';
import { keepScreenshot } from './keep-screenshot';
import { launchApp, makeHome, removeHome, type LaunchedApp } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

/** Few decisions, and games that end soon. */
const EXPERIMENT = `
family: actor-critic
name: Territory, a few decisions
seeds: [7]
environment:
  tier: brutal
  environments: 2
model:
  arch: attention
  cross_attention: repaired
ppo:
  rollout_steps: 4
  minibatch: 4
  epochs: 1
  total_decisions: 8
evaluation:
  games: 2
  selection_games: 2
  every_updates: 1
  linear_decisions: 1024
engine:
  threads: 1
`;

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  const home = makeHome();
  const experiment = path.join(home, 'territory.yaml');
  writeFileSync(experiment, EXPERIMENT);
  assay(home, 'run', experiment);
  launched = await launchApp(home, workspaceOf(home));
  page = launched.page;
}, 240_000);

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

const map = () => page.getByRole('img', { name: /^Map of the game/ });
const decision = () => page.getByRole('slider', { name: 'Decision' });

describe.sequential('a game of an agent', () => {
  it('is played again on a canvas, beside what the network thought and the baselines', async () => {
    await page.getByRole('link', { name: 'Inspect' }).click();
    await map().waitFor({ timeout: 60_000 });
    // Every tile is painted: the map has water, land and players.
    const colours = await map()
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set<string>();
        for (let at = 0; at < data.length; at += 4) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
        return seen.size;
      });
    expect(colours).toBeGreaterThan(8);
    const directions = page.getByRole('list', { name: /^Directions/ }).getByRole('listitem');
    expect(await directions.count()).toBe(9);
    await page.getByRole('rowheader', { name: 'learner', exact: true }).waitFor();
    await page.getByRole('rowheader', { name: 'tactician', exact: true }).waitFor();
  });

  it('shows 16 weights of the attention, which sum to 1', async () => {
    await decision().focus();
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowRight');
    expect(await decision().getAttribute('aria-valuetext')).toMatch(/^decision 21 of \d+$/);
    const weights = (await map().locator('text').allTextContents()).map(Number);
    expect(weights).toHaveLength(16);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoSeriousAxeFindings(page);
    await keepScreenshot(page, 'inspect-territory');
  });

  it('plays by keyboard to the end, and says how it ended', async () => {
    await page.getByRole('radio', { name: '40/s' }).click();
    await decision().focus();
    await page.keyboard.press('Space');
    await expect.poll(() => decision().getAttribute('aria-valuetext'), { timeout: 60_000 }).toMatch(/^end, /);
    await page.getByText('The game is over', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  it('shows gates by layer and troops by density', async () => {
    await page.keyboard.press('Home');
    await page.getByRole('radio', { name: 'Gates' }).click();
    await page.getByRole('radio', { name: '8 × 8' }).click();
    expect(await map().locator('text').count()).toBe(64);
    await page.getByRole('radio', { name: 'Troops per tile' }).click();
    expect(await map().locator('text').count()).toBe(0);
    await page.emulateMedia({ colorScheme: 'light' });
    await keepScreenshot(page, 'inspect-territory-troops');
  });
});
