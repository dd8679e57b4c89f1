import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Tensor } from 'onnxruntime-node';
import { CompiledStepFailedError } from '#contract/errors/compiler-errors';
import type { HostData } from '../host-tensor';
import { ortOptions, type Feeds, type Fetches, type NativeSession, type Results } from './native-session';
import type { SessionOptions } from './native-session';
import program from './session-thread-program.cjs?raw';

/** A tensor in memory that both threads see. */
interface SharedTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly memory: SharedArrayBuffer;
}
type SharedTensors = Readonly<Record<string, SharedTensor>>;

/** What the thread is asked, one question at a time; it answers each. */
type Question =
  | { readonly kind: 'load'; readonly model: Uint8Array; readonly options: object }
  /** `bind`: with the first run, as the shapes of a graph are fixed. */
  | { readonly kind: 'run'; readonly bind?: { readonly feeds: SharedTensors; readonly fetches: SharedTensors } }
  | { readonly kind: 'close' };
interface Answer {
  readonly failure: string | null;
}

/**
 * Loads an ONNX model in a thread of its own, so that its runs leave this one free.
 * @throws CompiledStepFailedError when ONNX Runtime refuses it
 */
export async function createSessionThread(model: Uint8Array, options: SessionOptions): Promise<NativeSession> {
  const thread = new SessionThread();
  try {
    await thread.load(model, options);
    return thread;
  } catch (error) {
    await thread.end();
    throw new CompiledStepFailedError('ONNX Runtime', 'loading the graph', error);
  }
}

class SessionThread implements NativeSession {
  private readonly worker: Worker;
  private waiting: { resolve(): void; reject(reason: Error): void } | undefined;
  private bound: { readonly feeds: SharedTensors; readonly fetches: SharedTensors } | undefined;

  constructor() {
    const packageFile = createRequire(import.meta.url).resolve('onnxruntime-node');
    this.worker = new Worker(program, { eval: true, workerData: { packageFile } });
    this.worker.on('message', ({ failure }: Answer) => this.settle(failure));
    this.worker.on('error', (error) => this.settle(error.message));
    this.worker.on('exit', () => this.settle('the thread has ended'));
    // Only while it is asked something may a thread keep the process alive.
    this.worker.unref();
  }

  load(model: Uint8Array, options: SessionOptions): Promise<void> {
    return this.ask({ kind: 'load', model, options: ortOptions(options) });
  }

  /** The inputs are copied and the thread is on its way before this returns. */
  async run(feeds: Feeds, fetches: Fetches): Promise<Results> {
    const results = wanted(fetches);
    const isNew = this.bound === undefined;
    const bound = (this.bound ??= { feeds: share(feeds), fetches: share(results) });
    for (const name in bound.feeds) view(bound.feeds[name]!).set(feeds[name]!.data as HostData);
    await this.ask({ kind: 'run', ...(isNew && { bind: bound }) });
    for (const name in bound.fetches) (results[name]!.data as HostData).set(view(bound.fetches[name]!));
    return results;
  }

  async dispose(): Promise<void> {
    await this.ask({ kind: 'close' });
    await this.end();
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async ask(question: Question): Promise<void> {
    this.worker.ref();
    try {
      await new Promise<void>((resolve, reject) => {
        this.waiting = { resolve, reject };
        this.worker.postMessage(question);
      });
    } finally {
      this.worker.unref();
    }
  }

  private settle(failure: string | null): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (failure === null) waiting?.resolve();
    else waiting?.reject(new Error(failure));
  }
}

/** @returns the tensors to be written. A step that is run in parts has no results but these: loss and gradients */
function wanted(fetches: Fetches): Record<string, Tensor> {
  const unplaced = Object.keys(fetches).find((name) => fetches[name] === null);
  if (unplaced !== undefined) throw new RangeError(`The result ${unplaced} of a session thread has no place to go.`);
  return fetches as Record<string, Tensor>;
}

function share(tensors: Feeds): SharedTensors {
  const shared = ({ type, dims, data }: Tensor): SharedTensor => ({
    dtype: type,
    shape: dims,
    memory: new SharedArrayBuffer((data as HostData).byteLength),
  });
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, shared(tensor)]));
}

function view({ dtype, memory }: SharedTensor): HostData {
  if (dtype === 'float32') return new Float32Array(memory);
  return dtype === 'int32' ? new Int32Array(memory) : new Uint8Array(memory);
}
