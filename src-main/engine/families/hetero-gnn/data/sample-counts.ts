import { inningsKeys } from '../edges/innings-keys';
import { deliveryFacts } from '../features/delivery';
import { labelOf } from '../features/label';
import { CLASS_COUNT } from '../matches/ball-class';
import type { MatchArchive } from '../matches/match-archive';
import type { PartOfData } from './cricket-data';
import type { CricketDataOptions } from './data-options';

/** The innings of some matches that hold samples, and how many samples of which class. Features are not computed. */
export function partOfData(archive: MatchArchive, matches: readonly number[], options: CricketDataOptions): PartOfData {
  const classCounts = new Array<number>(CLASS_COUNT).fill(0);
  const innings: number[] = [];
  let samples = 0;
  for (const match of matches) {
    const { firstInnings, inningsCount } = archive.matches[match]!;
    for (let position = firstInnings; position < firstInnings + inningsCount; position += 1) {
      const targets = targetDeliveries(archive, position, options);
      if (targets.length === 0) continue;
      innings.push(position);
      samples += targets.length;
      for (const { label } of targets) classCounts[label]! += 1;
    }
  }
  return { matches, innings, samples, classCounts };
}

/** A delivery to predict, with its class. */
export interface TargetDelivery {
  /** Position within the innings, from 1: the first delivery has no history. */
  readonly delivery: number;
  readonly label: number;
}

/** The samples of an innings, in the order of play. */
export function targetDeliveries(
  archive: MatchArchive,
  position: number,
  { rules, labels }: CricketDataOptions,
): readonly TargetDelivery[] {
  const innings = archive.innings[position]!;
  const { positionInOver } = inningsKeys(archive, innings);
  const targets: TargetDelivery[] = [];
  for (let delivery = 1; delivery < innings.deliveryCount; delivery += 1) {
    const at = positionInOver[delivery]!;
    const facts = deliveryFacts(archive.deliveries, innings.firstDelivery + delivery, at, rules);
    if (labels === 'bat_runs' || facts.isLegal) targets.push({ delivery, label: labelOf(facts, rules) });
  }
  return targets;
}
