import { describe, expect, it } from 'vitest';
import {
  axisEnd,
  calibrationError,
  classScores,
  filledBins,
  rowShares,
  shareHalfWidth,
} from '../../../../src-renderer/features/inspect/cricket/calibration-figures';
import {
  ballLoss,
  bandsOf,
  inningsFigures,
  mostProbable,
  overStarts,
  type ShownBall,
} from '../../../../src-renderer/features/inspect/cricket/innings-figures';
import { judgedSplits, logisticVerdict } from '../../../../src-renderer/features/inspect/cricket/logistic-verdict';
import {
  isNearlyUniform,
  namedShare,
  uniformWeight,
  type Relation,
} from '../../../../src-renderer/features/inspect/cricket/neighbourhood-figures';

const ball = (change: Partial<ShownBall>): ShownBall => ({
  delivery: 1,
  over: 0,
  striker: 'A',
  bowler: 'B',
  label: 0,
  probabilities: [0.5, 0.25, 0.05, 0.05, 0.05, 0.05, 0.05],
  ...change,
});

describe('an innings', () => {
  it('stacks the classes from the bottom to the top', () => {
    expect(bandsOf([0.5, 0.25, 0.25])).toEqual([
      { from: 0, to: 0.5 },
      { from: 0.5, to: 0.75 },
      { from: 0.75, to: 1 },
    ]);
  });

  it('has the loss -ln p of what came, and none that is infinite', () => {
    expect(ballLoss(ball({ label: 1 }))).toBeCloseTo(Math.log(4), 12);
    expect(ballLoss(ball({ label: 0, probabilities: [0, 1, 0, 0, 0, 0, 0] }))).toBeLessThan(28);
  });

  it('counts what came beside what was expected', () => {
    const figures = inningsFigures([ball({ label: 0 }), ball({ label: 1 })])!;
    expect(figures.logLoss).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 12);
    expect(figures.accuracy).toBe(0.5);
    expect(figures.came).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect(figures.expected[0]).toBeCloseTo(1, 12);
    expect(inningsFigures([])).toBeNull();
  });

  it('takes the first of equal probabilities', () => {
    expect(mostProbable([0.2, 0.4, 0.4])).toBe(1);
  });

  it('finds where overs begin, a wide or a no-ball more or less', () => {
    const balls = [0, 0, 1, 1, 1, 2].map((over, delivery) => ball({ over, delivery }));
    expect(overStarts(balls)).toEqual([
      { index: 2, over: 1 },
      { index: 5, over: 2 },
    ]);
  });
});

describe('confusion and calibration', () => {
  const matrix = [
    [6, 2, 0],
    [3, 1, 0],
    [0, 0, 0],
  ];

  it('scores a class by its row and its column', () => {
    expect(classScores(matrix)[0]).toEqual({
      precision: 6 / 9,
      recall: 0.75,
      f1: 12 / 17,
      balls: 8,
      predicted: 9,
    });
  });

  it('has no precision and recall for a class that never came nor was predicted, and F1 0', () => {
    expect(classScores(matrix)[2]).toEqual({ precision: null, recall: null, f1: 0, balls: 0, predicted: 0 });
    expect(rowShares(matrix)).toEqual([
      [0.75, 0.25, 0],
      [0.75, 0.25, 0],
      [null, null, null],
    ]);
  });

  const bins = [
    { count: 0, confidence: 0, frequency: 0 },
    { count: 3, confidence: 0.4, frequency: 0.5 },
    { count: 1, confidence: 0.62, frequency: 0.42 },
  ];

  it('weighs each bin of the calibration error by its samples', () => {
    expect(calibrationError(bins)).toBeCloseTo((3 * 0.1 + 0.2) / 4, 12);
    expect(calibrationError(bins.slice(0, 1))).toBeNull();
  });

  it('draws filled bins only, on axes that hold them all', () => {
    expect(filledBins(bins)).toHaveLength(2);
    expect(axisEnd(bins)).toBe(0.7);
    expect(axisEnd(bins.slice(0, 1))).toBe(0.1);
    expect(axisEnd([{ count: 1, confidence: 0.3, frequency: 0 }])).toBe(0.3);
  });

  it('has the interval of a share by its samples', () => {
    expect(shareHalfWidth({ count: 100, confidence: 0.5, frequency: 0.5 })).toBeCloseTo(0.098, 12);
  });
});

describe('the neighbourhood of a ball', () => {
  const relation = (weights: readonly number[], edges: number): Relation => ({
    relation: 'attends',
    edges,
    balls: weights.map((weight, delivery) => ({ delivery, over: 0, striker: 'A', bowler: 'B', label: 0, weight })),
  });

  it('is compared with attention that chooses nothing', () => {
    expect(uniformWeight({ edges: 4 })).toBe(0.25);
    expect(uniformWeight({ edges: 0 })).toBeNull();
    expect(namedShare(relation([0.5, 0.25], 4))).toBe(0.75);
  });

  it('is called nearly uniform only where there is a choice', () => {
    expect(isNearlyUniform(relation([0.26, 0.25, 0.25, 0.24], 4))).toBe(true);
    expect(isNearlyUniform(relation([0.4, 0.2, 0.2, 0.2], 4))).toBe(false);
    expect(isNearlyUniform(relation([1], 1))).toBe(false);
    expect(isNearlyUniform(relation([], 0))).toBe(false);
  });
});

describe('the network beside logistic regression', () => {
  const judged = (logLoss: number) => ({
    metrics: { validation: { n: 9, clusters: 2, log_loss: logLoss, corrected_macro_f1: 0.2 } },
    baselines: { logistic: { validation: { n: 9, clusters: 2, log_loss: 1.4, corrected_macro_f1: 0.21 } } },
  });

  it('is beaten by a lower log loss only: level is not better', () => {
    expect(logisticVerdict(judged(1.39), 'validation')!.isBeaten).toBe(true);
    expect(logisticVerdict(judged(1.4), 'validation')!.isBeaten).toBe(false);
    expect(logisticVerdict(judged(1.5), 'validation')!.difference).toBeCloseTo(0.1, 12);
    expect(logisticVerdict(judged(1.5), 'validation')!.correctedF1Difference).toBeCloseTo(-0.01, 12);
  });

  it('is not judged before both have a log loss there', () => {
    expect(logisticVerdict(judged(1.4), 'test')).toBeNull();
    expect(logisticVerdict({ metrics: {}, baselines: {} }, 'validation')).toBeNull();
    expect(judgedSplits(judged(1.4))).toEqual(['validation']);
  });
});
