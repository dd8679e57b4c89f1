import type { WasmFunction } from '../../wasm/assemble-module';
import { copyMemory, i32, localGet, localSet, whileLoop } from '../../wasm/instructions';

const ENTRY = { rows: 0, end: 1, bins: 2, bin: 3, alsoLeft: 4, spare: 5, result: 6 } as const;
const LOCAL = { left: 7, right: 8, row: 9, leftBytes: 10, rowBin: 11 } as const;

const at = localGet;
const isLeft = i32.or(
  i32.lessOrEqualUnsigned(at(LOCAL.rowBin), at(ENTRY.bin)),
  i32.equal(at(LOCAL.rowBin), at(ENTRY.alsoLeft)),
);

/**
 * A function of (first row's address, end of the rows, bins of the column, bin, another bin, spare memory for as many rows,
 * address for the result): rows up to the bin and those of the other bin come first, the rest after them, order kept; the
 * address where the rest begins is written as the result.
 */
export const PART_ROWS: WasmFunction & { readonly name: 'partRows' } = {
  name: 'partRows',
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  locals: ['i32', 'i32', 'i32', 'i32', 'i32'],
  body: [
    ...localSet(LOCAL.left, at(ENTRY.rows)),
    ...localSet(LOCAL.right, at(ENTRY.spare)),
    ...whileLoop(i32.lessThanUnsigned(at(ENTRY.rows), at(ENTRY.end)), [
      ...localSet(LOCAL.row, i32.load(at(ENTRY.rows))),
      ...localSet(LOCAL.rowBin, i32.loadByte(i32.add(at(ENTRY.bins), at(LOCAL.row)))),
      // Written to both sides and counted on one: a branch here would be guessed wrong half of the time.
      ...i32.store(at(LOCAL.left), at(LOCAL.row)),
      ...i32.store(at(LOCAL.right), at(LOCAL.row)),
      ...localSet(LOCAL.leftBytes, i32.shiftLeft(isLeft, 2)),
      ...localSet(LOCAL.left, i32.add(at(LOCAL.left), at(LOCAL.leftBytes))),
      ...localSet(LOCAL.right, i32.subtract(i32.add(at(LOCAL.right), i32.constant(4)), at(LOCAL.leftBytes))),
      ...localSet(ENTRY.rows, i32.add(at(ENTRY.rows), i32.constant(4))),
    ]),
    ...copyMemory(at(LOCAL.left), at(ENTRY.spare), i32.subtract(at(LOCAL.right), at(ENTRY.spare))),
    ...i32.store(at(ENTRY.result), at(LOCAL.left)),
  ],
};
