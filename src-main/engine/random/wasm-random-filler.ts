import { instantiate, type WasmExport } from '../wasm/assemble-module';
import { FILL_FUNCTIONS, GROUP_LENGTH } from './fill-functions';
import { maskThreshold, type MaskThreshold, type RandomFiller } from './random-filler';
import { streamKey, type StreamAddress } from './stream-address';

/** One page of WebAssembly memory, 16,384 float32: stays in the nearest caches, so copying out of it costs little. */
const CHUNK_LENGTH = 16_384;

/**
 * The fillers in WebAssembly SIMD. They write chunks in a page of their own and copy them to `out`, which may lie
 * anywhere; the copy costs about a tenth of the generation.
 */
export function createWasmRandomFiller(): RandomFiller {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const run = instantiate(FILL_FUNCTIONS, memory);
  const chunk = new Float32Array(memory.buffer);
  const unused: MaskThreshold = { threshold: 0, scale: 0 };

  function fill(kernel: WasmExport, out: Float32Array, address: StreamAddress, mask = unused): void {
    const { key, stepLow, stepHigh } = streamKey(address);
    for (let start = 0; start < out.length; start += CHUNK_LENGTH) {
      const length = Math.min(CHUNK_LENGTH, out.length - start);
      const groups = Math.ceil(length / GROUP_LENGTH);
      kernel(0, groups, start / 4, stepLow, stepHigh, key[0]!, key[1]!, mask.threshold, mask.scale);
      out.set(length === CHUNK_LENGTH ? chunk : chunk.subarray(0, length), start);
    }
  }

  return {
    id: 'wasm',
    fillUniform: (out, address) => fill(run.uniform, out, address),
    fillNormal: (out, address) => fill(run.normal, out, address),
    fillBernoulliMask: (out, keepProbability, address) => fill(run.mask, out, address, maskThreshold(keepProbability)),
  };
}
