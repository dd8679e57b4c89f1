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
  if (size < 7.071_067_811_865_47) {
    const upper =
      (((((3.526_249_659_989_11e-2 * size + 0.700_383_064_443_688) * size + 6.373_962_203_531_65) * size +
        33.912_866_078_383) *
        size +
        112.079_291_497_871) *
        size +
        221.213_596_169_931) *
        size +
      220.206_867_912_376;
    const lower =
      ((((((8.838_834_764_831_84e-2 * size + 1.755_667_163_182_64) * size + 16.064_177_579_207) * size +
        86.780_732_202_946_1) *
        size +
        296.564_248_779_674) *
        size +
        637.333_633_378_831) *
        size +
        793.826_512_519_948) *
        size +
      440.413_735_824_752;
    tail = (density * upper) / lower;
  } else {
    tail = density / (size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))) / ROOT_TWO_PI;
  }
  return z > 0 ? 1 - tail : tail;
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

const CENTRE_UPPER = [
  3.387_132_872_796_366_608, 133.141_667_891_784_377_45, 1_971.590_950_306_551_442_7, 13_731.693_765_509_461_125,
  45_921.953_931_549_871_457, 67_265.770_927_008_700_853, 33_430.575_583_588_128_105, 2_509.080_928_730_122_672_7,
];
const CENTRE_LOWER = [
  1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_3, 5_394.196_021_424_751_107_7, 21_213.794_301_586_595_867,
  39_307.895_800_092_710_61, 28_729.085_735_721_942_674, 5_226.495_278_852_854_561,
];
const NEAR_UPPER = [
  1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9, 5.769_497_221_460_691_405_5, 3.647_848_324_763_204_605_04,
  1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_77, 0.022_723_844_989_269_184_5,
  7.745_450_142_783_414_076_4e-4,
];
const NEAR_LOWER = [
  1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_4, 0.689_767_334_985_100_004_55,
  0.148_103_976_427_480_074_59, 0.015_198_666_563_616_457_2, 5.475_938_084_995_344_946e-4,
  1.050_750_071_644_416_843_24e-9,
];
const FAR_UPPER = [
  6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9, 1.784_826_539_917_291_335_8, 0.296_560_571_828_504_891_23,
  0.026_532_189_526_576_123_093, 1.242_660_947_388_078_438_6e-3, 2.711_555_568_743_487_578_15e-5,
  2.010_334_399_292_288_132_65e-7,
];
const FAR_LOWER = [
  1, 0.599_832_206_555_887_937_69, 0.136_929_880_922_735_805_31, 0.014_875_361_290_850_615_025,
  7.868_691_311_456_132_591e-4, 1.846_318_317_510_054_681_8e-5, 1.421_511_758_316_445_888_7e-7,
  2.044_263_103_389_939_785_64e-15,
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
