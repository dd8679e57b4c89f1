/**
 * Exponential moving average over every point, corrected for its start (Kingma and Ba, “Adam”, 2015, section 3: the same
 * correction), so that the first values are not pulled towards 0. Values that are not finite are gaps: they stay gaps and
 * do not move the average. It runs before any reduction, so that the line does not depend on the width of the window.
 *
 * @param values one a point
 * @param weight share of the past, 0 (no smoothing) to below 1
 */
export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight === 0) return values;
  let average = 0;
  let sumOfWeights = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return NaN;
    average = weight * average + (1 - weight) * value;
    sumOfWeights = weight * sumOfWeights + (1 - weight);
    return average / sumOfWeights;
  });
}
