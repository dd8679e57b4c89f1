import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** A message from a frame that is not the app's own window. */
export class UntrustedSenderError extends WorkbenchError {
  readonly code = 'E-IPC-SENDER';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(url: string) {
    super(`A request came from ${url}, which is not the window of Assay.`, 'It was refused; nothing was done.', {
      url,
    });
  }
}

/** A request whose name or payload is not in the contract. */
export class InvalidRequestError extends WorkbenchError {
  readonly code = 'E-IPC-REQUEST';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(name: string, reason: string) {
    super(
      `The request ${name} was not understood: ${reason}.`,
      'Reload the window (Ctrl R). If it comes back, the window and the program are of different versions: restart Assay.',
      { request: name },
    );
  }
}
