import type { DeliveryColumn, DeliveryColumns } from './match-archive';

/** Every column, with the bytes of an entry: people need 16 bits, counts and codes 8. */
export const COLUMN_BYTES = {
  over: 1,
  batter: 2,
  nonStriker: 2,
  bowler: 2,
  batRuns: 1,
  wides: 1,
  noBalls: 1,
  byes: 1,
  legByes: 1,
  penalty: 1,
  wicketKind: 1,
  playerOut: 2,
  stumper: 2,
  secondWicketKind: 1,
} as const satisfies Record<DeliveryColumn, 1 | 2>;

export const DELIVERY_COLUMNS = Object.keys(COLUMN_BYTES) as readonly DeliveryColumn[];

/** One delivery, before it becomes an entry of each column. */
export type Delivery = Readonly<Record<DeliveryColumn, number>>;

type ByteColumn = { [C in DeliveryColumn]: (typeof COLUMN_BYTES)[C] extends 1 ? C : never }[DeliveryColumn];
type WordColumn = Exclude<DeliveryColumn, ByteColumn>;

/** Makes the columns from a function for each width; values are all of one length. */
export function makeColumns(
  bytes: (column: ByteColumn) => Uint8Array,
  words: (column: WordColumn) => Uint16Array,
): DeliveryColumns {
  return {
    over: bytes('over'),
    batter: words('batter'),
    nonStriker: words('nonStriker'),
    bowler: words('bowler'),
    batRuns: bytes('batRuns'),
    wides: bytes('wides'),
    noBalls: bytes('noBalls'),
    byes: bytes('byes'),
    legByes: bytes('legByes'),
    penalty: bytes('penalty'),
    wicketKind: bytes('wicketKind'),
    playerOut: words('playerOut'),
    stumper: words('stumper'),
    secondWicketKind: bytes('secondWicketKind'),
  };
}

/** @param deliveries in the order of play, one innings after the other */
export const columnsOf = (deliveries: readonly Delivery[]): DeliveryColumns =>
  makeColumns(
    (column) => Uint8Array.from(deliveries, (delivery) => delivery[column]),
    (column) => Uint16Array.from(deliveries, (delivery) => delivery[column]),
  );

/** Columns of several pieces, one after the other. */
export function joinColumns(pieces: readonly DeliveryColumns[]): DeliveryColumns {
  const length = pieces.reduce((sum, { over }) => sum + over.length, 0);
  return makeColumns(
    (column) =>
      joined(
        pieces.map((piece) => piece[column]),
        new Uint8Array(length),
      ),
    (column) =>
      joined(
        pieces.map((piece) => piece[column]),
        new Uint16Array(length),
      ),
  );
}

function joined<A extends Uint8Array | Uint16Array>(pieces: readonly A[], into: A): A {
  let at = 0;
  for (const piece of pieces) {
    into.set(piece, at);
    at += piece.length;
  }
  return into;
}
