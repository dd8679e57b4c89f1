import type { WasmFunction } from '../../wasm/assemble-module';
import { f64, i32, localGet, localSet, when, whileLoop, type Code } from '../../wasm/instructions';

/** Where the best boundary stands in memory: float64 but for the last, an int32. */
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
const LOCAL = {
  allRows: 12,
  allWeight: 13,
  unsplit: 14,
  added: 15,
  rows: 16,
  left: 17,
  right: 18,
  rest: 19,
  gain: 20,
} as const;

const at = localGet;
const square = (local: number): Code => f64.multiply(at(local), at(local));
const rowsOf = (packed: number): Code => f64.floor(f64.multiply(at(packed), at(ENTRY.inverseUnit)));
const weightOf = (packed: number, rows: number): Code =>
  f64.multiply(f64.subtract(at(packed), f64.multiply(at(rows), at(ENTRY.unit))), at(ENTRY.quantum));

/** Gain of the boundary after this entry; kept when it is the largest so far. */
const tryBoundary: Code = [
  ...localSet(LOCAL.left, f64.add(weightOf(ENTRY.packed, LOCAL.rows), at(ENTRY.l2))),
  ...localSet(LOCAL.right, f64.subtract(at(LOCAL.allWeight), at(LOCAL.left))),
  ...localSet(LOCAL.rest, f64.subtract(at(ENTRY.allGradient), at(ENTRY.gradient))),
  ...localSet(
    LOCAL.gain,
    f64.subtract(
      f64.divide(
        f64.add(
          f64.multiply(square(ENTRY.gradient), at(LOCAL.right)),
          f64.multiply(square(LOCAL.rest), at(LOCAL.left)),
        ),
        f64.multiply(at(LOCAL.left), at(LOCAL.right)),
      ),
      at(LOCAL.unsplit),
    ),
  ),
  ...when(f64.greaterThan(at(LOCAL.gain), f64.load(at(ENTRY.best), BOUNDARY.gain)), [
    ...f64.store(at(ENTRY.best), at(LOCAL.gain), BOUNDARY.gain),
    ...f64.store(at(ENTRY.best), at(ENTRY.gradient), BOUNDARY.gradient),
    ...f64.store(at(ENTRY.best), at(ENTRY.packed), BOUNDARY.packed),
    ...i32.store(at(ENTRY.best), at(ENTRY.entry), BOUNDARY.entry),
  ]),
];

/**
 * A function of (first entry of a column's histogram, end of its value bins, address of the best boundary so far, gradient
 * and packed weight that the left side begins with, those of the whole node, lambda, fewest rows of a side, and the packing):
 * tries the boundary after every bin that is not empty and keeps a better one than the best so far.
 * @see best-split.ts for the formula
 */
export const BEST_BOUNDARY = {
  name: 'bestBoundary',
  parameters: ['i32', 'i32', 'i32', ...Array<'f64'>(9).fill('f64')],
  locals: Array<'f64'>(9).fill('f64'),
  body: [
    ...localSet(LOCAL.allRows, rowsOf(ENTRY.allPacked)),
    ...localSet(LOCAL.allWeight, weightOf(ENTRY.allPacked, LOCAL.allRows)),
    ...localSet(LOCAL.unsplit, f64.divide(square(ENTRY.allGradient), f64.add(at(LOCAL.allWeight), at(ENTRY.l2)))),
    ...localSet(LOCAL.allWeight, f64.add(at(LOCAL.allWeight), f64.multiply(f64.constant(2), at(ENTRY.l2)))),
    ...whileLoop(i32.lessThanUnsigned(at(ENTRY.entry), at(ENTRY.end)), [
      ...localSet(LOCAL.added, f64.load(at(ENTRY.entry), 8)),
      ...when(f64.notEqual(at(LOCAL.added), f64.constant(0)), [
        ...localSet(ENTRY.packed, f64.add(at(ENTRY.packed), at(LOCAL.added))),
        ...localSet(ENTRY.gradient, f64.add(at(ENTRY.gradient), f64.load(at(ENTRY.entry)))),
        ...localSet(LOCAL.rows, rowsOf(ENTRY.packed)),
        ...when(
          f64.greaterOrEqual(f64.subtract(at(LOCAL.allRows), at(LOCAL.rows)), at(ENTRY.minimumRows)),
          when(f64.greaterOrEqual(at(LOCAL.rows), at(ENTRY.minimumRows)), tryBoundary),
          // The right side only gets smaller from here.
          localSet(ENTRY.entry, at(ENTRY.end)),
        ),
      ]),
      ...localSet(ENTRY.entry, i32.add(at(ENTRY.entry), i32.constant(16))),
    ]),
  ],
} as const satisfies WasmFunction;
