import { CLASS_COUNT, DOT } from '../matches/ball-class';

/** First weights are 1 / prior^exponent, exponents 0 to 1. */
const EXPONENT_STEPS = 20;
/** Steps of the logarithm of a weight, each until none of them helps. */
const WEIGHT_STEPS = [0.4, 0.2, 0.1, 0.05, 0.025];
const SMALLEST_GAIN = 1e-7;

/**
 * Weights of the classes whose decision, argmax weight * probability, expects the best macro F1. A weight a class is the form of
 * the best decision for macro F1 (Koyejo et al. 2014, https://arxiv.org/abs/1405.2584 for two classes; Narasimhan et al. 2015,
 * https://proceedings.mlr.press/v37/narasimhanb15.html for more). Expected, because each sample counts as its probabilities instead of
 * its label: rare classes have too few labels to choose a weight by.
 *
 * Coordinate ascent from the best power of the prior; the weight of Dot stays 1.
 *
 * @param probabilities calibrated, [n * 7]
 * @param prior         class frequencies of the training part, all above 0
 * @returns [7]
 */
export function fitDecisionWeights(probabilities: Float64Array, prior: readonly number[]): readonly number[] {
  const expectedCounts = new Float64Array(CLASS_COUNT);
  probabilities.forEach((probability, at) => (expectedCounts[at % CLASS_COUNT]! += probability));

  let best = { weights: prior.map(() => 1), score: -1 };
  const improves = (weights: readonly number[]): boolean => {
    const score = expectedMacroF1(probabilities, expectedCounts, weights);
    // Written so that outputs which are no numbers improve nothing.
    if (!(score > best.score + SMALLEST_GAIN)) return false;
    best = { weights: [...weights], score };
    return true;
  };
  for (let step = 0; step <= EXPONENT_STEPS; step += 1)
    improves(prior.map((share) => (share / prior[DOT]!) ** (-step / EXPONENT_STEPS)));
  for (const step of WEIGHT_STEPS) {
    while (improvesAnyClass(step));
  }
  return best.weights;

  function improvesAnyClass(step: number): boolean {
    let isBetter = false;
    for (let ballClass = 0; ballClass < CLASS_COUNT; ballClass += 1) {
      if (ballClass === DOT) continue;
      for (const factor of [Math.exp(step), Math.exp(-step)])
        isBetter = improves(best.weights.map((w, at) => (at === ballClass ? w * factor : w))) || isBetter;
    }
    return isBetter;
  }
}

/** Macro F1 with expected hits: 2 hits / (decisions + expected count) of each class, 0 for one that nothing is decided for. */
function expectedMacroF1(
  probabilities: Float64Array,
  expectedCounts: Float64Array,
  weights: readonly number[],
): number {
  const hits = new Float64Array(CLASS_COUNT);
  const decisions = new Float64Array(CLASS_COUNT);
  for (let start = 0; start < probabilities.length; start += CLASS_COUNT) {
    let decided = 0;
    let largest = -1;
    for (let at = 0; at < CLASS_COUNT; at += 1) {
      const value = weights[at]! * probabilities[start + at]!;
      if (value > largest) {
        decided = at;
        largest = value;
      }
    }
    hits[decided]! += probabilities[start + decided]!;
    decisions[decided]! += 1;
  }
  const f1 = (hit: number, at: number) => (hit === 0 ? 0 : (2 * hit) / (decisions[at]! + expectedCounts[at]!));
  return hits.reduce((sum, hit, at) => sum + f1(hit, at), 0) / CLASS_COUNT;
}
