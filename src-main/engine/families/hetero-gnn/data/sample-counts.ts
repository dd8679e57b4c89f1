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
      const labels = targetLabels(archive, position, options);
      if (labels.length === 0) continue;
      innings.push(position);
      samples += labels.length;
      for (const label of labels) classCounts[label]! += 1;
    }
  }
  return { matches, innings, samples, classCounts };
}

/** Classes of the samples of an innings, in order. */
export function targetLabels(
  archive: MatchArchive,
  position: number,
  { rules, labels }: CricketDataOptions,
): readonly number[] {
  const innings = archive.innings[position]!;
  const { positionInOver } = inningsKeys(archive, innings);
  const classes: number[] = [];
  for (let delivery = 1; delivery < innings.deliveryCount; delivery += 1) {
    const at = positionInOver[delivery]!;
    const facts = deliveryFacts(archive.deliveries, innings.firstDelivery + delivery, at, rules);
    if (labels === 'bat_runs' || facts.isLegal) classes.push(labelOf(facts, rules));
  }
  return classes;
}
