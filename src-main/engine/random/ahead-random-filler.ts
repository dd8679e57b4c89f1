import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { assembleModule } from '../wasm/assemble-module';
import { FILL_FUNCTIONS } from './fill-functions';
import { noiseThread, type NoiseThreadData, type SharedStream } from './noise-thread';
import { maskThreshold, type MaskThreshold, type RandomFiller } from './random-filler';
import { streamKey, type StreamAddress } from './stream-address';
import { createWasmRandomFiller } from './wasm-random-filler';

/** Shorter buffers take less time to fill than to hand over. */
const SHORTEST = 8192;
/** Draws after which it is judged whether the thread keeps up, and the share that may be late. */
const JUDGED_DRAWS = 256;
const LATE_SHARE = 1;
/** Steps travel as int32. */
const LAST_STEP = 2 ** 31 - 2;

/** A filler with a thread behind it. */
export interface AheadRandomFiller extends RandomFiller {
  /** Buffers that were ready when they were asked for. */
  readonly readyDraws: number;
  /** Ends the thread; the filler goes on without it. */
  dispose(): void;
}

/** What is known of one stream of noise. */
interface KnownStream {
  readonly length: number;
  readonly scale: number;
  lastStep: number;
  /** Null until it is drawn in two steps in a row. */
  shared: SharedStream | null;
}

/** The source of the thread's program: ours, around the function that can be read and checked as code. */
const threadProgram = (): string =>
  `const { parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads');
  (${noiseThread.toString()})(workerData, () => receiveMessageOnPort(parentPort)?.message);`;

/**
 * The WebAssembly filler, which makes the noise of step n + 1 in a thread while step n runs. Numbers follow from their
 * address alone, so a buffer that is not ready, or was never asked for, is filled here and now: same bits, later. Where
 * the thread is late too often, no core is idle and it is ended.
 */
class ThreadedFiller implements AheadRandomFiller {
  readonly id = 'wasm';
  readyDraws = 0;
  private readonly inner = createWasmRandomFiller();
  private readonly streams = new Map<string, KnownStream>();
  private readonly bell = new Int32Array(new SharedArrayBuffer(4));
  private thread: Worker | null = null;
  private isAhead = true;
  private draws = 0;
  private late = 0;

  fillUniform(out: Float32Array, address: StreamAddress): void {
    if (!this.take('uniform', out, address)) this.inner.fillUniform(out, address);
  }

  fillNormal(out: Float32Array, address: StreamAddress): void {
    if (!this.take('normal', out, address)) this.inner.fillNormal(out, address);
  }

  fillBernoulliMask(out: Float32Array, keepProbability: number, address: StreamAddress): void {
    const mask = maskThreshold(keepProbability);
    if (!this.take('mask', out, address, mask)) this.inner.fillBernoulliMask(out, keepProbability, address);
  }

  dispose(): void {
    this.isAhead = false;
    this.streams.clear();
    void this.thread?.terminate();
    this.thread = null;
  }

  /** Copies what the thread has made for this address, and asks for the step after it. @returns false: nothing is there */
  private take(
    kernel: SharedStream['kernel'],
    out: Float32Array,
    address: StreamAddress,
    mask: MaskThreshold = { threshold: 0, scale: 0 },
  ): boolean {
    const { seed, stream, step = 0 } = address;
    if (!this.isAhead || out.length < SHORTEST || step > LAST_STEP) return false;
    const name = `${kernel} ${seed} ${stream}`;
    const known = this.streams.get(name);
    if (known?.length !== out.length || known.scale !== mask.scale) {
      // A stream whose shape changes from step to step is never guessed right.
      this.streams.set(name, { length: out.length, scale: mask.scale, lastStep: step, shared: null });
      return false;
    }
    const follows = step === known.lastStep + 1;
    known.lastStep = step;
    if (!known.shared) {
      if (follows) known.shared = this.share(kernel, out.length, address, mask);
      if (known.shared) this.ask(known.shared, step + 1);
      return false;
    }
    const isReady = Atomics.load(known.shared.steps, 1) === step;
    if (isReady) out.set(known.shared.values);
    this.ask(known.shared, step + 1);
    this.judge(isReady);
    return isReady;
  }

  private ask({ steps }: SharedStream, step: number): void {
    Atomics.store(steps, 0, step);
    Atomics.add(this.bell, 0, 1);
    Atomics.notify(this.bell, 0);
  }

  private judge(isReady: boolean): void {
    this.draws += 1;
    if (isReady) this.readyDraws += 1;
    else this.late += 1;
    if (this.draws < JUDGED_DRAWS) return;
    if (this.late > LATE_SHARE * JUDGED_DRAWS) this.dispose();
    this.draws = 0;
    this.late = 0;
  }

  private share(
    kernel: SharedStream['kernel'],
    length: number,
    address: StreamAddress,
    { threshold, scale }: MaskThreshold,
  ): SharedStream {
    const { key } = streamKey(address);
    const stream: SharedStream = {
      steps: new Int32Array(new SharedArrayBuffer(8)).fill(-1),
      values: new Float32Array(new SharedArrayBuffer(4 * length)),
      kernel,
      key: [key[0]!, key[1]!],
      threshold,
      scale,
    };
    this.thread ??= this.start();
    this.thread.postMessage(stream);
    return stream;
  }

  private start(): Worker {
    const workerData: NoiseThreadData = { module: assembleModule(FILL_FUNCTIONS), bell: this.bell };
    const thread = new Worker(threadProgram(), { eval: true, workerData });
    // Without it everything is as right, only later; it must never end a run or keep a process alive.
    thread.on('error', () => this.dispose());
    thread.unref();
    return thread;
  }
}

/** @returns the WebAssembly filler with a thread that makes noise ahead; without one on a machine with a single core */
export function createAheadRandomFiller(): AheadRandomFiller {
  if (availableParallelism() > 1) return new ThreadedFiller();
  return { ...createWasmRandomFiller(), readyDraws: 0, dispose: () => {} };
}
