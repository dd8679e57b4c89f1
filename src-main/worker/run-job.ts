import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { serializeError, toWorkbenchError } from '#contract/errors/workbench-error';
import { EXIT_CODE } from '#contract/errors/workbench-error';
import { jobInputSchema, type JobInput, type JobKind, type JobOutput } from '#contract/jobs';
import { toStorageError } from '../engine/checkpoints/file-store';
import { JOBS } from './jobs/registry';
import type { JobContext } from './jobs/job-context';
import { readJsonFile } from './read-json-file';
import type { WorkerEnvironment } from './worker-environment';

async function writeJson({ files }: WorkerEnvironment, file: string, value: unknown): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await files.write(temporary, new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`));
    await files.rename(temporary, file);
  } catch (error) {
    throw toStorageError(file, error);
  }
}

/** The registry pairs each kind with its own input; the compiler cannot follow that through the union. */
function execute<K extends JobKind>(
  input: JobInput & { readonly kind: K },
  context: JobContext,
): Promise<JobOutput<K>> {
  const job = JOBS[input.kind] as unknown as (
    input: JobInput & { kind: K },
    context: JobContext,
  ) => Promise<JobOutput<K>>;
  return job(input, context);
}

/** Stops the job's work between two steps of it on TERM or INT. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/**
 * Does the job of a folder: reads `job.json`, writes `output.json`, or `error.json` with the reason.
 * @returns the exit code
 */
export async function runJob(environment: WorkerEnvironment, jobFolder: string): Promise<number> {
  try {
    const input = await readJsonFile(path.join(jobFolder, 'job.json'), jobInputSchema);
    const progress = (message: string, fraction: number | null) =>
      environment.parent.notify({ kind: 'progress', message, fraction });
    const output = await execute(input, { environment, progress, signal: abortOnSignal() });
    await writeJson(environment, path.join(jobFolder, 'output.json'), output);
    return EXIT_CODE.done;
  } catch (error) {
    await writeJson(environment, path.join(jobFolder, 'error.json'), serializeError(error));
    return toWorkbenchError(error).exitCode;
  }
}
