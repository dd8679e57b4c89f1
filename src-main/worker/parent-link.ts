import { workerCommandSchema, type WorkerCommand, type WorkerNotice } from '#contract/events';

/** The process that started this one. It may vanish at any time; the run goes on, because its folder is the truth. */
export interface ParentLink {
  /** Says something, if anybody listens. */
  notify(notice: WorkerNotice): void;
  onCommand(listener: (command: WorkerCommand) => void): void;
}

/** Port of an Electron utility process, as far as we use it: this code must not import electron. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const utilityPort = (): UtilityPort | undefined =>
  (process as NodeJS.Process & { readonly parentPort?: UtilityPort }).parentPort;

/** Passes on what is a command; anything else is not ours to judge. */
function dispatch(message: unknown, listener: (command: WorkerCommand) => void): void {
  const parsed = workerCommandSchema.safeParse(message);
  if (parsed.success) listener(parsed.data);
}

function utilityLink(port: UtilityPort): ParentLink {
  return {
    notify: (notice) => port.postMessage(notice),
    onCommand: (listener) => port.on('message', ({ data }) => dispatch(data, listener)),
  };
}

const forkLink: ParentLink = {
  notify(notice) {
    // The callback takes the error of a channel that closed between the check and the write.
    if (process.connected) process.send?.(notice, undefined, undefined, () => {});
  },
  onCommand: (listener) => process.on('message', (message) => dispatch(message, listener)),
};

/** Connects to Electron's main process or to a plain Node parent, whichever is there; no parent at all is fine too. */
export function connectParent(): ParentLink {
  // The parent's end of stdout and stderr may close; a warning printed then must not end the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const port = utilityPort();
  return port ? utilityLink(port) : forkLink;
}
