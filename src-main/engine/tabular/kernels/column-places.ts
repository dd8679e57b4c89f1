import { i32, localGet, localSet, whileLoop, type Code } from '../../wasm/instructions';

/**
 * Where a column lies, uint32 each: its value bins, the bin of missing values (if there are any) and the next column in a
 * histogram, its bins in the memory; all in bytes.
 */
const COLUMN_PLACE = { values: 0, missing: 4, next: 8, bins: 12 } as const;
/** log2 of a place's bytes. */
const PLACE_SHIFT = 4;

/**
 * @param places address of the places of all columns
 * @returns code that reads one number of a column's place
 */
export const columnPlace = (places: Code, column: Code, part: keyof typeof COLUMN_PLACE): Code =>
  i32.load(i32.add(places, i32.shiftLeft(column, PLACE_SHIFT)), COLUMN_PLACE[part]);

/** Runs the body for each column of a list of int32, which lies between two addresses; the first one is moved on. */
export const forEachColumn = (listed: number, listEnd: number, body: Code): Code =>
  whileLoop(i32.lessThanUnsigned(localGet(listed), localGet(listEnd)), [
    ...body,
    ...localSet(listed, i32.add(localGet(listed), i32.constant(4))),
  ]);
