import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import type { Reply } from '#contract/channels';

/**
 * Runs a script in the page and gives back its value. It goes through the main process, because the page object of Playwright
 * does not outlive a crash of the page.
 */
export function inWindow<T>(app: ElectronApplication, script: string): Promise<T> {
  return app.evaluate(async ({ BrowserWindow }, text) => {
    const answer: Promise<unknown> = BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(text);
    // The inspector holds what it waits for weakly only: without this, the answer may be collected before it comes.
    const holder = globalThis as { awaited?: Set<Promise<unknown>> };
    const awaited = (holder.awaited ??= new Set());
    const held = answer.finally(() => awaited.delete(held));
    awaited.add(held);
    return await held;
  }, script) as Promise<T>;
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
