import type { WasmFunction } from '../wasm/assemble-module';
import { f64x2, i32, i32x4, localGet, localSet, v128, whileLoop, type Code } from '../wasm/instructions';

const POINTER = 0;
const COUNT = 1;
const LOADED = 2;
/** Locals 3 to 6: partial sums (0,1), (2,3), (4,5), (6,7). */
const SUMS = [3, 4, 5, 6] as const;

function addSquares(sumLocal: number, pair: Code, widenedLocal: number): Code {
  const squares = f64x2.multiply(localGet(widenedLocal), localGet(widenedLocal));
  return [
    ...localSet(widenedLocal, f64x2.promoteLowF32x4(pair)),
    ...localSet(sumLocal, f64x2.add(localGet(sumLocal), squares)),
  ];
}

/** Adds four elements at pointer + offset to two pairs of partial sums. */
function addFour(offset: number, lowSum: number, highSum: number): Code {
  const widened = 7;
  const highPair = i32x4.shuffle(localGet(LOADED), localGet(LOADED), [2, 3, 0, 1]);
  return [
    ...localSet(LOADED, v128.load(localGet(POINTER), offset)),
    ...addSquares(lowSum, localGet(LOADED), widened),
    ...addSquares(highSum, highPair, widened),
  ];
}

/**
 * A function of (pointer, count) that writes eight float64 partial sums to address 0: number k over the elements k,
 * k + 8, k + 16 ... of the whole rounds of eight. The rest, fewer than eight elements, is left to the caller.
 */
export const SUM_OF_SQUARES: WasmFunction & { readonly name: 'sumOfSquares' } = {
  name: 'sumOfSquares',
  parameters: ['i32', 'i32'],
  locals: Array<'v128'>(6).fill('v128'),
  body: [
    ...whileLoop(i32.greaterOrEqualSigned(localGet(COUNT), i32.constant(8)), [
      ...addFour(0, SUMS[0], SUMS[1]),
      ...addFour(16, SUMS[2], SUMS[3]),
      ...localSet(POINTER, i32.add(localGet(POINTER), i32.constant(32))),
      ...localSet(COUNT, i32.subtract(localGet(COUNT), i32.constant(8))),
    ]),
    ...SUMS.flatMap((local, i) => v128.store(i32.constant(0), localGet(local), 16 * i)),
  ],
};
