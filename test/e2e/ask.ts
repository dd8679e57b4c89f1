import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import type { Reply } from '#contract/channels';
import { inMain } from './in-main';

/**
 * Runs a script in the page and gives back its value. It goes through the main process, because the page object of Playwright
 * does not outlive a crash of the page.
 */
export function inWindow<T>(app: ElectronApplication, script: string): Promise<T> {
  return inMain(
    app,
    ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(text) as Promise<T>,
    script,
  );
}

/** Asks main as the window does. @returns the reply, refused or not */
export function replyTo<T>(app: ElectronApplication, name: string, payload: unknown): Promise<Reply<T>> {
  return inWindow(app, `window.workbench.request(${JSON.stringify(name)}, ${JSON.stringify(payload)})`);
}

/** Asks main as the window does; a refused request fails the test with its message. */
export async function ask<T>(app: ElectronApplication, name: string, payload: object): Promise<T> {
  const reply = await replyTo<T>(app, name, payload);
  expect(reply).toMatchObject({ ok: true });
  return (reply as Reply<T> & { readonly ok: true }).value;
}
