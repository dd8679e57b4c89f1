import type { ElectronApplication } from 'playwright-core';

/** Playwright's word for an answer that the inspector let go of: it holds the promise of a call only weakly. */
const LOST_ANSWER = /Resulting promise was garbage collected/;
const ATTEMPTS = 5;

/**
 * Runs a function in Electron's main process. An answer that was lost on the way is asked for again, so the function must bear
 * to be run twice.
 */
export async function inMain<R, A>(
  app: ElectronApplication,
  run: (electron: typeof Electron.CrossProcessExports, argument: A) => R | Promise<R>,
  argument: A,
): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await app.evaluate(run as never, argument);
    } catch (error) {
      if (attempt === ATTEMPTS || !LOST_ANSWER.test(String(error))) throw error;
    }
  }
}
