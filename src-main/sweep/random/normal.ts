import type { Uniform } from './trial-random';

/*
 * The normal distribution for samplers, which ask for it hundreds of thousands of times a trial: jStat's, which
 * `statistics` uses, is thirty times slower.
 */
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * P(Z <= z), absolute error below 1e-14.
 * @see Hart (1968), Computer Approximations, algorithm 5666, in the form of West (2005), Better approximations to
 *   cumulative normal functions, Wilmott Magazine
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (size > 37) return z > 0 ? 1 : 0;
  const density = Math.exp((-size * size) / 2);
  let tail: number;
  if (size < 7.07106781186547) {
    const upper =
      (((((0.0352624965998911 * size + 0.700383064443688) * size + 6.37396220353165) * size + 33.912_866_078_383) *
        size +
        112.079291497871) *
        size +
        221.213596169931) *
        size +
      220.206867912376;
    const lower =
      ((((((0.0883883476483184 * size + 1.75566716318264) * size + 16.064_177_579_207) * size + 86.7807322029461) *
        size +
        296.564248779674) *
        size +
        637.333633378831) *
        size +
        793.826512519948) *
        size +
      440.413735824752;
    tail = (density * upper) / lower;
  } else {
    tail = density / (size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))) / ROOT_TWO_PI;
  }
  return z > 0 ? 1 - tail : tail;
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

const CENTRE_UPPER = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_LOWER = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const NEAR_UPPER = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const NEAR_LOWER = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_UPPER = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_LOWER = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/**
 * The z with P(Z <= z) = p, relative error about 1e-16 for p in (0, 1).
 * @see Wichura (1988), Algorithm AS 241: The percentage points of the normal distribution, Applied Statistics 37(3)
 */
export function normalQuantile(p: number): number {
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180_625 - centred * centred;
    return (centred * polynomial(CENTRE_UPPER, r)) / polynomial(CENTRE_LOWER, r);
  }
  const r = Math.sqrt(-Math.log(centred < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(NEAR_UPPER, r - 1.6) / polynomial(NEAR_LOWER, r - 1.6)
      : polynomial(FAR_UPPER, r - 5) / polynomial(FAR_LOWER, r - 5);
  return centred < 0 ? -size : size;
}

/** @returns P(from < Z <= to); differences of upper tails are taken below, where they keep their digits */
export function normalMass(from: number, to: number): number {
  return from > 0 ? normalCdf(-from) - normalCdf(-to) : normalCdf(to) - normalCdf(from);
}

/** @returns a draw from the normal distribution of that mean and deviation, cut to [0, 1] */
export function truncatedNormal(mean: number, deviation: number, random: Uniform): number {
  const low = normalCdf(-mean / deviation);
  const high = normalCdf((1 - mean) / deviation);
  const z = normalQuantile(Math.min(1 - 1e-16, Math.max(1e-300, low + (high - low) * random())));
  return Math.min(1, Math.max(0, mean + deviation * z));
}

/** @returns a standard normal draw, by inversion: one uniform each, so that draws do not depend on their number */
export const standardNormal = (random: Uniform): number => normalQuantile(Math.max(1e-300, random()));
