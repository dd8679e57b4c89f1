/** The part of jStat 1.9.6 that `distributions.ts` uses; the package ships no types. */
declare module 'jstat' {
  const jStat: {
    /** Regularised incomplete beta function I_x(a, b). */
    ibeta(x: number, a: number, b: number): number;
    readonly normal: {
      cdf(x: number, mean: number, standardDeviation: number): number;
      inv(p: number, mean: number, standardDeviation: number): number;
    };
    readonly studentt: {
      inv(p: number, degreesOfFreedom: number): number;
    };
  };
  export default jStat;
}
