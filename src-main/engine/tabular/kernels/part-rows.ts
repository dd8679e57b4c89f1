import type { WasmFunction } from '../../wasm/assemble-module';
import { copyMemory, i32, localGet, localSet, whileLoop } from '../../wasm/instructions';

const ENTRY = { rows: 0, end: 1, bins: 2, bin: 3, alsoLeft: 4, spare: 5 } as const;
const LOCAL = { left: 6, right: 7, row: 8, leftBytes: 9, rowBin: 10 } as const;

const at = localGet;
const isLeft = i32.or(
  i32.lessOrEqualUnsigned(at(LOCAL.rowBin), at(ENTRY.bin)),
  i32.equal(at(LOCAL.rowBin), at(ENTRY.alsoLeft)),
);

/**
 * A function of (first row's address, end of the rows, bins of the column, bin, another bin, spare memory for as many rows):
 * rows up to the bin and those of the other bin come first, the rest after them, order kept. The result is the address where
 * the rest begins.
 */
export const PART_ROWS = {
  name: 'partRows',
  parameters: Array<'i32'>(6).fill('i32'),
  result: 'i32',
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
    ...at(LOCAL.left),
  ],
} as const satisfies WasmFunction;
