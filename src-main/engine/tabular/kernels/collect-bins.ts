import type { WasmFunction } from '../../wasm/assemble-module';
import { f64x2, i32, i64, localGet, localSet, v128, whileLoop, type Code } from '../../wasm/instructions';

/** Words of 64 bits that mark which of 256 bins hold rows. */
const WORDS = 4;
/** Bytes of the scratch: an entry for each of 256 bins, then the marks. */
export const COLLECT_SCRATCH_BYTES = 256 * 16 + 8 * WORDS;
const MARKS = 256 * 16;

const ENTRY = { rows: 0, end: 1, derivatives: 2, bins: 3, scratch: 4, entries: 5, presentBins: 6 } as const;
const LOCAL = { row: 7, bin: 8, address: 9, first: 10, bits: 11 } as const;

const at = localGet;
const advance = (pointer: number, bytes: number): Code => localSet(pointer, i32.add(at(pointer), i32.constant(bytes)));
const scratchOfBin = i32.add(at(ENTRY.scratch), i32.shiftLeft(at(LOCAL.bin), 4));

/** Adds a row to the scratch entry of its bin and marks the bin. */
const addRow: Code = [
  ...localSet(LOCAL.row, i32.load(at(ENTRY.rows))),
  ...localSet(LOCAL.bin, i32.loadByte(i32.add(at(ENTRY.bins), at(LOCAL.row)))),
  ...localSet(LOCAL.address, scratchOfBin),
  ...v128.store(
    at(LOCAL.address),
    f64x2.add(v128.load(at(LOCAL.address)), v128.load(i32.add(at(ENTRY.derivatives), i32.shiftLeft(at(LOCAL.row), 4)))),
  ),
  ...localSet(LOCAL.address, i32.add(at(ENTRY.scratch), i32.shiftLeft(i32.shiftRightUnsigned(at(LOCAL.bin), 6), 3))),
  ...i64.store(
    at(LOCAL.address),
    // Shifts of 64 bits look at the lowest six bits of the count only.
    i64.or(i64.load(at(LOCAL.address), MARKS), i64.shiftLeft(i64.constant(1), i64.extendUnsigned(at(LOCAL.bin)))),
    MARKS,
  ),
  ...advance(ENTRY.rows, 4),
];

/** Moves the entries of a word's marked bins to the list, in order, and leaves zeros. */
const listWord = (word: number): Code => [
  ...localSet(LOCAL.bits, i64.load(at(ENTRY.scratch), MARKS + 8 * word)),
  ...i64.store(at(ENTRY.scratch), i64.constant(0), MARKS + 8 * word),
  ...whileLoop(i64.notEqual(at(LOCAL.bits), i64.constant(0)), [
    ...localSet(LOCAL.bin, i32.add(i32.constant(64 * word), i32.wrap(i64.countTrailingZeros(at(LOCAL.bits))))),
    ...localSet(LOCAL.bits, i64.and(at(LOCAL.bits), i64.subtract(at(LOCAL.bits), i64.constant(1)))),
    ...localSet(LOCAL.address, scratchOfBin),
    ...v128.store(at(ENTRY.entries), v128.load(at(LOCAL.address))),
    ...v128.store(at(LOCAL.address), v128.constant(new Uint32Array(4))),
    ...i32.storeByte(at(ENTRY.presentBins), at(LOCAL.bin)),
    ...advance(ENTRY.entries, 16),
    ...advance(ENTRY.presentBins, 1),
  ]),
];

/**
 * A function of (first row's address, end of the rows, derivatives, bins of the column, scratch of zeros, list of entries,
 * list of bins): sums a column over few rows. Only bins that hold rows are listed, ascending: the sums as a histogram has
 * them, and the bins, a byte each. The result is their number.
 */
export const COLLECT_BINS = {
  name: 'collectBins',
  parameters: Array<'i32'>(7).fill('i32'),
  result: 'i32',
  locals: ['i32', 'i32', 'i32', 'i32', 'i64'],
  body: [
    ...localSet(LOCAL.first, at(ENTRY.presentBins)),
    ...whileLoop(i32.lessThanUnsigned(at(ENTRY.rows), at(ENTRY.end)), addRow),
    ...Array.from({ length: WORDS }, (_, word) => listWord(word)).flat(),
    ...i32.subtract(at(ENTRY.presentBins), at(LOCAL.first)),
  ],
} as const satisfies WasmFunction;
