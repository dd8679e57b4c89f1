import type { WicketKind } from '../matches/match-archive';
import type { DeliveryFacts } from './delivery';

/** First column of the one-hot kind of the first wicket entry. */
const KIND_COLUMN = 9;
const OTHER_KIND = 5;
/** Columns after {@link KIND_COLUMN}; kinds that are not listed are `other`. */
const KIND_COLUMNS: ReadonlyMap<WicketKind, number> = new Map([
  ['bowled', 0],
  ['caught', 1],
  ['caught and bowled', 1],
  ['lbw', 2],
  ['run out', 3],
  ['stumped', 4],
]);

/** Writes a row of `InningsGraph.balls`: what happened at a delivery. @param start of the row, which holds zeros */
export function writeBall(delivery: DeliveryFacts, isWicket: boolean, into: Float32Array, start: number): void {
  const { over, wicketKind, playerOut, striker, nonStriker } = delivery;
  const isRunOut = wicketKind === 'run out';
  into.set(
    [
      delivery.total / 6,
      isWicket ? 1 : 0,
      over / 20,
      delivery.positionInOver / 6,
      delivery.isBoundary ? 1 : 0,
      delivery.isWide ? 1 : 0,
      delivery.isNoBall ? 1 : 0,
      delivery.isBye ? 1 : 0,
      delivery.isLegBye ? 1 : 0,
    ],
    start,
  );
  if (wicketKind !== 'none') into[start + KIND_COLUMN + (KIND_COLUMNS.get(wicketKind) ?? OTHER_KIND)] = 1;
  into[start + 15] = isRunOut && playerOut === striker ? 1 : 0;
  into[start + 16] = isRunOut && playerOut === nonStriker ? 1 : 0;
  into[start + 17] = over % 2;
}
