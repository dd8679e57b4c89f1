import { i32x4, localGet, localSet, type Code } from '../wasm/instructions';
import { PHILOX } from './philox';

/** Locals (v128) of four Philox blocks that lie side by side in the lanes. */
export interface PhiloxLocals {
  /** Counter words on entry, random words on exit. */
  readonly words: readonly [number, number, number, number];
  /** Products of the even pair and the odd pair of lanes, for both multipliers. */
  readonly products: readonly [number, number, number, number];
}

/** Locals of the key, moved on from round to round; the caller restores them before the next blocks. */
export type KeyLocals = readonly [number, number];

/** Lanes 0 and 2 of two 64-bit pairs are their lower halves, lanes 1 and 3 the upper ones. */
const lowerHalves = (a: number, b: number): Code => i32x4.shuffle(localGet(a), localGet(b), [0, 2, 4, 6]);
const upperHalves = (a: number, b: number): Code => i32x4.shuffle(localGet(a), localGet(b), [1, 3, 5, 7]);

function multiplyWide(word: number, multiplier: number, low: number, high: number): Code {
  const factor = i32x4.constant(multiplier);
  return [
    ...localSet(low, i32x4.multiplyLowWideUnsigned(localGet(word), factor)),
    ...localSet(high, i32x4.multiplyHighWideUnsigned(localGet(word), factor)),
  ];
}

function philoxRound({ words: [c0, c1, c2, c3], products: [a0, b0, a1, b1] }: PhiloxLocals, [k0, k1]: KeyLocals): Code {
  const mix = (upper: Code, word: number, key: number): Code =>
    i32x4.xor(i32x4.xor(upper, localGet(word)), localGet(key));
  return [
    ...multiplyWide(c0, PHILOX.multiplier0, a0, b0),
    ...multiplyWide(c2, PHILOX.multiplier1, a1, b1),
    ...localSet(c0, mix(upperHalves(a1, b1), c1, k0)),
    ...localSet(c1, lowerHalves(a1, b1)),
    ...localSet(c2, mix(upperHalves(a0, b0), c3, k1)),
    ...localSet(c3, lowerHalves(a0, b0)),
  ];
}

/**
 * Philox-4x32-10 on four blocks a set of locals; the scalar form with its source is `philox4x32`. The rounds of all sets
 * are interleaved: each waits for the one before, so a second set fills the time in which the first would idle.
 */
export function philoxRounds(sets: readonly PhiloxLocals[], key: KeyLocals): Code {
  const [k0, k1] = key;
  const moveKey = [
    ...localSet(k0, i32x4.add(localGet(k0), i32x4.constant(PHILOX.keyStep0))),
    ...localSet(k1, i32x4.add(localGet(k1), i32x4.constant(PHILOX.keyStep1))),
  ];
  const round = sets.flatMap((locals) => philoxRound(locals, key));
  return Array.from({ length: PHILOX.rounds }, (_, index) => (index === 0 ? round : [...moveKey, ...round])).flat();
}
