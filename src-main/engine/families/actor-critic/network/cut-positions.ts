import { rowsOfSamples, sampleRanges, type CutBatch } from '../../../backend/batch-parts';

/** Positions that are computed at a time: the maps of more take gigabytes and are no faster (docs/benchmarks.md). */
const POSITIONS_AT_A_TIME = 192;

/**
 * Cuts a minibatch by its positions. Every input and every noise has a row a position, advantages are normalised before, and
 * the loss is a mean, so parts of equal size weigh alike.
 */
export const cutPositions: CutBatch = (inputs, count) => {
  const positions = inputs['advantage']!.shape[0]!;
  const ranges = sampleRanges(positions, count * turnsOf(positions, count));
  if (ranges === null) return null;
  return ranges.map((range) => ({
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, rowsOfSamples(tensor, range)])),
    weight: 1 / ranges.length,
  }));
};

/** @returns into how many turns the positions can be divided evenly so that each is small enough; 1 when into none */
function turnsOf(positions: number, count: number): number {
  const least = Math.ceil(positions / POSITIONS_AT_A_TIME);
  const some = Array.from({ length: least + 1 }, (_, more) => least + more);
  return some.find((turns) => positions % (turns * count) === 0) ?? 1;
}
