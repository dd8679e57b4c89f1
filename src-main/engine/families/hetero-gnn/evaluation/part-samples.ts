import type { CricketData, DataPart } from '../data/cricket-data';
import { targetDeliveries } from '../data/sample-counts';

/** Which delivery of which innings each sample of a part is, in the order in which logits are handed in. */
export interface PartSamples {
  readonly count: number;
  /** Position in `MatchArchive.innings`. */
  readonly innings: Int32Array;
  /** Position of the delivery within its innings. */
  readonly deliveries: Int32Array;
  readonly labels: Uint8Array;
}

/** Innings in the order of `parts[part].innings`, within each the targets in the order of play. */
export function partSamples({ archive, options, parts }: CricketData, part: DataPart): PartSamples {
  const { innings: positions, samples: count } = parts[part];
  const innings = new Int32Array(count);
  const deliveries = new Int32Array(count);
  const labels = new Uint8Array(count);
  let sample = 0;
  for (const position of positions) {
    for (const { delivery, label } of targetDeliveries(archive, position, options)) {
      innings[sample] = position;
      deliveries[sample] = delivery;
      labels[sample] = label;
      sample += 1;
    }
  }
  return { count, innings, deliveries, labels };
}
