import { ArenaFullError } from './optimizer-errors';

const PAGE_BYTES = 65_536;
/** One cache line: neighbouring buffers share none. */
const ALIGNMENT_BYTES = 64;
/** Start of the memory that kernels use for their own results. */
const SCRATCH_BYTES = 64;

/**
 * One WebAssembly memory of fixed size from which float32 buffers are cut. It never grows, because growing detaches
 * every view that exists. Pages that nobody writes cost address space only. Freed as a whole when nothing refers to it.
 */
export class WasmArena {
  readonly memory: WebAssembly.Memory;
  /** Eight float64 numbers at address 0, for kernels that return more than one number. */
  readonly scratch: Float64Array;
  private usedBytes = SCRATCH_BYTES;

  /**
   * @param bufferLengths lengths, in elements, of the buffers that will be allocated
   * @throws RangeError when they need more than the 4 GiB of one memory
   */
  constructor(bufferLengths: readonly number[]) {
    const bytes = bufferLengths.reduce((sum, length) => sum + paddedBytes(length), SCRATCH_BYTES);
    const pages = Math.ceil(bytes / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.scratch = new Float64Array(this.memory.buffer, 0, 8);
  }

  /**
   * @returns a zeroed view of `length` numbers
   * @throws ArenaFullError when the rest of the memory is too small
   */
  allocate(length: number): Float32Array {
    const bytes = paddedBytes(length);
    const freeBytes = this.memory.buffer.byteLength - this.usedBytes;
    if (bytes > freeBytes) throw new ArenaFullError(bytes, freeBytes);
    const view = new Float32Array(this.memory.buffer, this.usedBytes, length);
    this.usedBytes += bytes;
    return view;
  }
}

const paddedBytes = (length: number): number => Math.ceil((length * 4) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
