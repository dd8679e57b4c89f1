import { CLASS_COUNT } from '../matches/ball-class';
import type { MatchArchive } from '../matches/match-archive';
import type { PartSamples } from '../evaluation/part-samples';

/** Rows of the table: over 0 to 19, batting first or second, super overs apart. */
const OVERS = 20;
const TABLE_ROWS = 2 * OVERS + 2;

/** Samples that the prior counts for in a row of the table: rows of super overs are thin. */
const PRIOR_WEIGHT = 20;

/** Class frequencies by over and innings, [TABLE_ROWS * 7]. */
export type PhaseTable = readonly number[];

/** @param prior class frequencies of the training part, all above 0 */
export function fitPhaseTable(archive: MatchArchive, samples: PartSamples, prior: readonly number[]): PhaseTable {
  const table = Array.from({ length: TABLE_ROWS }, () => prior.map((share) => share * PRIOR_WEIGHT));
  samples.labels.forEach((label, sample) => {
    table[rowOf(archive, samples, sample)]![label]! += 1;
  });
  return table.flatMap((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => count / sum);
  });
}

/** @returns logarithms of the frequencies, [samples * 7] */
export function phaseTableLogits(archive: MatchArchive, samples: PartSamples, table: PhaseTable): Float32Array {
  const logits = new Float32Array(samples.count * CLASS_COUNT);
  for (let sample = 0; sample < samples.count; sample += 1) {
    const start = rowOf(archive, samples, sample) * CLASS_COUNT;
    for (let at = 0; at < CLASS_COUNT; at += 1) logits[sample * CLASS_COUNT + at] = Math.log(table[start + at]!);
  }
  return logits;
}

function rowOf({ innings, deliveries }: MatchArchive, samples: PartSamples, sample: number): number {
  const { position, isSuperOver, firstDelivery } = innings[samples.innings[sample]!]!;
  const second = position % 2;
  if (isSuperOver) return 2 * OVERS + second;
  return second * OVERS + deliveries.over[firstDelivery + samples.deliveries[sample]!]!;
}
