import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { WorkerNotice } from '#contract/events';
import { JobCancelledError, JobFailedError } from '#contract/errors/workspace-errors';
import { RemoteError, serializedErrorSchema } from '#contract/errors/workbench-error';
import { JOB_OUTPUT_SCHEMAS, type InspectOutput, type JobInput, type JobKind, type JobOutput } from '#contract/jobs';
import { workerEnvironment } from '../../executors/worker-environment';
import type { WorkerHandle, WorkerLauncher } from '../../executors/worker-launcher';
import type { Conversation, JobService, Override, ResolvedConfig, Topics } from '../workbench';
import { WorkerConversation } from './worker-conversation';

export interface JobServiceParts {
  readonly launch: WorkerLauncher;
  readonly topics: Topics;
  readonly resolve: (file: string, overrides: readonly Override[]) => ResolvedConfig;
  /** The job that inspects a configuration, with or without its data. */
  readonly inspectInput: (config: ResolvedConfig, measure: boolean) => Extract<JobInput, { kind: 'inspect' }>;
}

interface JobOptions {
  readonly name?: string;
  readonly signal?: AbortSignal;
}

/** Runs tasks that need the engine, each in a worker and a temporary folder of its own. */
export class WorkerJobs implements JobService {
  readonly #running = new Set<WorkerHandle>();

  constructor(private readonly parts: JobServiceParts) {}

  async run<K extends JobKind>(input: Extract<JobInput, { kind: K }>, options: JobOptions = {}): Promise<JobOutput<K>> {
    const name = options.name ?? input.kind;
    const folder = makeJobFolder(input);
    try {
      const { code } = await this.#work(folder, name, options.signal);
      if (options.signal?.aborted) throw new JobCancelledError(name);
      return readOutput(folder, name, input.kind, code);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  converse(input: Extract<JobInput, { kind: 'territory-play' }>): Conversation {
    const folder = makeJobFolder(input);
    const conversation = new WorkerConversation(
      (onNotice) => this.#launch(folder, input.kind, onNotice),
      // Reading the answer of an ended worker tells why it ended: an error that it wrote, or its last words.
      (code) => readOutput(folder, input.kind, input.kind, code),
    );
    void conversation.ended.then(() => rmSync(folder, { recursive: true, force: true }));
    return conversation;
  }

  async inspectExperiment(
    file: string,
    { overrides = [], measure }: { readonly overrides?: readonly Override[]; readonly measure: boolean },
  ): Promise<InspectOutput> {
    return this.run(this.parts.inspectInput(this.parts.resolve(file, overrides), measure), { name: 'inspect' });
  }

  /** Ends every job that still works: a workspace that closes waits for nobody. */
  cancelAll(): void {
    for (const worker of this.#running) worker.kill('SIGTERM');
  }

  async #work(
    folder: string,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly code: number | null }> {
    const worker = this.#launch(folder, name, () => {});
    const cancel = (): void => worker.kill('SIGTERM');
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    try {
      return await worker.exited;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Starts the worker of a job folder; it is known as running until it has ended. */
  #launch(folder: string, name: string, onNotice: (notice: WorkerNotice) => void): WorkerHandle {
    const hear = (notice: WorkerNotice): void => {
      if (notice.kind !== 'progress') return onNotice(notice);
      const { message, fraction } = notice;
      this.parts.topics.publish('job:progress', { job: name, message, fraction });
    };
    const worker = this.parts.launch(['--job', folder], hear, workerEnvironment());
    this.#running.add(worker);
    void worker.exited.then(() => this.#running.delete(worker));
    return worker;
  }
}

/** @returns a temporary folder with the job's input; whoever asked removes it */
function makeJobFolder(input: JobInput): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-job-'));
  writeFileSync(path.join(folder, 'job.json'), JSON.stringify(input));
  return folder;
}

function readOutput<K extends JobKind>(folder: string, name: string, kind: K, exitCode: number | null): JobOutput<K> {
  const errorFile = path.join(folder, 'error.json');
  if (existsSync(errorFile)) throw remoteError(name, errorFile, exitCode);
  const outputFile = path.join(folder, 'output.json');
  if (!existsSync(outputFile))
    throw new JobFailedError(name, `its worker ended with exit code ${exitCode ?? 'none'}${lastWords(folder)}`);
  const parsed = JOB_OUTPUT_SCHEMAS[kind].safeParse(JSON.parse(readFileSync(outputFile, 'utf8')));
  if (!parsed.success)
    throw new JobFailedError(name, `its answer is not what was agreed: ${z.prettifyError(parsed.error)}`);
  return parsed.data as JobOutput<K>;
}

function remoteError(name: string, file: string, exitCode: number | null): Error {
  const parsed = serializedErrorSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return new JobFailedError(name, 'its error cannot be read');
  return Object.assign(new RemoteError(parsed.data), exitCode === null || exitCode === 0 ? {} : { exitCode });
}

/** @returns the last line that a worker printed, for a message; nothing when it printed nothing */
function lastWords(folder: string): string {
  const file = path.join(folder, 'output.log');
  const line = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').at(-1) : undefined;
  return line ? `, saying: ${line}` : '';
}
