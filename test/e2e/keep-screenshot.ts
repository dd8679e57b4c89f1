import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of the window under `test-results/`, to be looked at by people. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = path.resolve('test-results');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
