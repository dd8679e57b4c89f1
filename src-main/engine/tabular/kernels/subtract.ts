import type { WasmFunction } from '../../wasm/assemble-module';
import { f64x2, i32, localGet, localSet, v128, whileLoop } from '../../wasm/instructions';

const ENTRY = { histogram: 0, end: 1, smaller: 2 } as const;

/** A function of (address of a histogram's entries, their end, address of another one's): takes the others from the first, in place. */
export const SUBTRACT: WasmFunction & { readonly name: 'subtract' } = {
  name: 'subtract',
  parameters: ['i32', 'i32', 'i32'],
  locals: [],
  body: whileLoop(i32.lessThanUnsigned(localGet(ENTRY.histogram), localGet(ENTRY.end)), [
    ...v128.store(
      localGet(ENTRY.histogram),
      f64x2.subtract(v128.load(localGet(ENTRY.histogram)), v128.load(localGet(ENTRY.smaller))),
    ),
    ...localSet(ENTRY.histogram, i32.add(localGet(ENTRY.histogram), i32.constant(16))),
    ...localSet(ENTRY.smaller, i32.add(localGet(ENTRY.smaller), i32.constant(16))),
  ]),
};
