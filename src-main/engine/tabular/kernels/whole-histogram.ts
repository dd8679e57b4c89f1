import type { WasmFunction } from '../../wasm/assemble-module';
import { f64, f64x2, fillMemory, i32, i64x2, localGet, localSet, v128, whileLoop } from '../../wasm/instructions';
import { columnPlace, forEachColumn } from './column-places';

const ENTRY = { listed: 0, listEnd: 1, places: 2, histogram: 3, smaller: 4 } as const;

const at = localGet;
const column = i32.load(at(ENTRY.listed));
const first = columnPlace(at(ENTRY.places), column, 'values');
const next = columnPlace(at(ENTRY.places), column, 'next');

/** A function of (address of a list of columns, its end, places of all columns, histogram): makes the entries of the listed columns zero. */
export const CLEAR = {
  name: 'clear',
  parameters: Array<'i32'>(4).fill('i32'),
  locals: [],
  body: forEachColumn(
    ENTRY.listed,
    ENTRY.listEnd,
    fillMemory(i32.add(at(ENTRY.histogram), first), i32.constant(0), i32.subtract(next, first)),
  ),
} as const satisfies WasmFunction;

const LOCAL = { entry: 5, end: 6, other: 7, rest: 8 } as const;

/** Packed weights are exact, gradients are not: of a bin without rows nothing but rounding is left, and nothing must be. */
const hasRows = f64x2.notEqual(i64x2.shuffle(at(LOCAL.rest), at(LOCAL.rest), [1, 1]), f64x2.splat(f64.constant(0)));

/** The same with another histogram, whose entries are taken from those of the first. */
export const SUBTRACT = {
  name: 'subtract',
  parameters: Array<'i32'>(5).fill('i32'),
  locals: ['i32', 'i32', 'i32', 'v128'],
  body: forEachColumn(ENTRY.listed, ENTRY.listEnd, [
    ...localSet(LOCAL.entry, i32.add(at(ENTRY.histogram), first)),
    ...localSet(LOCAL.end, i32.add(at(ENTRY.histogram), next)),
    ...localSet(LOCAL.other, i32.add(at(ENTRY.smaller), first)),
    ...whileLoop(i32.lessThanUnsigned(at(LOCAL.entry), at(LOCAL.end)), [
      ...localSet(LOCAL.rest, f64x2.subtract(v128.load(at(LOCAL.entry)), v128.load(at(LOCAL.other)))),
      ...v128.store(at(LOCAL.entry), v128.and(at(LOCAL.rest), hasRows)),
      ...localSet(LOCAL.entry, i32.add(at(LOCAL.entry), i32.constant(16))),
      ...localSet(LOCAL.other, i32.add(at(LOCAL.other), i32.constant(16))),
    ]),
  ]),
} as const satisfies WasmFunction;
