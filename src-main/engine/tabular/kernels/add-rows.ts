import type { WasmFunction } from '../../wasm/assemble-module';
import { f64x2, i32, localGet, localSet, v128, whileLoop, type Code, type ValueType } from '../../wasm/instructions';

/** Most columns that one call adds: more of them would not have their addresses in registers. */
export const MOST_COLUMNS_AT_ONCE = 4;

const ENTRY = { rows: 0, end: 1, derivatives: 2 } as const;
const FIRST_COLUMN = 3;
/** log2 of the bytes of a gradient and a packed weight, float64 each. */
const PAIR_SHIFT = 4;

/** @returns the name of the function that adds so many columns */
export const addRowsName = (columns: number): `addRows${number}` => `addRows${columns}`;

/**
 * A function of (first row's address, end of the rows, derivatives, then bins and histogram of each column), addresses all
 * of them: adds gradient and packed weight of each row, side by side in one vector, to the entry of its bin. Columns go
 * together, so that row and derivatives are read once for all of them.
 */
export function addRowsFunction(columns: number): WasmFunction & { readonly name: `addRows${number}` } {
  const locals = FIRST_COLUMN + 2 * columns;
  const [row, entry, pair] = [locals, locals + 1, locals + 2];
  const addColumn = (column: number): Code => {
    const bins = localGet(FIRST_COLUMN + 2 * column);
    const histogram = localGet(FIRST_COLUMN + 2 * column + 1);
    const bin = i32.loadByte(i32.add(bins, localGet(row)));
    return [
      ...localSet(entry, i32.add(histogram, i32.shiftLeft(bin, PAIR_SHIFT))),
      ...v128.store(localGet(entry), f64x2.add(v128.load(localGet(entry)), localGet(pair))),
    ];
  };
  const pairAddress = i32.add(localGet(ENTRY.derivatives), i32.shiftLeft(localGet(row), PAIR_SHIFT));
  return {
    name: addRowsName(columns),
    parameters: Array<ValueType>(locals).fill('i32'),
    locals: ['i32', 'i32', 'v128'],
    body: whileLoop(i32.lessThanUnsigned(localGet(ENTRY.rows), localGet(ENTRY.end)), [
      ...localSet(row, i32.load(localGet(ENTRY.rows))),
      ...localSet(pair, v128.load(pairAddress)),
      ...Array.from({ length: columns }, (_, column) => addColumn(column)).flat(),
      ...localSet(ENTRY.rows, i32.add(localGet(ENTRY.rows), i32.constant(4))),
    ]),
  };
}
