import type { RunService } from '../services/workbench';
import type { Output } from './output';

/**
 * Ctrl-C and TERM stop the runs with a checkpoint; a second Ctrl-C ends the command at once, and the workers finish their
 * checkpoint on their own.
 * @returns a function that takes the handlers away
 */
export function stopOnSignal(output: Output, runs: Pick<RunService, 'stopAll'>): () => void {
  let asked = false;
  const stop = (): void => {
    if (asked) process.exit(130);
    asked = true;
    output.note('Stopping with a checkpoint; press Ctrl-C again to leave at once.');
    void runs.stopAll();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
}
