import type { EvaluationSplit } from '#contract/ids';
import type { BallReport } from '#contract/snapshots/ball-report';
import { confusionMatrix } from '../../../metrics/confusion-matrix';
import { BALL_CLASSES, CLASS_COUNT } from '../matches/ball-class';
import { classReliability, topReliability } from './ball-metrics';
import type { ScoredSamples } from './scored-samples';

/** Confusion and reliability of one evaluation, as the run screen draws them. */
export function ballReport(split: EvaluationSplit, samples: ScoredSamples): BallReport {
  const matrix = (predictions: Uint8Array): number[][] => {
    const counts = confusionMatrix(samples.labels, predictions, CLASS_COUNT);
    return BALL_CLASSES.map((_, row) => [...counts.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT)]);
  };
  return {
    split,
    classes: [...BALL_CLASSES],
    confusion: matrix(samples.predicted),
    correctedConfusion: matrix(samples.decided),
    reliability: [...topReliability(samples)],
    classReliability: BALL_CLASSES.map((_, ballClass) => [...classReliability(samples, ballClass)]),
  };
}
