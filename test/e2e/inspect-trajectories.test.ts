import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepScreenshot } from './keep-screenshot';
import { isRoot, launchArguments, launchEnvironment } from './launch-app';
import { expectNoSeriousAxeFindings } from './no-serious-axe-findings';

let home: string;
let app: ElectronApplication;
let page: Page;

/** The command line, as a person would use it. */
const assay = (...args: readonly string[]): void => {
  execFileSync(process.execPath, ['out/main/cli.js', ...args], {
    stdio: 'ignore',
    env: { ...process.env, ASSAY_HOME: home },
  });
};

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'assay-e2e-plays-'));
  const workspace = path.join(home, 'workspace');
  const data = path.join(home, 'plays');
  assay('data', 'generate', 'tracking', '--to', data, '--workspace', workspace);
  assay('data', 'add', 'nfl-tracking-made-up', data, '--workspace', workspace);
  assay('run', 'config/experiments/masked-seq2seq-sample.yaml', '--workspace', workspace, '--set', 'training.epochs=2');
  app = await _electron.launch({
    args: [...launchArguments(home), '--workspace', workspace],
    chromiumSandbox: !isRoot,
    env: launchEnvironment(home),
  });
  page = await app.firstWindow();
  await page.setViewportSize({ width: 1440, height: 900 }).catch(() => undefined);
}, 240_000);

afterAll(async () => {
  await app.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
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
});
