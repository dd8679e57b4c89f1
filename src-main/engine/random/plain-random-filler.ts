import { normalPair } from './normal-pair';
import { philox4x32 } from './philox';
import { maskThreshold, type RandomFiller } from './random-filler';
import { streamKey, type StreamAddress } from './stream-address';

/** Calls `use` with the four words of each block that `length` elements need; the words are overwritten between calls. */
function forEachBlock(length: number, address: StreamAddress, use: (words: Uint32Array, start: number) => void): void {
  const { key, stepLow, stepHigh } = streamKey(address);
  const counter = new Uint32Array([0, stepLow, stepHigh, 0]);
  const words = new Uint32Array(4);
  for (let start = 0; start < length; start += 4) {
    philox4x32(counter, key, words);
    use(words, start);
    counter[0]! += 1;
  }
}

/** Writes `value(word)` to every element. */
function fillByWord(out: Float32Array, address: StreamAddress, value: (word: number) => number): void {
  forEachBlock(out.length, address, (words, start) => {
    const end = Math.min(4, out.length - start);
    for (let i = 0; i < end; i++) out[start + i] = value(words[i]!);
  });
}

/** @returns the uniform number in [0, 1) that a 32-bit word stands for: its upper 24 bits */
export const uniformOfWord = (word: number): number => (word >>> 8) * 2 ** -24;

/** The fillers in plain TypeScript: the reference for the WebAssembly form. */
export const plainRandomFiller: RandomFiller = {
  id: 'plain',
  fillUniform: (out, address) => fillByWord(out, address, uniformOfWord),
  fillNormal(out, address) {
    const block = new Float32Array(4);
    forEachBlock(out.length, address, (words, start) => {
      normalPair(words[0]!, words[1]!, block, 0);
      normalPair(words[2]!, words[3]!, block, 2);
      out.set(block.subarray(0, Math.min(4, out.length - start)), start);
    });
  },
  fillBernoulliMask(out, keepProbability, address) {
    const { threshold, scale } = maskThreshold(keepProbability);
    fillByWord(out, address, (word) => (word >>> 8 < threshold ? scale : 0));
  },
};
