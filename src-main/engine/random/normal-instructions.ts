import { f32x4, i32x4, localGet, localSet, v128, type Code } from '../wasm/instructions';
import { NORMAL } from './normal-pair';

/** Locals (v128) for intermediate values; contents do not matter before. */
export type NormalLocals = readonly [number, number, number, number, number, number];

const { add, subtract, multiply } = f32x4;

function polynomial(coefficients: readonly number[], x: Code): Code {
  return coefficients
    .slice(1)
    .reduce((sum, c) => add(multiply(sum, x), f32x4.constant(c)), f32x4.constant(coefficients[0]!));
}

/** Leaves the logarithm of (upper 24 bits of the word + 1) / 2^24 in the local `exponent`. */
function logarithmOfFraction(word: number, [shifted, x, square, exponent]: NormalLocals): Code {
  const k = i32x4.add(i32x4.shiftRightUnsigned(localGet(word), 8), i32x4.constant(1));
  const mantissaBits = i32x4.add(
    v128.and(localGet(shifted), i32x4.constant(0x7fffff)),
    i32x4.constant(NORMAL.mantissaStart),
  );
  const cubic = multiply(multiply(localGet(x), localGet(square)), polynomial(NORMAL.logarithm, localGet(x)));
  const low = add(cubic, multiply(f32x4.constant(NORMAL.ln2Low), localGet(exponent)));
  const tail = subtract(low, multiply(f32x4.constant(0.5), localGet(square)));
  const large = multiply(f32x4.constant(NORMAL.ln2High), localGet(exponent));
  return [
    ...localSet(shifted, i32x4.subtract(f32x4.convertI32x4Signed(k), i32x4.constant(NORMAL.mantissaStart))),
    ...localSet(
      exponent,
      f32x4.convertI32x4Signed(i32x4.subtract(i32x4.shiftRightSigned(localGet(shifted), 23), i32x4.constant(24))),
    ),
    ...localSet(x, subtract(mantissaBits, f32x4.constant(1))),
    ...localSet(square, multiply(localGet(x), localGet(x))),
    ...localSet(exponent, add(add(localGet(x), tail), large)),
  ];
}

/** Leaves sine and cosine of the angle within its quarter turn in the locals of those names. */
function sineAndCosine(word: number, [x, square, sine, , cosine]: NormalLocals): Code {
  const units = v128.and(i32x4.shiftRightUnsigned(localGet(word), 6), i32x4.constant(0xffffff));
  const centred = f32x4.convertI32x4Signed(i32x4.subtract(units, i32x4.constant(0x800000)));
  const cubic = multiply(multiply(localGet(x), localGet(square)), polynomial(NORMAL.sine, localGet(square)));
  const fourth = multiply(multiply(localGet(square), localGet(square)), polynomial(NORMAL.cosine, localGet(square)));
  const halfSquare = multiply(f32x4.constant(0.5), localGet(square));
  return [
    ...localSet(x, multiply(centred, f32x4.constant(NORMAL.quarterTurnUnit))),
    ...localSet(square, multiply(localGet(x), localGet(x))),
    ...localSet(sine, add(cubic, localGet(x))),
    ...localSet(cosine, add(subtract(fourth, halfSquare), f32x4.constant(1))),
  ];
}

const SIGN_BIT = 0x80000000;

/**
 * Turns two locals of random words into two of standard normal numbers, four pairs at once, with the operations of
 * `normalPair` in the same order.
 */
export function normalPairs(word0: number, word1: number, locals: NormalLocals): Code {
  const [, , sine, radius, cosine, isSwapped] = locals;
  const choose = (whenSwapped: number, otherwise: number): Code =>
    v128.bitSelect(localGet(whenSwapped), localGet(otherwise), localGet(isSwapped));
  const sign = (bits: Code): Code => v128.and(bits, i32x4.constant(SIGN_BIT));
  // Bit 31 of the word is set in quadrants 2 and 3; one quadrant on, in 1 and 2.
  const signX = sign(i32x4.add(localGet(word1), i32x4.constant(0x40000000)));
  const signY = sign(localGet(word1));
  return [
    ...logarithmOfFraction(word0, locals),
    ...localSet(radius, f32x4.sqrt(multiply(f32x4.constant(-2), localGet(radius)))),
    ...sineAndCosine(word1, locals),
    ...localSet(isSwapped, i32x4.shiftRightSigned(i32x4.shiftLeft(localGet(word1), 1), 31)),
    ...localSet(word0, multiply(localGet(radius), v128.xor(choose(sine, cosine), signX))),
    ...localSet(word1, multiply(localGet(radius), v128.xor(choose(cosine, sine), signY))),
  ];
}
