import type { WorkerNotice } from '#contract/events';
import { JobCancelledError } from '#contract/errors/workspace-errors';
import { RemoteError, toWorkbenchError } from '#contract/errors/workbench-error';
import type { PlayAnswer, PlayQuestion } from '#contract/territory-play';
import type { WorkerHandle } from '../../executors/worker-launcher';
import type { Conversation } from '../workbench';

interface Waiting {
  readonly resolve: (answer: PlayAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Questions to a worker and its answers, matched by their numbers. */
export class WorkerConversation implements Conversation {
  readonly first: Promise<PlayAnswer>;
  readonly ended: Promise<void>;
  readonly #worker: WorkerHandle;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  /** Why no more questions are answered; null while they are. */
  #over: Error | null = null;

  /**
   * @param launch    starts the worker, which listens from the beginning on
   * @param readFault throws what an ended worker left behind as an error
   */
  constructor(
    launch: (onNotice: (notice: WorkerNotice) => void) => WorkerHandle,
    readFault: (code: number | null) => unknown,
  ) {
    // The worker finds the question of this number in its input.
    this.first = this.#wait(this.#nextId++);
    this.#worker = launch((notice) => this.#hear(notice));
    this.ended = this.#worker.exited.then(({ code }) => this.#close(code, readFault));
  }

  ask(question: PlayQuestion): Promise<PlayAnswer> {
    if (this.#over !== null) return Promise.reject(this.#over);
    const id = this.#nextId++;
    const answer = this.#wait(id);
    this.#worker.send({ kind: 'ask', id, question });
    return answer;
  }

  end(): void {
    this.#worker.kill('SIGTERM');
  }

  #wait(id: number): Promise<PlayAnswer> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #hear(notice: WorkerNotice): void {
    if (notice.kind !== 'answer') return;
    const waiting = this.#waiting.get(notice.id);
    this.#waiting.delete(notice.id);
    if (notice.answer !== null) waiting?.resolve(notice.answer);
    else if (notice.error !== null) waiting?.reject(new RemoteError(notice.error));
  }

  #close(code: number | null, readFault: (code: number | null) => unknown): void {
    this.#over = faultOf(() => readFault(code));
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
  }
}

function faultOf(read: () => unknown): Error {
  try {
    read();
    return new JobCancelledError('territory-play');
  } catch (error) {
    return error instanceof Error ? error : toWorkbenchError(error);
  }
}
