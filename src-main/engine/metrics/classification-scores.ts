/** What a confusion matrix says about one class; a ratio without a denominator is 0. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Samples of the class. */
  readonly support: number;
}

/** Scores over all classes. */
export interface ClassificationScores {
  readonly classes: readonly ClassScores[];
  readonly accuracy: number;
  /** Mean F1 over all classes, also those without a sample (F1 0), so that slices stay comparable. */
  readonly macroF1: number;
  /** Mean F1 weighted by support. */
  readonly weightedF1: number;
}

/** @param confusion [classes * classes], row = true class, with at least one sample */
export function classificationScores(confusion: Float64Array): ClassificationScores {
  const size = Math.sqrt(confusion.length);
  const classes = Array.from({ length: size }, (_, position) => classScores(confusion, size, position));
  const samples = classes.reduce((sum, { support }) => sum + support, 0);
  const hits = classes.reduce((sum, _, position) => sum + confusion[position * size + position]!, 0);
  return {
    classes,
    accuracy: hits / samples,
    macroF1: classes.reduce((sum, { f1 }) => sum + f1, 0) / size,
    weightedF1: classes.reduce((sum, { f1, support }) => sum + f1 * support, 0) / samples,
  };
}

function classScores(confusion: Float64Array, size: number, position: number): ClassScores {
  let support = 0;
  let predicted = 0;
  for (let other = 0; other < size; other += 1) {
    support += confusion[position * size + other]!;
    predicted += confusion[other * size + position]!;
  }
  const hits = confusion[position * size + position]!;
  const f1 = support + predicted === 0 ? 0 : (2 * hits) / (support + predicted);
  return {
    precision: predicted === 0 ? 0 : hits / predicted,
    recall: support === 0 ? 0 : hits / support,
    f1,
    support,
  };
}
