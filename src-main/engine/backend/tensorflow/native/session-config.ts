/** What a TensorFlow process is started with; `ConfigProto` of TensorFlow has more. */
export interface SessionConfig {
  /** Threads that one operation may use. */
  readonly intraOpThreads: number;
  /** Operations that may run at once. */
  readonly interOpThreads: number;
  /** Takes GPU memory as it is needed and not all at the start. */
  readonly growsGpuMemory: boolean;
}

/** Field numbers and wire types of `ConfigProto` (config.proto). */
const INTRA_OP_FIELD = (2 << 3) | 0;
const INTER_OP_FIELD = (5 << 3) | 0;
const GPU_OPTIONS_FIELD = (6 << 3) | 2;
const ALLOW_GROWTH_FIELD = (4 << 3) | 0;
const LARGEST_COUNT = 127;

/**
 * @returns the configuration as bytes of a protobuf message, written by hand: three small fields need no library
 * @throws RangeError for more threads than one byte holds
 */
export function encodeSessionConfig({ intraOpThreads, interOpThreads, growsGpuMemory }: SessionConfig): Uint8Array {
  for (const count of [intraOpThreads, interOpThreads]) {
    if (!Number.isInteger(count) || count < 1 || count > LARGEST_COUNT) {
      throw new RangeError(`The number of threads is ${count}, it must be a whole number from 1 to ${LARGEST_COUNT}.`);
    }
  }
  const gpuOptions = growsGpuMemory ? [GPU_OPTIONS_FIELD, 2, ALLOW_GROWTH_FIELD, 1] : [];
  return Uint8Array.of(INTRA_OP_FIELD, intraOpThreads, INTER_OP_FIELD, interOpThreads, ...gpuOptions);
}
