import type { Innings, MatchArchive } from '../matches/match-archive';
import type { DeliveryKeys } from './delivery-keys';

/** Keys of an innings: views into the columns, and positions within the overs. */
export function inningsKeys({ deliveries }: MatchArchive, { firstDelivery, deliveryCount }: Innings): DeliveryKeys {
  const part = <A extends Uint8Array | Uint16Array>(column: A) =>
    column.subarray(firstDelivery, firstDelivery + deliveryCount);
  const over = part(deliveries.over);
  return {
    length: deliveryCount,
    striker: part(deliveries.batter),
    nonStriker: part(deliveries.nonStriker),
    bowler: part(deliveries.bowler),
    over,
    positionInOver: positionsInOver(over),
  };
}

function positionsInOver(over: ArrayLike<number>): Uint8Array {
  const positions = new Uint8Array(over.length);
  for (let delivery = 1; delivery < over.length; delivery += 1)
    positions[delivery] = over[delivery] === over[delivery - 1] ? positions[delivery - 1]! + 1 : 0;
  return positions;
}
