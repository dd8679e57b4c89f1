import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { UntrustedSenderError } from '#contract/errors/ipc-errors';
import { serializeError } from '#contract/errors/workbench-error';
import { answerRequest } from './answer-request';
import type { RequestHandlers } from './request-handlers';

/** Electron channel of all requests; the preload sends on it. */
const REQUEST_CHANNEL = 'workbench:request';

/** A request counts only from the main frame of the app's own page. */
function isTrusted(event: IpcMainInvokeEvent, isOwnUrl: (url: string) => boolean): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnUrl(frame.url);
}

/** Connects the contract's requests to their handlers. */
export function serveRequests(handlers: RequestHandlers, isOwnUrl: (url: string) => boolean): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, payload: unknown) => {
    if (!isTrusted(event, isOwnUrl)) {
      return { ok: false, error: serializeError(new UntrustedSenderError(event.senderFrame?.url ?? 'a closed frame')) };
    }
    return answerRequest(handlers, name, payload);
  });
}
