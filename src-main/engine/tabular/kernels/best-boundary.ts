import type { WasmFunction } from '../../wasm/assemble-module';
import { f64, f64x2, i32, i64x2, localGet, localSet, v128, when, whileLoop, type Code } from '../../wasm/instructions';

/** Where the best boundary stands in memory: float64 but for the last, the address of the entry before it, a uint32. */
export const BOUNDARY = { gain: 0, gradient: 8, packed: 16, entry: 24 } as const;

const ENTRY = {
  entry: 0,
  end: 1,
  best: 2,
  gradient: 3,
  packed: 4,
  allGradient: 5,
  allPacked: 6,
  l2: 7,
  minimumRows: 8,
  unit: 9,
  inverseUnit: 10,
  quantum: 11,
} as const;

/** float64. */
const LOCAL = { allRows: 12, allWeight: 13, unsplit: 14 } as const;
/** Two boundaries at a time: the sums up to each (gradient, packed), the same sorted by kind, and what follows from them. */
const VECTOR = {
  first: 15,
  second: 16,
  gradients: 17,
  packed: 18,
  rows: 19,
  left: 20,
  right: 21,
  rest: 22,
  gains: 23,
  isBetter: 24,
  bestGain: 25,
} as const;

const at = localGet;
const both = (local: number): Code => f64x2.splat(at(local));
const square = (local: number): Code => f64.multiply(at(local), at(local));
const squares = (local: number): Code => f64x2.multiply(at(local), at(local));

/** Weight of the whole node, 2 lambda more, and its share of the gain. */
const ofNode: Code = [
  ...localSet(LOCAL.allRows, f64.floor(f64.multiply(at(ENTRY.allPacked), at(ENTRY.inverseUnit)))),
  ...localSet(
    LOCAL.allWeight,
    f64.multiply(f64.subtract(at(ENTRY.allPacked), f64.multiply(at(LOCAL.allRows), at(ENTRY.unit))), at(ENTRY.quantum)),
  ),
  ...localSet(LOCAL.unsplit, f64.divide(square(ENTRY.allGradient), f64.add(at(LOCAL.allWeight), at(ENTRY.l2)))),
  ...localSet(LOCAL.allWeight, f64.add(at(LOCAL.allWeight), f64.multiply(f64.constant(2), at(ENTRY.l2)))),
];

/** Sums up to the boundaries after the next two entries. */
const nextSums: Code = [
  ...localSet(VECTOR.first, f64x2.add(at(VECTOR.second), v128.load(at(ENTRY.entry)))),
  ...localSet(VECTOR.second, f64x2.add(at(VECTOR.first), v128.load(at(ENTRY.entry), 16))),
  ...localSet(VECTOR.gradients, i64x2.shuffle(at(VECTOR.first), at(VECTOR.second), [0, 2])),
  ...localSet(VECTOR.packed, i64x2.shuffle(at(VECTOR.first), at(VECTOR.second), [1, 3])),
];

const gainsOfBoth: Code = [
  ...localSet(VECTOR.rows, f64x2.floor(f64x2.multiply(at(VECTOR.packed), both(ENTRY.inverseUnit)))),
  ...localSet(
    VECTOR.left,
    f64x2.add(
      f64x2.multiply(
        f64x2.subtract(at(VECTOR.packed), f64x2.multiply(at(VECTOR.rows), both(ENTRY.unit))),
        both(ENTRY.quantum),
      ),
      both(ENTRY.l2),
    ),
  ),
  ...localSet(VECTOR.right, f64x2.subtract(both(LOCAL.allWeight), at(VECTOR.left))),
  ...localSet(VECTOR.rest, f64x2.subtract(both(ENTRY.allGradient), at(VECTOR.gradients))),
  ...localSet(
    VECTOR.gains,
    f64x2.subtract(
      f64x2.divide(
        f64x2.add(
          f64x2.multiply(squares(VECTOR.gradients), at(VECTOR.right)),
          f64x2.multiply(squares(VECTOR.rest), at(VECTOR.left)),
        ),
        f64x2.multiply(at(VECTOR.left), at(VECTOR.right)),
      ),
      both(LOCAL.unsplit),
    ),
  ),
];

/** A bin without rows has the boundary before it once more, no better one, and needs no care. */
const isBetter: Code = v128.and(
  v128.and(
    f64x2.greaterOrEqual(at(VECTOR.rows), both(ENTRY.minimumRows)),
    f64x2.greaterOrEqual(f64x2.subtract(both(LOCAL.allRows), at(VECTOR.rows)), both(ENTRY.minimumRows)),
  ),
  f64x2.greaterThan(at(VECTOR.gains), at(VECTOR.bestGain)),
);

/** Keeps the boundary of one of the two, if it is still better. */
const keep = (lane: 0 | 1, sums: number): Code => {
  const gain = f64x2.extract(at(VECTOR.gains), lane);
  const entry = i32.add(at(ENTRY.entry), i32.constant(16 * lane));
  return when(
    i64x2.isLaneSet(at(VECTOR.isBetter), lane),
    when(
      // Of the second lane of the last round only the address tells whether it is an entry.
      i32.lessThanUnsigned(entry, at(ENTRY.end)),
      when(f64.greaterThan(gain, f64.load(at(ENTRY.best), BOUNDARY.gain)), [
        ...f64.store(at(ENTRY.best), gain, BOUNDARY.gain),
        ...v128.store(at(ENTRY.best), at(sums), BOUNDARY.gradient),
        ...i32.store(at(ENTRY.best), entry, BOUNDARY.entry),
        ...localSet(VECTOR.bestGain, f64x2.splat(gain)),
      ]),
    ),
  );
};

/**
 * A function of (first entry of a column's histogram, end of its value bins, address of the best boundary so far, gradient
 * and packed weight that the left side begins with, those of the whole node, lambda, fewest rows of a side, and the packing):
 * tries the boundary after every bin and keeps a better one than the best so far. It reads one entry beyond an odd number.
 * @see best-split.ts for the formula
 */
export const BEST_BOUNDARY = {
  name: 'bestBoundary',
  parameters: ['i32', 'i32', 'i32', ...Array<'f64'>(9).fill('f64')],
  locals: [...Array<'f64'>(3).fill('f64'), ...Array<'v128'>(11).fill('v128')],
  body: [
    ...ofNode,
    ...localSet(VECTOR.bestGain, f64x2.splat(f64.load(at(ENTRY.best), BOUNDARY.gain))),
    ...localSet(VECTOR.second, f64x2.replaceSecond(both(ENTRY.gradient), at(ENTRY.packed))),
    ...whileLoop(i32.lessThanUnsigned(at(ENTRY.entry), at(ENTRY.end)), [
      ...nextSums,
      ...gainsOfBoth,
      ...localSet(VECTOR.isBetter, isBetter),
      ...when(v128.anyTrue(at(VECTOR.isBetter)), [...keep(0, VECTOR.first), ...keep(1, VECTOR.second)]),
      ...localSet(ENTRY.entry, i32.add(at(ENTRY.entry), i32.constant(32))),
    ]),
  ],
} as const satisfies WasmFunction;
