/** One stream of noise that the thread fills, over memory shared with it. */
export interface SharedStream {
  /** int32 [2]: step that is asked for, step that lies in `values`; -1 before the first. */
  readonly steps: Int32Array;
  readonly values: Float32Array;
  /** Function of the filler's WebAssembly module. */
  readonly kernel: 'uniform' | 'normal' | 'mask';
  readonly key: readonly [number, number];
  readonly threshold: number;
  readonly scale: number;
}

/** What the thread is started with. */
export interface NoiseThreadData {
  /** Binary of the filler's module. */
  readonly module: Uint8Array;
  /** int32 [1], shared: counts up with every request. */
  readonly bell: Int32Array;
}

/**
 * Body of the thread: fills each stream for the step that it is asked for, and sleeps until the bell counts up.
 * It is started from its source text, so it uses nothing but its parameters and globals.
 */
export function noiseThread({ module, bell }: NoiseThreadData, nextStream: () => SharedStream | undefined): void {
  // As in wasm-random-filler.ts: a page of memory, whole groups of 32, four numbers a Philox block.
  const [chunkLength, groupLength, blockLength] = [16_384, 32, 4];
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module), { environment: { memory } });
  const kernels = instance.exports as Readonly<Record<string, (...numbers: number[]) => void>>;
  const chunk = new Float32Array(memory.buffer);
  const streams: SharedStream[] = [];

  const fill = ({ values, kernel, key, threshold, scale }: SharedStream, step: number): void => {
    for (let start = 0; start < values.length; start += chunkLength) {
      const length = Math.min(chunkLength, values.length - start);
      const groups = Math.ceil(length / groupLength);
      kernels[kernel]!(0, groups, start / blockLength, step, 0, key[0], key[1], threshold, scale);
      values.set(length === chunkLength ? chunk : chunk.subarray(0, length), start);
    }
  };

  for (;;) {
    const heard = Atomics.load(bell, 0);
    for (let stream = nextStream(); stream; stream = nextStream()) streams.push(stream);
    let isIdle = true;
    for (const stream of streams) {
      const step = Atomics.load(stream.steps, 0);
      if (step === Atomics.load(stream.steps, 1)) continue;
      fill(stream, step);
      Atomics.store(stream.steps, 1, step);
      isIdle = false;
    }
    if (isIdle) Atomics.wait(bell, 0, heard);
  }
}
