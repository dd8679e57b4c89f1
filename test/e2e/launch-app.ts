import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { ask } from './ask';

/** The real app with a person's folder of its own, so that tests neither see nor leave anything behind. */
export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The main process. */
  readonly process: ChildProcess;
  readonly home: string;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the app as a person would, stopping what trains; the folder stays for a second start. */
  close(): Promise<void>;
  /** Ends the main process as a power cut would. */
  kill(): Promise<void>;
}

/** What the app is started with on a person's folder. */
export const launchArguments = (home: string): string[] => [
  '--disable-gpu',
  `--user-data-dir=${path.join(home, 'electron')}`,
  '.',
];

/** The environment that points the app at a person's folder. */
export const launchEnvironment = (home: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  ASSAY_HOME: home,
});

export const isRoot = process.getuid?.() === 0;

/** A person's folder, empty; {@link removeHome} removes it. */
export const makeHome = (): string => mkdtempSync(path.join(os.tmpdir(), 'assay-e2e-'));

/**
 * @param home an earlier app's folder, to start again where it ended
 * @param workspace opened at once; none is opened by default
 */
export async function launchApp(home = makeHome(), workspace?: string): Promise<LaunchedApp> {
  const app = await _electron.launch({
    args: [...launchArguments(home), ...(workspace === undefined ? [] : ['--workspace', workspace])],
    chromiumSandbox: !isRoot,
    env: launchEnvironment(home),
  });
  const child = app.process();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const page = await app.firstWindow();
  await page.setViewportSize({ width: 1440, height: 900 }).catch(() => undefined);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    app,
    page,
    process: child,
    home,
    ended,
    close: async () => {
      if (hasEnded()) return;
      if (app.windows().length > 0) {
        // The window may go before the answer comes.
        void ask(app, 'app:close-decision', { decision: 'stop' }).catch(() => undefined);
      } else void app.close();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Removes a person's folder; helper processes may need a moment to let go of it. */
export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true, maxRetries: 20 });
