import type { WasmFunction } from '../../wasm/assemble-module';
import { f64x2, i32, localGet, localSet, v128, whileLoop, type Code } from '../../wasm/instructions';
import { columnPlace } from './column-places';

/** Most columns that one call adds: more of them would not have their addresses in registers. */
export const MOST_COLUMNS_AT_ONCE = 4;

const ENTRY = { listed: 0, places: 1, histogram: 2, rows: 3, end: 4, derivatives: 5 } as const;
const LOCAL = { row: 6, entry: 7, pair: 8 } as const;
const FIRST_COLUMN = 9;
/** log2 of the bytes of a gradient and a packed weight, float64 each. */
const PAIR_SHIFT = 4;

const at = localGet;
const binsOf = (index: number): number => FIRST_COLUMN + 2 * index;
const entriesOf = (index: number): number => FIRST_COLUMN + 2 * index + 1;

/** Reads where a listed column's bins and its entries begin. */
const findColumn = (index: number): Code => {
  const column = i32.load(at(ENTRY.listed), 4 * index);
  return [
    ...localSet(binsOf(index), columnPlace(at(ENTRY.places), column, 'bins')),
    ...localSet(entriesOf(index), i32.add(at(ENTRY.histogram), columnPlace(at(ENTRY.places), column, 'values'))),
  ];
};

const addToColumn = (index: number): Code => {
  const bin = i32.loadByte(i32.add(at(binsOf(index)), at(LOCAL.row)));
  return [
    ...localSet(LOCAL.entry, i32.add(at(entriesOf(index)), i32.shiftLeft(bin, PAIR_SHIFT))),
    ...v128.store(at(LOCAL.entry), f64x2.add(v128.load(at(LOCAL.entry)), at(LOCAL.pair))),
  ];
};

/**
 * A function of (address of a list of columns, places of all columns, histogram, first row's address, end of the rows,
 * derivatives) that adds gradient and packed weight of each row, side by side in one vector, to the entry of its bin.
 * The listed columns go together, so that row and derivatives are read once for all of them.
 * @param columns how many are listed
 */
export function addRowsFunction<Columns extends number>(columns: Columns) {
  const indices = Array.from({ length: columns }, (_, index) => index);
  const pairAddress = i32.add(at(ENTRY.derivatives), i32.shiftLeft(at(LOCAL.row), PAIR_SHIFT));
  return {
    name: `addRows${columns}`,
    parameters: Array<'i32'>(6).fill('i32'),
    locals: ['i32', 'i32', 'v128', ...Array<'i32'>(2 * columns).fill('i32')],
    body: [
      ...indices.flatMap(findColumn),
      ...whileLoop(i32.lessThanUnsigned(at(ENTRY.rows), at(ENTRY.end)), [
        ...localSet(LOCAL.row, i32.load(at(ENTRY.rows))),
        ...localSet(LOCAL.pair, v128.load(pairAddress)),
        ...indices.flatMap(addToColumn),
        ...localSet(ENTRY.rows, i32.add(at(ENTRY.rows), i32.constant(4))),
      ]),
    ],
  } as const satisfies WasmFunction;
}
