import { setImmediate } from 'node:timers/promises';
import { randomStream } from '../../../random/random-stream';
import type { CricketData } from '../data/cricket-data';
import { DENSE_WIDTH, entityOffsets } from './logistic-features';
import { logisticPass, newLogisticModel, newLogisticOptimizer } from './logistic-regression';
import type { LogisticModel } from './logistic-regression';
import { logisticSamples } from './logistic-samples';
import type { LogisticSamples } from './logistic-samples';

const PASSES = 4;
/** Innings that are in memory at once: 28,000 samples, 9 MB. */
const INNINGS_PER_BLOCK = 256;
/** The baseline is one thing, whatever the seed of the run. */
const SEED = 0;

/**
 * Fits the logistic regression on innings of the training part. Innings come in a new order in each pass, samples in random order within
 * a block of innings; features are made again for each pass instead of holding 150 MB.
 *
 * @param trained    positions of the innings in the archive
 * @param onProgress with the share of the work done
 * @throws the signal's reason
 */
export async function fitLogistic(
  data: CricketData,
  trained: readonly number[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<LogisticModel> {
  const innings = [...trained];
  const { means, scales } = standardisation(data, innings);
  const model = newLogisticModel(means, scales, entityOffsets(data.vocabulary).rows);
  const optimizer = newLogisticOptimizer(model);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const stream = randomStream(SEED, 'logistic-order', pass);
    stream.shuffle(innings);
    for (let start = 0; start < innings.length; start += INNINGS_PER_BLOCK) {
      await setImmediate();
      signal.throwIfAborted();
      const samples = logisticSamples(data, innings.slice(start, start + INNINGS_PER_BLOCK));
      logisticPass(model, optimizer, samples, stream.shuffle(positions(samples.count)));
      onProgress((pass + start / innings.length) / PASSES);
    }
  }
  return model;
}

const positions = (count: number): Int32Array => Int32Array.from({ length: count }, (_, position) => position);

/** Mean and deviation of the numbers, on some of the innings: evenly spaced, so that all years count. */
function standardisation(data: CricketData, innings: readonly number[]): { means: Float32Array; scales: Float32Array } {
  const spacing = Math.max(1, Math.floor(innings.length / INNINGS_PER_BLOCK));
  const samples = logisticSamples(
    data,
    innings.filter((_, position) => position % spacing === 0),
  );
  const means = columnMeans(samples, (value) => value);
  const variances = columnMeans(samples, (value, column) => (value - means[column]!) ** 2);
  return { means, scales: variances.map((variance) => (variance === 0 ? 0 : 1 / Math.sqrt(variance))) };
}

function columnMeans({ dense, count }: LogisticSamples, of: (value: number, column: number) => number): Float32Array {
  const sums = new Float64Array(DENSE_WIDTH);
  for (let at = 0; at < dense.length; at += 1) sums[at % DENSE_WIDTH]! += of(dense[at]!, at % DENSE_WIDTH);
  return Float32Array.from(sums, (sum) => sum / count);
}
