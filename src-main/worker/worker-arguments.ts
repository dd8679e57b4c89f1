import { parseArgs } from 'node:util';
import { WorkerArgumentsError } from '#contract/errors/run-errors';

/** One attempt that a worker works on. */
export interface AttemptTask {
  readonly runFolder: string;
  readonly attempt: number;
  readonly token: string;
}

/** What a worker process is to do. */
export type WorkerTask =
  | { readonly kind: 'runs'; readonly attempts: readonly AttemptTask[] }
  | { readonly kind: 'job'; readonly jobFolder: string }
  | { readonly kind: 'bench-contender' };

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

/**
 * @param args command line without node and script: `--run <folder> --attempt <n> --token <t>`, again for each further run
 *   that is trained beside it, `--job <folder>`, or `--bench-contender`, which is told on stdin what to do
 * @throws WorkerArgumentsError
 */
export function parseWorkerArguments(args: readonly string[]): WorkerTask {
  const { values } = parseArgs({
    args: [...args],
    options: { run: texts, attempt: texts, token: texts, job: text, 'bench-contender': { type: 'boolean' } },
    strict: false,
  });
  const { run, attempt, token, job } = values;
  if (values['bench-contender'] === true) return { kind: 'bench-contender' };
  if (typeof job === 'string') return { kind: 'job', jobFolder: job };
  const attempts = attemptTasks(textsOf(run), textsOf(attempt), textsOf(token));
  if (attempts === null) throw new WorkerArgumentsError(args);
  return { kind: 'runs', attempts };
}

type Parsed = ReturnType<typeof parseArgs>['values'][string];

const textsOf = (value: Parsed): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/** @returns null unless each run has its attempt and its token */
function attemptTasks(
  runs: readonly string[],
  attempts: readonly string[],
  tokens: readonly string[],
): readonly AttemptTask[] | null {
  const isComplete = runs.length > 0 && attempts.length === runs.length && tokens.length === runs.length;
  if (!isComplete || !attempts.every((attempt) => /^\d+$/.test(attempt))) return null;
  return runs.map((runFolder, index) => ({
    runFolder,
    attempt: Number(attempts[index]),
    token: tokens[index]!,
  }));
}
