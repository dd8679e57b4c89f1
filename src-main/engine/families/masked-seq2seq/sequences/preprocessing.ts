import {
  maskedSeq2SeqPreprocessingSchema,
  type MaskedSeq2SeqConfig,
  type MaskedSeq2SeqPreprocessing,
} from '#contract/config/masked-seq2seq';
import { PreprocessingMismatchError } from '#contract/errors/data-errors';
import { fitRidge } from '../evaluation/ridge';
import { lastPosition, DIRECTIONS, ROLES, SIDES, type TrackingData } from '../tracking/tracking-data';
import { CATEGORICAL_FEATURES, NUMERIC_FEATURES, numericCount, type CategoricalFeature } from './numeric-features';
import { splitWeeks, type SplitTracks } from './split-tracks';

type Sequences = MaskedSeq2SeqConfig['sequences'];

/** @returns the values of each one-hot column, sorted; all but the positions are fixed by the layout */
export function categoriesOf({ feature_set, positions }: Sequences): MaskedSeq2SeqPreprocessing['categories'] {
  const values: Record<CategoricalFeature, readonly string[]> = {
    play_direction: DIRECTIONS,
    player_position: positions,
    player_side: SIDES,
    player_role: ROLES,
  };
  return CATEGORICAL_FEATURES[feature_set].map((name) => ({ name, values: [...values[name]].sort() }));
}

/** @returns F, the width of an input frame */
export const featureWidth = (sequences: Sequences): number =>
  numericCount(sequences.feature_set) + categoriesOf(sequences).reduce((sum, { values }) => sum + values.length, 0);

/** Everything that is fitted, from the training weeks alone: standardisation over all their rows, target scale, ridge. */
export function fitPreprocessing(
  data: TrackingData,
  config: MaskedSeq2SeqConfig,
  { train }: SplitTracks,
): MaskedSeq2SeqPreprocessing {
  const count = numericCount(config.sequences.feature_set);
  const sums = splitWeeks(data, config).train.map((week) => data.header.weeks[week]!.columnSums);
  const columns = Array.from({ length: count }, (_, column) => {
    const total = (of: 'counts' | 'sums' | 'squares'): number => sums.reduce((sum, week) => sum + week[of][column]!, 0);
    return meanAndDeviation(total('counts'), total('sums'), total('squares'));
  });
  const { steps, ways } = targetMoments(data, train, config.sequences.target);
  return {
    version: 1,
    numeric: {
      names: NUMERIC_FEATURES.slice(0, count),
      means: columns.map(({ mean }) => mean),
      deviations: columns.map(({ deviation }) => deviation),
    },
    categories: categoriesOf(config.sequences),
    target: steps,
    wayDeviation: ways,
    ridge: fitRidge(data, train),
  };
}

/** Population deviation; 1 for a column that does not vary or has no value, so that it becomes 0. */
function meanAndDeviation(count: number, sum: number, squares: number): { mean: number; deviation: number } {
  if (count === 0) return { mean: 0, deviation: 1 };
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  return { mean, deviation: variance > 1e-12 ? Math.sqrt(variance) : 1 };
}

/** Scale of the target, over the real frames; displacements keep their zero. */
function targetMoments(
  { arrays }: TrackingData,
  tracks: readonly number[],
  kind: Sequences['target'],
): { steps: MaskedSeq2SeqPreprocessing['target']; ways: number } {
  let count = 0;
  const values = { step: [0, 0], stepSquare: [0, 0], place: [0, 0], placeSquare: [0, 0], way: 0 };
  for (const track of tracks) {
    const last = lastPosition(arrays, track);
    const before = [...last];
    for (let frame = arrays.pathOffsets[track]!; frame < arrays.pathOffsets[track + 1]!; frame += 1) {
      count += 1;
      for (const axis of [0, 1] as const) {
        const place = arrays.path[2 * frame + axis]!;
        const step = place - before[axis]!;
        values.step[axis]! += step;
        values.stepSquare[axis]! += step * step;
        values.place[axis]! += place;
        values.placeSquare[axis]! += place * place;
        values.way += (place - last[axis]) ** 2;
        before[axis] = place;
      }
    }
  }
  const momentsOf = (axis: 0 | 1) =>
    kind === 'displacement'
      ? { mean: 0, deviation: meanAndDeviation(count, values.step[axis]!, values.stepSquare[axis]!).deviation }
      : meanAndDeviation(count, values.place[axis]!, values.placeSquare[axis]!);
  const [x, y] = [momentsOf(0), momentsOf(1)];
  return {
    steps: { mean: [x.mean, y.mean], deviation: [x.deviation, y.deviation] },
    ways: count === 0 ? 1 : Math.sqrt(values.way / (2 * count)) || 1,
  };
}

/**
 * @param stored what a checkpoint holds
 * @throws PreprocessingMismatchError when it is not of this family and version, or does not fit the configuration
 */
export function readPreprocessing(stored: unknown, config: MaskedSeq2SeqConfig): MaskedSeq2SeqPreprocessing {
  const parsed = maskedSeq2SeqPreprocessingSchema.safeParse(stored);
  if (!parsed.success) throw new PreprocessingMismatchError(parsed.error.issues[0]!.message);
  const { numeric, categories } = parsed.data;
  const names = [
    ...numeric.names,
    ...categories.flatMap(({ name, values }) => values.map((value) => `${name}=${value}`)),
  ];
  const width = featureWidth(config.sequences);
  if (names.length !== width)
    throw new PreprocessingMismatchError(`it has ${names.length} feature columns, the configuration makes ${width}`);
  return parsed.data;
}
