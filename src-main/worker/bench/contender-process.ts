import {
  contenderReplySchema,
  type BlockTimes,
  type ContenderReply,
  type ContenderTask,
} from '#contract/bench-protocol';
import { BenchContenderError } from '#contract/errors/bench-errors';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that speaks the contenders' protocol. */
export interface ContenderCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** A contender that has made its first steps. */
export interface Contender {
  readonly firstStepMs: number;
  /**
   * Runs steps until the time is over.
   * @throws BenchContenderError
   */
  runBlock(milliseconds: number): Promise<BlockTimes>;
  stop(): Promise<void>;
}

/** Compiling the largest model takes some minutes on a slow machine. */
const ANSWER_LIMIT_MS = 15 * 60_000;
const STOP_LIMIT_MS = 5_000;
const LONGEST_REASON = 600;

/** Settings of the C library that workers run with; peers run as their users run them, without. */
const OWN_ALLOCATOR = ['MALLOC_MMAP_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_'];

const peerEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_ALLOCATOR.includes(name)));

/** @returns the process of a contender; a worker of the window is Electron, its child is to be plain Node */
export function spawnContender({ command, args }: ContenderCommand): ChildProcessWithoutNullStreams {
  const env = command === process.execPath ? { ...process.env, ELECTRON_RUN_AS_NODE: '1' } : peerEnvironment();
  return spawn(command, [...args], { env, windowsHide: true });
}

/**
 * Starts a contender and waits for its first steps.
 * @throws BenchContenderError with what it said when it cannot run the step
 */
export async function startContender(
  command: ContenderCommand,
  task: ContenderTask,
  signal: AbortSignal,
): Promise<Contender> {
  const lines = new ContenderLines(spawnContender(command), task.contender, signal);
  try {
    const ready = await lines.ask(task, 'ready');
    return {
      firstStepMs: ready.firstStepMs,
      runBlock: (milliseconds) => lines.ask({ milliseconds }, 'block'),
      stop: () => lines.stop(),
    };
  } catch (error) {
    await lines.stop();
    throw error;
  }
}

/** @returns the reply of a line; a failure for one that was not agreed */
function parseReply(line: string): ContenderReply {
  try {
    return contenderReplySchema.parse(JSON.parse(line));
  } catch {
    return { kind: 'failed', message: `it said ${line.slice(0, LONGEST_REASON)}, which was not agreed.` };
  }
}

type ReplyOf<K extends ContenderReply['kind']> = Extract<ContenderReply, { readonly kind: K }>;

/** One question at a time, one line back. What libraries print between them is not for us. */
export class ContenderLines {
  private readonly ended: Promise<string>;
  private stderr = '';
  private waiting: ((reply: ContenderReply) => void) | undefined;

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly name: string,
    private readonly signal: AbortSignal,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, by) =>
        resolve(`it ended ${by ? `by ${by}` : `with code ${code}`}. ${this.lastWords()}`),
      );
    });
    // A question to a process that has just ended: its end is told by `ended`.
    child.stdin.on('error', () => {});
    child.stderr.on('data', (data: Buffer) => void (this.stderr = (this.stderr + data.toString()).slice(-4096)));
    createInterface({ input: child.stdout }).on('line', (line) => this.receive(line));
  }

  async ask<K extends ContenderReply['kind']>(question: object, kind: K): Promise<ReplyOf<K>> {
    this.signal.throwIfAborted();
    const answer = new Promise<ContenderReply>((resolve) => (this.waiting = resolve));
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    const reply = await this.orFailure(answer);
    if (reply.kind === kind) return reply as ReplyOf<K>;
    throw new BenchContenderError(this.name, reply.kind === 'failed' ? reply.message : `it answered ${reply.kind}.`);
  }

  async stop(): Promise<void> {
    this.child.stdin.end();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private receive(line: string): void {
    if (!line.startsWith('{"kind"')) return;
    this.waiting?.(parseReply(line));
  }

  /** Whatever comes first: the answer, the end of the process, the limit, or the person who has had enough. */
  private async orFailure(answer: Promise<ContenderReply>): Promise<ContenderReply> {
    let timer: NodeJS.Timeout | undefined;
    let onAbort = (): void => {};
    const fail = (reason: string): ContenderReply => ({ kind: 'failed', message: reason });
    const limit = new Promise<ContenderReply>((resolve) => {
      const end = (reason: string): void => {
        this.child.kill('SIGKILL');
        resolve(fail(reason));
      };
      timer = setTimeout(() => end(`no answer within ${ANSWER_LIMIT_MS / 60_000} minutes.`), ANSWER_LIMIT_MS);
      onAbort = () => end('cancelled.');
      this.signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([answer, limit, this.ended.then(fail)]);
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener('abort', onAbort);
    }
  }

  private lastWords(): string {
    return this.stderr.trim().split('\n').at(-1)?.slice(0, LONGEST_REASON) ?? '';
  }
}
