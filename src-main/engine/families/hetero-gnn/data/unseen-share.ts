import type { CricketData, DataPart } from './cricket-data';
import { targetDeliveries } from './sample-counts';

/** Share of the samples of a part in which striker, non-striker or bowler is new. */
export function unseenShare({ archive, vocabulary, options, parts }: CricketData, part: DataPart): number {
  const { batter, nonStriker, bowler } = archive.deliveries;
  let unseen = 0;
  for (const position of parts[part].innings) {
    const { firstDelivery } = archive.innings[position]!;
    for (const { delivery } of targetDeliveries(archive, position, options)) {
      const at = firstDelivery + delivery;
      if ([batter, nonStriker, bowler].some((column) => vocabulary.playerIds[column[at]!] === 0)) unseen += 1;
    }
  }
  return unseen / parts[part].samples;
}
