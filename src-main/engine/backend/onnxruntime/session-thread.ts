import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Tensor } from 'onnxruntime-node';
import { CompiledStepFailedError } from '#contract/errors/compiler-errors';
import type { HostData } from '../host-tensor';
import { ortOptions, type Feeds, type Fetches, type NativeSession, type Results } from './native-session';
import type { SessionOptions } from './native-session';
import program from './session-thread-program.cjs?raw';

/** A tensor in memory that both threads see. Sessions of a thread that name it alike, and as large, share that memory. */
interface SharedTensor {
  readonly key: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly memory: SharedArrayBuffer;
}
type SharedTensors = Readonly<Record<string, SharedTensor>>;

/** Tensors of a session, by their names in the graph; fixed at its first run, as the shapes of a graph are. */
interface Bound {
  readonly feeds: SharedTensors;
  readonly fetches: SharedTensors;
}

/** What the thread is asked; it answers one after the other. */
type Question =
  | { readonly kind: 'load'; readonly session: number; readonly model: Uint8Array; readonly options: object }
  /** `bind`: with the first run. */
  | { readonly kind: 'run'; readonly session: number; readonly bind?: Bound }
  /** `forgotten`: keys of tensors that no other session has. */
  | { readonly kind: 'close'; readonly session: number; readonly forgotten: readonly string[] };
interface Answer {
  readonly question: number;
  readonly failure: string | null;
}
interface Waiting {
  resolve(): void;
  reject(reason: Error): void;
}

/**
 * A thread of its own for sessions, so that their runs leave this one free. All sessions of a lane lie in one thread: the
 * forms of a step then share memory, parameters and gradients there. It starts with the first session and ends with the last.
 */
export class SessionThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly sessions = new Map<number, Bound | undefined>();
  /** Ends with the run that is on its way. */
  private running: Promise<void> | undefined;
  /** Number of the next session, of the next question. */
  private next = 0;

  /**
   * Loads an ONNX model. Sessions of a thread take turns: those of seeds that share an executor wait for each other.
   * @throws CompiledStepFailedError when ONNX Runtime refuses it
   */
  async open(model: Uint8Array, options: SessionOptions): Promise<NativeSession> {
    const session = this.next;
    this.next += 1;
    this.sessions.set(session, undefined);
    try {
      await this.ask({ kind: 'load', session, model, options: ortOptions(options) });
    } catch (error) {
      this.sessions.delete(session);
      await this.endWithLast();
      throw new CompiledStepFailedError('ONNX Runtime', 'loading the graph', error);
    }
    return { run: (feeds, fetches) => this.run(session, feeds, fetches), dispose: () => this.close(session) };
  }

  /** Where the thread is idle, the inputs are copied and it is on its way before this returns. */
  private async run(session: number, feeds: Feeds, fetches: Fetches): Promise<Results> {
    while (this.running) await this.running;
    const run = this.runAlone(session, feeds, fetches);
    this.running = run.then(
      () => (this.running = undefined),
      () => (this.running = undefined),
    );
    return run;
  }

  private async runAlone(session: number, feeds: Feeds, fetches: Fetches): Promise<Results> {
    const results = wanted(fetches);
    const known = this.sessions.get(session);
    const bound = known ?? { feeds: this.share('feed', feeds), fetches: this.share('fetch', results) };
    this.sessions.set(session, bound);
    for (const name in bound.feeds) view(bound.feeds[name]!).set(feeds[name]!.data as HostData);
    await this.ask({ kind: 'run', session, ...(known === undefined && { bind: bound }) });
    for (const name in bound.fetches) (results[name]!.data as HostData).set(view(bound.fetches[name]!));
    return results;
  }

  private async close(session: number): Promise<void> {
    const bound = this.sessions.get(session);
    this.sessions.delete(session);
    const kept = this.sharedTensors();
    const forgotten = bound ? tensorsOf(bound).flatMap(({ key }) => (kept.has(key) ? [] : [key])) : [];
    await this.ask({ kind: 'close', session, forgotten });
    await this.endWithLast();
  }

  private async endWithLast(): Promise<void> {
    if (this.sessions.size > 0) return;
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private sharedTensors(): ReadonlyMap<string, SharedTensor> {
    const tensors = [...this.sessions.values()].flatMap((bound) => (bound ? tensorsOf(bound) : []));
    return new Map(tensors.map((tensor) => [tensor.key, tensor]));
  }

  private share(role: 'feed' | 'fetch', tensors: Feeds): SharedTensors {
    const known = this.sharedTensors();
    return Object.fromEntries(
      Object.entries(tensors).map(([name, { type, dims, data }]) => {
        const { byteLength } = data as HostData;
        const key = `${role} ${name} ${type} ${byteLength}`;
        const memory = known.get(key)?.memory ?? new SharedArrayBuffer(byteLength);
        return [name, { key, dtype: type, shape: dims, memory }];
      }),
    );
  }

  private start(): Worker {
    const packageFile = createRequire(import.meta.url).resolve('onnxruntime-node');
    const worker = new Worker(program, { eval: true, workerData: { packageFile } });
    worker.on('message', ({ question, failure }: Answer) => this.settle(question, failure));
    worker.on('error', (error) => this.settleAll(worker, error.message));
    worker.on('exit', () => this.settleAll(worker, 'the thread has ended'));
    // Only while it is asked something may a thread keep the process alive.
    worker.unref();
    return worker;
  }

  private async ask(question: Question): Promise<void> {
    const worker = (this.worker ??= this.start());
    const id = this.next;
    this.next += 1;
    worker.ref();
    try {
      await new Promise<void>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        worker.postMessage({ ...question, question: id });
      });
    } finally {
      if (this.waiting.size === 0) worker.unref();
    }
  }

  private settle(question: number, failure: string | null): void {
    const waiting = this.waiting.get(question);
    this.waiting.delete(question);
    if (failure === null) waiting?.resolve();
    else waiting?.reject(new Error(failure));
  }

  /** A thread that was ended has nobody waiting; its successor may have. */
  private settleAll(worker: Worker, failure: string): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    for (const question of [...this.waiting.keys()]) this.settle(question, failure);
  }
}

const tensorsOf = ({ feeds, fetches }: Bound): readonly SharedTensor[] => [
  ...Object.values(feeds),
  ...Object.values(fetches),
];

/** @returns the tensors to be written */
function wanted(fetches: Fetches): Record<string, Tensor> {
  const unplaced = Object.keys(fetches).find((name) => fetches[name] === null);
  if (unplaced !== undefined) throw new RangeError(`The result ${unplaced} of a session thread has no place to go.`);
  return fetches as Record<string, Tensor>;
}

function view({ dtype, memory }: SharedTensor): HostData {
  if (dtype === 'float32') return new Float32Array(memory);
  return dtype === 'int32' ? new Int32Array(memory) : new Uint8Array(memory);
}
