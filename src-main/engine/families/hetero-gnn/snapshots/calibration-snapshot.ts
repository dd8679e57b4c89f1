import type { BallCalibration } from '#contract/snapshots/ball-probabilities';
import { confusionMatrix } from '../../../metrics/confusion-matrix';
import { classReliability, topReliability } from '../evaluation/ball-metrics';
import type { ScoredSamples } from '../evaluation/scored-samples';
import { CLASS_COUNT } from '../matches/ball-class';

/** Confusion and reliability of scored samples. */
export function calibrationSnapshot(scored: ScoredSamples): BallCalibration {
  const rows = (predictions: ArrayLike<number>) => {
    const matrix = confusionMatrix(scored.labels, predictions, CLASS_COUNT);
    return Array.from({ length: CLASS_COUNT }, (_, label) => [
      ...matrix.subarray(label * CLASS_COUNT, (label + 1) * CLASS_COUNT),
    ]);
  };
  return {
    samples: scored.count,
    confusion: rows(scored.predicted),
    correctedConfusion: rows(scored.decided),
    reliability: [...topReliability(scored)],
    classReliability: Array.from({ length: CLASS_COUNT }, (_, label) => [...classReliability(scored, label)]),
  };
}
