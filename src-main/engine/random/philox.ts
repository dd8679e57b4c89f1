/** Philox-4x32: multipliers of the two lanes and the Weyl constants that the key moves by. */
export const PHILOX = {
  multiplier0: 0xd2511f53,
  multiplier1: 0xcd9e8d57,
  keyStep0: 0x9e3779b9,
  keyStep1: 0xbb67ae85,
  rounds: 10,
} as const;

/** Upper 32 bits of the product of two unsigned 32-bit integers, by halves of 16 bits: float64 holds 53 bits only. */
function multiplyHigh(a: number, b: number): number {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + (carry >>> 16)) >>> 0;
}

/**
 * One block of Philox-4x32-10: four random 32-bit words that depend on counter and key alone.
 * @param counter uint32 [4]
 * @param key     uint32 [2]
 * @param out     uint32 [4], overwritten; may be `counter`
 * @see Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11, section 3.3
 */
export function philox4x32(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let [c0, c1, c2, c3] = [counter[0]!, counter[1]!, counter[2]!, counter[3]!];
  let [k0, k1] = [key[0]!, key[1]!];
  for (let round = 0; round < PHILOX.rounds; round++) {
    const high0 = multiplyHigh(PHILOX.multiplier0, c0);
    const low0 = Math.imul(PHILOX.multiplier0, c0) >>> 0;
    const high1 = multiplyHigh(PHILOX.multiplier1, c2);
    const low1 = Math.imul(PHILOX.multiplier1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + PHILOX.keyStep0) >>> 0;
    k1 = (k1 + PHILOX.keyStep1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
