/** A source of numbers in [0, 1). */
export type Random = () => number;

/** @returns the generator mulberry32: seeded, quick, the same on every machine */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @returns a normally distributed number with mean 0 and standard deviation 1 (Box-Muller) */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());

/** @returns a number of about normal shape between -3 and 3, from three uniform ones: quick, without extremes */
export const roughlyNormal = (random: Random): number => (random() + random() + random() - 1.5) * 2;
