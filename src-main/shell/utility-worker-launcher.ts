import { utilityProcess } from 'electron';
import { workerNoticeSchema, type WorkerCommand, type WorkerNotice } from '#contract/events';

/** A started worker as the services see it (the same shape as the Node launcher's). */
interface UtilityWorker {
  readonly pid: number;
  send(command: WorkerCommand): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  readonly exited: Promise<{ readonly code: number | null }>;
}

/**
 * Starts workers as Electron utility processes: their own process with Node, without a window and without the window's
 * sandbox, supervised by main.
 */
export function utilityWorkerLauncher(workerPath: string) {
  return (
    args: readonly string[],
    onNotice: (notice: WorkerNotice) => void,
    environment: Readonly<Record<string, string>>,
  ): UtilityWorker => {
    const child = utilityProcess.fork(workerPath, [...args], {
      serviceName: 'Assay worker',
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    let pid: number | undefined;
    child.once('spawn', () => (pid = child.pid));
    child.on('message', (message) => {
      const notice = workerNoticeSchema.safeParse(message);
      if (notice.success) onNotice(notice.data);
    });
    const exited = new Promise<{ code: number | null }>((resolve) => child.once('exit', (code) => resolve({ code })));
    return {
      // The process id is known once the process has spawned; until then the claim in the run folder has it.
      get pid() {
        return pid ?? child.pid ?? 0;
      },
      send: (command) => child.postMessage(command),
      kill: (signal) => {
        const target = pid ?? child.pid;
        if (target === undefined) child.kill();
        else process.kill(target, signal);
      },
      exited,
    };
  };
}
