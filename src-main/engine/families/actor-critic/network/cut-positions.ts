import { rowsOfSamples, sampleRanges, type CutBatch } from '../../../backend/batch-parts';

/**
 * Cuts a minibatch by its positions. Every input and every noise has a row a position, advantages are normalised before, and
 * the loss is a mean, so parts of equal size weigh alike.
 */
export const cutPositions: CutBatch = (inputs, count) => {
  const ranges = sampleRanges(inputs['advantage']!.shape[0]!, count);
  if (ranges === null) return null;
  return ranges.map((range) => ({
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, rowsOfSamples(tensor, range)])),
    weight: 1 / count,
  }));
};
