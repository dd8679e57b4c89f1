import type { WasmFunction } from '../../wasm/assemble-module';
import { call, f64, i32, localGet, localSet, when, type Code } from '../../wasm/instructions';
import { BOUNDARY } from './best-boundary';
import { columnPlace, forEachColumn } from './column-places';

/** The best split: its boundary, then int32 each. */
export const SPLIT = { ...BOUNDARY, column: 28, bin: 32, isMissingLeft: 36 } as const;
export const SPLIT_BYTES = 40;

/** Parameters that both functions begin with. */
const ENTRY = {
  listed: 0,
  listEnd: 1,
  places: 2,
  best: 3,
  allGradient: 4,
  allPacked: 5,
  l2: 6,
  minimumRows: 7,
  unit: 8,
  inverseUnit: 9,
  quantum: 10,
} as const;
const PARAMETERS = [...Array<'i32'>(4).fill('i32'), ...Array<'f64'>(7).fill('f64')] as const;
const FIRST_OWN = PARAMETERS.length;

const at = localGet;
const column = i32.load(at(ENTRY.listed));
const placeOf = (part: 'values' | 'missing' | 'next' | 'bins'): Code => columnPlace(at(ENTRY.places), column, part);

/** Locals that both functions keep of the column at hand. */
interface ColumnLocals {
  /** First entry, end of the values' entries, end of all. */
  readonly first: number;
  readonly valuesEnd: number;
  readonly end: number;
  /** Float64: best gain before. */
  readonly gain: number;
}

/**
 * Tries the boundaries of the column with missing values right, then left where there are any.
 * @param binOf code of the bin of an entry whose index is given
 */
function tryColumn(bestBoundary: number, locals: ColumnLocals, binOf: (index: Code) => Code): Code {
  const { first, valuesEnd, end, gain } = locals;
  const bestEntry = i32.load(at(ENTRY.best), BOUNDARY.entry);
  const index = i32.shiftRightUnsigned(i32.subtract(bestEntry, at(first)), 4);
  const attempt = (gradient: Code, packed: Code, isMissingLeft: 0 | 1): Code => [
    ...localSet(gain, f64.load(at(ENTRY.best), BOUNDARY.gain)),
    ...call(
      bestBoundary,
      ...[at(first), at(valuesEnd), at(ENTRY.best), gradient, packed],
      ...[at(ENTRY.allGradient), at(ENTRY.allPacked), at(ENTRY.l2), at(ENTRY.minimumRows)],
      ...[at(ENTRY.unit), at(ENTRY.inverseUnit), at(ENTRY.quantum)],
    ),
    ...when(f64.notEqual(f64.load(at(ENTRY.best), BOUNDARY.gain), at(gain)), [
      ...i32.store(at(ENTRY.best), column, SPLIT.column),
      ...i32.store(at(ENTRY.best), binOf(index), SPLIT.bin),
      ...i32.store(at(ENTRY.best), i32.constant(isMissingLeft), SPLIT.isMissingLeft),
    ]),
  ];
  return [
    ...attempt(f64.constant(0), f64.constant(0), 0),
    ...when(
      i32.lessThanUnsigned(at(valuesEnd), at(end)),
      when(
        f64.notEqual(f64.load(at(valuesEnd), 8), f64.constant(0)),
        attempt(f64.load(at(valuesEnd)), f64.load(at(valuesEnd), 8), 1),
      ),
    ),
  ];
}

/**
 * A function of (first column's address in a list of int32, end of the list, places of all columns, address of the best split
 * so far, gradient and packed weight of the node, lambda, fewest rows of a side, the packing, address of the node's
 * histogram): keeps the split of all listed columns that gains most, if it gains more than the best so far.
 * @param bestBoundary place of that function in the module
 */
export function searchHistogramFunction(bestBoundary: number) {
  const histogram = FIRST_OWN;
  const locals = { first: histogram + 1, valuesEnd: histogram + 2, end: histogram + 3, gain: histogram + 4 };
  const addressOf = (part: 'values' | 'missing' | 'next'): Code => i32.add(at(histogram), placeOf(part));
  return {
    name: 'searchHistogram',
    parameters: [...PARAMETERS, 'i32'],
    locals: ['i32', 'i32', 'i32', 'f64'],
    body: forEachColumn(ENTRY.listed, ENTRY.listEnd, [
      ...localSet(locals.first, addressOf('values')),
      ...localSet(locals.valuesEnd, addressOf('missing')),
      ...localSet(locals.end, addressOf('next')),
      ...tryColumn(bestBoundary, locals, (index) => index),
    ]),
  } as const satisfies WasmFunction;
}

/**
 * The same for few rows, without a histogram: after the packing it takes (first row's address, end of the rows, derivatives,
 * scratch, entries and bins of `collectBins`). Only bins that hold rows are looked at.
 */
export function searchRowsFunction(bestBoundary: number, collectBins: number) {
  const own = (index: number): number => FIRST_OWN + index;
  const [rows, rowsEnd, derivatives, scratch, entries, presentBins] = [own(0), own(1), own(2), own(3), own(4), own(5)];
  const count = own(6);
  const locals = { first: entries, valuesEnd: own(7), end: own(8), gain: own(9) };
  const lastBin = i32.loadByte(i32.subtract(i32.add(at(presentBins), at(count)), i32.constant(1)));
  const missingBin = i32.shiftRightUnsigned(i32.subtract(placeOf('missing'), placeOf('values')), 4);
  return {
    name: 'searchRows',
    parameters: [...PARAMETERS, ...Array<'i32'>(6).fill('i32')],
    locals: ['i32', 'i32', 'i32', 'f64'],
    body: forEachColumn(ENTRY.listed, ENTRY.listEnd, [
      ...localSet(
        count,
        call(
          collectBins,
          ...[at(rows), at(rowsEnd), at(derivatives), placeOf('bins'), at(scratch), at(entries), at(presentBins)],
        ),
      ),
      ...localSet(locals.end, i32.add(at(entries), i32.shiftLeft(at(count), 4))),
      // Missing values have the last bin.
      ...localSet(locals.valuesEnd, i32.subtract(at(locals.end), i32.shiftLeft(i32.equal(lastBin, missingBin), 4))),
      ...tryColumn(bestBoundary, locals, (index) => i32.loadByte(i32.add(at(presentBins), index))),
    ]),
  } as const satisfies WasmFunction;
}
