import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Makes every checkpoint one of a version of the game with other rules. */
function plantOtherRules(): void {
  const runs = path.join(workspaceOf(launched.home), 'runs');
  const manifests = readdirSync(runs, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'manifest.json',
  );
  for (const file of manifests) {
    const manifest = path.join(runs, file);
    const preprocessing = path.join(path.dirname(manifest), 'preprocessing.json');
    const text = readFileSync(preprocessing, 'utf8').replace(
      /("environmentHash": ?)"[0-9a-f]{12}"/,
      '$1"0123456789ab"',
    );
    writeFileSync(preprocessing, text);
    const stored = JSON.parse(readFileSync(manifest, 'utf8')) as { files: Record<string, object> };
    const sha256 = createHash('sha256').update(text).digest('hex');
    stored.files['preprocessing.json'] = { bytes: Buffer.byteLength(text), sha256 };
    writeFileSync(manifest, JSON.stringify(stored));
  }
}

const canvasHash = (name: RegExp) =>
  page
    .getByRole('img', { name })
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 0);
    });
const decisionOfGame = async (): Promise<number> => {
  const label = await page.getByRole('img', { name: /^Map of the game/ }).getAttribute('aria-label');
  const decisions = /decision (\d+)/.exec(label!)?.[1];
  return decisions === undefined ? Infinity : Number(decisions);
};
/** One decision by a key, and the wait for its answer. */
const playKey = async (key: string) => {
  const before = await decisionOfGame();
  await page.keyboard.press(key);
  await expect.poll(decisionOfGame, { timeout: 30_000 }).toBeGreaterThan(before);
};
const startGame = async (seed: string) => {
  await page.getByRole('textbox', { name: 'Seed' }).fill(seed);
  await page.getByRole('button', { name: 'Start the game' }).click();
  await page.getByRole('img', { name: /^Map of the game, decision 1$/ }).waitFor({ timeout: 120_000 });
};

describe.sequential('a game against an agent', () => {
  it('refuses a seed that is none, and starts with the help of the keys beside it', async () => {
    await page.getByRole('radio', { name: 'Play', exact: true }).click();
    await page.getByText('starts and stops the clock', { exact: false }).waitFor();
    await page.getByRole('textbox', { name: 'Seed' }).fill('-3');
    await page.getByText('A whole number from 0 to 2,147,483,647.').waitFor();
    expect(await page.getByRole('button', { name: 'Start the game' }).isDisabled()).toBe(true);
    await expectNoSeriousAxeFindings(page);
    await startGame('11');
    await page.getByRole('rowheader', { name: 'you', exact: true }).waitFor();
    await page.getByRole('rowheader', { name: 'agent', exact: true }).waitFor();
  });

  it('takes orders by letters, number pad, buttons and clicks, a decision each', async () => {
    await page.keyboard.press('3');
    expect(await page.getByRole('radio', { name: '50 %' }).getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('1');
    expect(await page.getByRole('radio', { name: '20 %' }).getAttribute('aria-checked')).toBe('true');
    await playKey('s');
    await playKey('Numpad5');
    const open = page.getByRole('group', { name: 'Direction' }).getByRole('button', { disabled: false });
    const before = await decisionOfGame();
    await open.first().click();
    await expect.poll(decisionOfGame).toBeGreaterThan(before);
    expect(await decisionOfGame()).toBe(before + 1);
    // A click anywhere on the map is towards some octant: played, or refused with a word.
    await page.getByRole('img', { name: /^Map of the game/ }).click({ position: { x: 30, y: 30 } });
    await expect
      .poll(async () => (await decisionOfGame()) > before + 1 || (await page.getByText(/^Nothing to take/).count()) > 0)
      .toBe(true);
  });

  it('shows what the agent thought, in both themes', async () => {
    await page.getByRole('checkbox', { name: 'Show what the agent thought' }).click();
    await playKey('s');
    const weights = (
      await page
        .getByRole('img', { name: /^Map of the game/ })
        .locator('text')
        .allTextContents()
    ).map(Number);
    expect(weights).toHaveLength(16);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 0);
    await page.getByText(/^Agent, decision \d+$/).waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSeriousAxeFindings(page);
      await keepScreenshot(page, `play-territory-${colorScheme}`);
    }
    await page.getByRole('checkbox', { name: 'Show what the agent thought' }).click();
  });

  it('goes on by itself under the clock, stops it again, and says how the game ended', async () => {
    await page.getByRole('radio', { name: '4/s' }).click();
    await page.getByRole('group', { name: 'Game', exact: true }).focus();
    const before = await decisionOfGame();
    await page.keyboard.press('Space');
    await expect.poll(decisionOfGame, { timeout: 30_000 }).toBeGreaterThan(before + 2);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Start the clock' }).waitFor();
    // Brutal opponents make an end of somebody who only waits, long before the cap.
    for (let decisions = 0; decisions < 256 && (await decisionOfGame()) < Infinity; decisions += 1) await playKey('s');
    await page.getByText(/^(You won|You were eliminated|Another player|The time is up)/).waitFor();
    await keepScreenshot(page, 'play-territory-end');
  }, 240_000);

  it('saves the game, and plays it again to the same end from its seed and actions', async () => {
    const end = await canvasHash(/^Map of the game/);
    await page.getByRole('button', { name: 'Save the game' }).click();
    await page.getByText('Game saved').waitFor();
    await page.getByRole('button', { name: 'Other game' }).click();
    await page.getByText('brutal, seed 11', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Watch' }).click();
    await decision().waitFor({ timeout: 60_000 });
    await decision().focus();
    await page.keyboard.press('End');
    await expect.poll(() => decision().getAttribute('aria-valuetext')).toMatch(/^end, /);
    expect(await canvasHash(/^Map of the saved game/)).toBe(end);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
  });

  it('starts the same game again from its seed', async () => {
    await startGame('11');
    const first = await canvasHash(/^Map of the game/);
    await playKey('s');
    await page.getByRole('button', { name: 'Play it again' }).click();
    await page.getByRole('img', { name: /^Map of the game, decision 1$/ }).waitFor({ timeout: 120_000 });
    expect(await canvasHash(/^Map of the game/)).toBe(first);
  });

  it('refuses a checkpoint of other rules with a sentence that says so', async () => {
    await page.getByRole('button', { name: 'Other game' }).click();
    plantOtherRules();
    await page.getByRole('textbox', { name: 'Seed' }).fill('12');
    await page.getByRole('button', { name: 'Start the game' }).click();
    await page.getByText(/belongs to the environment 0123456789ab, this program plays/).waitFor({ timeout: 120_000 });
    await keepScreenshot(page, 'play-territory-other-rules');
  });
});
