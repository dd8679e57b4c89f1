import { parseArgs } from 'node:util';
import { WorkerArgumentsError } from '#contract/errors/run-errors';

/** What a worker process is to do. */
export type WorkerTask =
  | { readonly kind: 'run'; readonly runFolder: string; readonly attempt: number; readonly token: string }
  | { readonly kind: 'job'; readonly jobFolder: string }
  | { readonly kind: 'bench-contender' };

const text = { type: 'string' } as const;

/**
 * @param args command line without node and script: `--run <folder> --attempt <n> --token <t>`, `--job <folder>`, or
 *   `--bench-contender`, which is told on stdin what to do
 * @throws WorkerArgumentsError
 */
export function parseWorkerArguments(args: readonly string[]): WorkerTask {
  const { values } = parseArgs({
    args: [...args],
    options: { run: text, attempt: text, token: text, job: text, 'bench-contender': { type: 'boolean' } },
    strict: false,
  });
  const { run, attempt, token, job } = values;
  if (values['bench-contender'] === true) return { kind: 'bench-contender' };
  if (typeof job === 'string') return { kind: 'job', jobFolder: job };
  const isWhole = typeof attempt === 'string' && /^\d+$/.test(attempt);
  if (typeof run === 'string' && isWhole && typeof token === 'string') {
    return { kind: 'run', runFolder: run, attempt: Number(attempt), token };
  }
  throw new WorkerArgumentsError(args);
}
