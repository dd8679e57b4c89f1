/**
 * Constants of the polynomials, shared by the plain and the WebAssembly form. Both do the same float32 operations in the
 * same order and no library function but the correctly rounded square root, so their bits are equal on every machine.
 * @see Moshier, Cephes mathematical library, logf.c, sinf.c, cosf.c (https://www.netlib.org/cephes/)
 */
export const NORMAL = {
  /** Bits of the float32 next to sqrt(1/2): the mantissa is taken from [sqrt(1/2), sqrt(2)). */
  mantissaStart: 0x3f3504f3,
  /** ln(1 + x) = x - x^2 / 2 + x^3 * polynomial(x), highest power first. */
  logarithm: [
    7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
    2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
  ],
  /** ln 2 in two parts, the first exact in float32 with room for the exponent. */
  ln2High: 0.693359375,
  ln2Low: -2.1219444e-4,
  /** sin x = x + x^3 * polynomial(x^2) on [-pi/4, pi/4]. */
  sine: [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1],
  /** cos x = 1 - x^2 / 2 + x^4 * polynomial(x^2) on [-pi/4, pi/4]. */
  cosine: [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2],
  /** pi / 2 * 2^-24: one unit of the 24-bit angle within a quarter turn. */
  quarterTurnUnit: (Math.PI / 2) * 2 ** -24,
} as const;

const { fround, sqrt } = Math;
const float = new Float32Array(1);
const integer = new Int32Array(float.buffer);

/** Horner's rule, rounded to float32 after each operation. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.slice(1).reduce((sum, c) => fround(fround(sum * x) + fround(c)), fround(coefficients[0]!));
}

/** Natural logarithm of k / 2^24, for a whole k from 1 to 2^24. */
function logarithmOfFraction(k: number): number {
  float[0] = k;
  const shifted = (integer[0]! - NORMAL.mantissaStart) | 0;
  const exponent = (shifted >> 23) - 24;
  integer[0] = (shifted & 0x7fffff) + NORMAL.mantissaStart;
  const x = fround(float[0] - 1);
  const square = fround(x * x);
  const cubic = fround(fround(x * square) * polynomial(NORMAL.logarithm, x));
  const low = fround(cubic + fround(fround(NORMAL.ln2Low) * exponent));
  const tail = fround(low - fround(fround(0.5) * square));
  return fround(fround(x + tail) + fround(fround(NORMAL.ln2High) * exponent));
}

/**
 * Two independent standard normal numbers from two random words, by Box and Muller: radius from the upper 24 bits of the
 * first word, angle from the upper 26 bits of the second (2 for the quadrant, 24 within it).
 * The largest value possible is sqrt(2 * 24 * ln 2) = 5.77.
 * @param out    the pair is written to `offset` and `offset + 1`
 * @see Box and Muller (1958), Annals of Mathematical Statistics 29(2)
 */
export function normalPair(word0: number, word1: number, out: Float32Array, offset: number): void {
  const radius = fround(sqrt(fround(-2 * logarithmOfFraction((word0 >>> 8) + 1))));
  const angle = fround(((word1 >>> 6) & 0xffffff) - 0x800000) * fround(NORMAL.quarterTurnUnit);
  const x = fround(angle);
  const square = fround(x * x);
  const sine = fround(fround(fround(x * square) * polynomial(NORMAL.sine, square)) + x);
  const fourth = fround(fround(square * square) * polynomial(NORMAL.cosine, square));
  const cosine = fround(fround(fourth - fround(fround(0.5) * square)) + 1);
  const quadrant = word1 >>> 30;
  const isSwapped = (quadrant & 1) === 1;
  const alongX = isSwapped ? sine : cosine;
  const alongY = isSwapped ? cosine : sine;
  out[offset] = radius * (quadrant === 1 || quadrant === 2 ? -alongX : alongX);
  out[offset + 1] = radius * (quadrant >= 2 ? -alongY : alongY);
}
