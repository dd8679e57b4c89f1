import { randomStream } from '../../../random/random-stream';
import type { DataPart } from '../data/cricket-data';
import type { CricketDataOptions } from '../data/data-options';

const TRAIN_SHARE = 0.8;
const VALIDATION_SHARE = 0.1;

/**
 * Whole matches to parts: floor(0.8 n) train, floor(0.1 n) validation, the rest test. By date the latest are the test part,
 * which is what a forecast meets; at random is what the published program did.
 *
 * @param matches how many; positions are in order of date, then number
 * @returns positions of each part, ascending
 */
export function splitMatches(
  matches: number,
  { splitBy, splitSeed, trainShare }: Pick<CricketDataOptions, 'splitBy' | 'splitSeed' | 'trainShare'>,
): Readonly<Record<DataPart, readonly number[]>> {
  const order = Array.from({ length: matches }, (_, position) => position);
  if (splitBy === 'random') randomStream(splitSeed, 'match-split').shuffle(order);
  const train = Math.floor(TRAIN_SHARE * matches);
  const validation = Math.floor(VALIDATION_SHARE * matches);
  const ascending = (part: readonly number[]): readonly number[] => part.toSorted((a, b) => a - b);
  return {
    train: latestShare(ascending(order.slice(0, train)), trainShare),
    validation: ascending(order.slice(train, train + validation)),
    test: ascending(order.slice(train + validation)),
  };
}

/** Whole matches, the latest: a sub-sample of balls would not be shorter histories but thinner ones. */
const latestShare = (matches: readonly number[], share: number): readonly number[] =>
  matches.slice(matches.length - Math.ceil(matches.length * share));
