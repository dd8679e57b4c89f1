import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

/** The real app with a person's folder of its own, so that tests neither see nor leave anything behind. */
export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  /** Ends the app as a person would; the folder stays for a second start. */
  close(): Promise<void>;
}

/** @param home an earlier app's folder, to start again where it ended */
export async function launchApp(home = mkdtempSync(path.join(os.tmpdir(), 'assay-e2e-'))): Promise<LaunchedApp> {
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    args: ['--disable-gpu', `--user-data-dir=${path.join(home, 'electron')}`, '.'],
    chromiumSandbox: !isRoot,
    env: { ...(process.env as Record<string, string>), ASSAY_HOME: home },
  });
  const page = await app.firstWindow();
  await page.setViewportSize({ width: 1440, height: 900 }).catch(() => undefined);
  return { app, page, home, close: () => app.close() };
}

/** Removes what {@link launchApp} made. */
export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });
