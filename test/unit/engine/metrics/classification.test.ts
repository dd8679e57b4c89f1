import { describe, expect, it } from 'vitest';
import { classificationScores } from '../../../../src-main/engine/metrics/classification-scores';
import { confusionMatrix } from '../../../../src-main/engine/metrics/confusion-matrix';
import { expectedCalibrationError, reliabilityBins } from '../../../../src-main/engine/metrics/reliability-bins';

describe('classification scores', () => {
  // Rows: true class. 3 of class 0 (2 right), 1 of class 1 (0 right), none of class 2.
  const confusion = confusionMatrix([0, 0, 0, 1], [0, 0, 2, 0], 3);

  it('counts rows by true class and columns by predicted class', () => {
    expect([...confusion]).toEqual([2, 0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('gives precision, recall and F1 by hand, 0 where undefined', () => {
    const { classes, accuracy, macroF1, weightedF1 } = classificationScores(confusion);
    expect(classes[0]).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 });
    expect(classes[1]).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 });
    expect(classes[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    expect(accuracy).toBe(0.5);
    expect(macroF1).toBeCloseTo(2 / 9, 12);
    expect(weightedF1).toBeCloseTo(0.5, 12);
  });
});

describe('reliability', () => {
  it('puts the upper end of a bin into it and the lower end below', () => {
    const bins = reliabilityBins([0, 0.1, 0.10001, 1], [0, 1, 1, 1]);
    expect(bins.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(bins[0]).toEqual({ count: 2, confidence: 0.05, frequency: 0.5 });
  });

  it('weighs the gaps of the bins by their samples', () => {
    // 3 samples at 0.8 of which 2 come true, 1 at 0.3 that does not: (3 * |2/3 - 0.8| + 1 * 0.3) / 4 = 0.175.
    expect(expectedCalibrationError(reliabilityBins([0.8, 0.8, 0.8, 0.3], [1, 1, 0, 0]))).toBeCloseTo(0.175, 12);
  });
});
