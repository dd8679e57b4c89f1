import { describe, expect, it } from 'vitest';
import { heteroGnnPreprocessingSchema } from '#contract/config/hetero-gnn';
import { fitDecisionWeights } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/decision-weights';
import { argmaxRows, softmaxRows } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/softmax';
import { classificationScores } from '../../../../../src-main/engine/metrics/classification-scores';
import { confusionMatrix } from '../../../../../src-main/engine/metrics/confusion-matrix';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';

const PRIOR = [0.38, 0.35, 0.07, 0.01, 0.09, 0.04, 0.06];

/** Probabilities that vary about the prior, and labels drawn from them. */
function madeUp(count: number, seed: number) {
  const random = randomStream(seed, 'decision-weights');
  const logits = Float64Array.from({ length: count * 7 }, (_, at) => Math.log(PRIOR[at % 7]!) + 0.7 * random.normal());
  const probabilities = softmaxRows(logits);
  const labels = Uint8Array.from({ length: count }, (_, sample) => {
    let drawn = random.uniform();
    const label = PRIOR.findIndex((_, at) => (drawn -= probabilities[sample * 7 + at]!) < 0);
    return label < 0 ? 6 : label;
  });
  return { probabilities, labels };
}

const macroF1 = ({ probabilities, labels }: ReturnType<typeof madeUp>, weights: readonly number[]): number =>
  classificationScores(confusionMatrix(labels, argmaxRows(probabilities.map((p, at) => p * weights[at % 7]!)), 7))
    .macroF1;

describe('decision weights', () => {
  const fitted = fitDecisionWeights(madeUp(8000, 1).probabilities, PRIOR);

  it('raise the macro F1 of samples that they were not fitted on, over every power of the prior', () => {
    const other = madeUp(40_000, 2);
    const powers = Array.from({ length: 21 }, (_, step) =>
      macroF1(
        other,
        PRIOR.map((share) => share ** (-step / 20)),
      ),
    );
    expect(macroF1(other, fitted)).toBeGreaterThan(Math.max(...powers) - 0.001);
    expect(macroF1(other, fitted)).toBeGreaterThan(powers[0]! + 0.02);
  });

  it('count from Dot, whose weight is 1, and are the same for the same probabilities', () => {
    expect(fitted[0]).toBe(1);
    expect(fitted).toHaveLength(7);
    expect(fitDecisionWeights(madeUp(8000, 1).probabilities, PRIOR)).toEqual(fitted);
  });

  it('leave one decision for all where all samples are alike: the class with the best F1', () => {
    const alike = Float64Array.from({ length: 700 }, (_, at) => PRIOR[at % 7]!);
    const weights = fitDecisionWeights(alike, PRIOR);
    const decisions = argmaxRows(alike.map((p, at) => p * weights[at % 7]!));
    expect(new Set(decisions)).toEqual(new Set([0]));
  });

  it('are 1 for two sure classes: nothing is gained by another decision', () => {
    const sure = Float64Array.from({ length: 700 }, (_, at) => (at % 7 === Math.floor(at / 7) % 2 ? 1 : 0));
    expect(fitDecisionWeights(sure, PRIOR)).toEqual(PRIOR.map(() => 1));
  });

  it('are read from earlier checkpoints, which decide by a power of the prior', () => {
    const stored = {
      version: 1,
      vocabulary: { venues: [], teams: [], players: [] },
      classCounts: [1, 1, 1, 1, 1, 1, 1],
      table: [],
      calibration: { temperature: 1.1, priorStrength: 0.2, decisionExponent: 0.5, prior: PRIOR },
    };
    const { calibration } = heteroGnnPreprocessingSchema.parse(stored);
    expect(calibration).toEqual({
      temperature: 1.1,
      priorStrength: 0.2,
      prior: PRIOR,
      decisionWeights: PRIOR.map((share) => share ** -0.5),
    });
  });
});
