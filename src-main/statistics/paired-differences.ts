import { StatisticsInputError } from './statistics-input-error';

/** One metric of a group of runs that differ in nothing but the seed, by seed. */
export type ValuesBySeed = ReadonlyMap<number, number>;

/**
 * @returns candidate minus baseline for each seed, by ascending seed
 * @throws StatisticsInputError when a seed is in one group only, naming the seeds: pairs over some of the seeds would
 * let the choice of runs decide
 */
export function pairedDifferences(baseline: ValuesBySeed, candidate: ValuesBySeed): readonly number[] {
  const unmatched = (a: ValuesBySeed, b: ValuesBySeed): number[] => [...a.keys()].filter((seed) => !b.has(seed));
  const [onlyBaseline, onlyCandidate] = [unmatched(baseline, candidate), unmatched(candidate, baseline)];
  if (onlyBaseline.length + onlyCandidate.length > 0) {
    const list = (seeds: number[]): string => (seeds.length > 0 ? seeds.join(', ') : 'none');
    throw new StatisticsInputError(
      'E-STATISTICS-SEEDS',
      `The groups do not have the same seeds: only the baseline has ${list(onlyBaseline)}; only the other has ${list(onlyCandidate)}.`,
      'Queue the missing seeds, or compare the seeds that both groups have.',
    );
  }
  const seeds = [...baseline.keys()].sort((a, b) => a - b);
  return seeds.map((seed) => candidate.get(seed)! - baseline.get(seed)!);
}
