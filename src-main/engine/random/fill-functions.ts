import type { WasmFunction } from '../wasm/assemble-module';
import {
  f32x4,
  i32,
  i32x4,
  localGet,
  localSet,
  v128,
  whileLoop,
  type Code,
  type ValueType,
} from '../wasm/instructions';
import { normalPairs, type NormalLocals } from './normal-instructions';
import { philoxRounds, type PhiloxLocals } from './philox-instructions';

/** Parameters of every fill function, all i32; masks take a threshold (i32) and a scale (f32) more. */
const ENTRY = {
  pointer: 0,
  groups: 1,
  firstBlock: 2,
  stepLow: 3,
  stepHigh: 4,
  key0: 5,
  key1: 6,
  threshold: 7,
  scale: 8,
} as const;
const FIRST_LOCAL = 9;
const LOCAL_COUNT = 26;
const at = (index: number): number => FIRST_LOCAL + index;
const KEY = [at(0), at(1)] as const;
const BLOCKS = at(2);
const KEPT = at(3);
const SCRATCH: NormalLocals = [at(4), at(5), at(6), at(7), at(8), at(9)];
const SETS: readonly PhiloxLocals[] = [
  { words: [at(10), at(11), at(12), at(13)], products: [at(14), at(15), at(16), at(17)] },
  { words: [at(18), at(19), at(20), at(21)], products: [at(22), at(23), at(24), at(25)] },
];
const BLOCKS_PER_SET = 4;
const SET_LENGTH = 4 * BLOCKS_PER_SET;

/** Elements written by one round of the loop: four words of four blocks of each set. */
export const GROUP_LENGTH = SET_LENGTH * SETS.length;

const splat = (parameter: number): Code => i32x4.splat(localGet(parameter));

const startCounters = ({ words }: PhiloxLocals, set: number): Code => [
  ...localSet(words[0], i32x4.add(localGet(BLOCKS), i32x4.constant(BLOCKS_PER_SET * set))),
  ...localSet(words[1], splat(ENTRY.stepLow)),
  ...localSet(words[2], splat(ENTRY.stepHigh)),
  ...localSet(words[3], i32x4.constant(0)),
];

/** Random words of the next blocks into the words of all sets. */
const nextWords: Code = [
  ...SETS.flatMap(startCounters),
  ...localSet(KEY[0], splat(ENTRY.key0)),
  ...localSet(KEY[1], splat(ENTRY.key1)),
  ...philoxRounds(SETS, KEY),
  ...localSet(BLOCKS, i32x4.add(localGet(BLOCKS), i32x4.constant(BLOCKS_PER_SET * SETS.length))),
];

/** Stores the words of a set, one vector a word, as one row a block: a transposition of four by four. */
function storeTransposed({ words, products }: PhiloxLocals, set: number): Code {
  const [a, b, c, d] = words.map(localGet) as [Code, Code, Code, Code];
  const [ab0, ab1, cd0, cd1] = products;
  const row = (ab: number, cd: number, lanes: readonly [number, number, number, number]): Code =>
    i32x4.shuffle(localGet(ab), localGet(cd), lanes);
  const rows = [
    row(ab0, cd0, [0, 1, 4, 5]),
    row(ab0, cd0, [2, 3, 6, 7]),
    row(ab1, cd1, [0, 1, 4, 5]),
    row(ab1, cd1, [2, 3, 6, 7]),
  ];
  return [
    ...localSet(ab0, i32x4.shuffle(a, b, [0, 4, 1, 5])),
    ...localSet(ab1, i32x4.shuffle(a, b, [2, 6, 3, 7])),
    ...localSet(cd0, i32x4.shuffle(c, d, [0, 4, 1, 5])),
    ...localSet(cd1, i32x4.shuffle(c, d, [2, 6, 3, 7])),
    ...rows.flatMap((value, index) => v128.store(localGet(ENTRY.pointer), value, 4 * SET_LENGTH * set + 16 * index)),
  ];
}

/** @param convert turns the words of a set into float32 in place */
function fillFunction<Name extends string>(
  name: Name,
  convert: (words: PhiloxLocals['words']) => Code,
): WasmFunction & { readonly name: Name } {
  const firstBlocks = i32x4.add(splat(ENTRY.firstBlock), v128.constant(new Uint32Array([0, 1, 2, 3])));
  return {
    name,
    parameters: [...Array<ValueType>(8).fill('i32'), 'f32'],
    locals: Array<ValueType>(LOCAL_COUNT).fill('v128'),
    body: [
      ...localSet(BLOCKS, firstBlocks),
      ...localSet(KEPT, f32x4.splat(localGet(ENTRY.scale))),
      ...whileLoop(i32.greaterOrEqualSigned(localGet(ENTRY.groups), i32.constant(1)), [
        ...nextWords,
        ...SETS.flatMap((locals, set) => [...convert(locals.words), ...storeTransposed(locals, set)]),
        ...localSet(ENTRY.pointer, i32.add(localGet(ENTRY.pointer), i32.constant(4 * GROUP_LENGTH))),
        ...localSet(ENTRY.groups, i32.subtract(localGet(ENTRY.groups), i32.constant(1))),
      ]),
    ],
  };
}

const upper24Bits = (word: number): Code => i32x4.shiftRightUnsigned(localGet(word), 8);

/**
 * Functions of (pointer, groups of 32, first block, step low and high, key 0 and 1, threshold, scale); each uses the
 * parameters it needs. The conversions are those of the plain filler.
 */
export const FILL_FUNCTIONS = [
  fillFunction('uniform', (words) =>
    words.flatMap((word) =>
      localSet(word, f32x4.multiply(f32x4.convertI32x4Signed(upper24Bits(word)), f32x4.constant(2 ** -24))),
    ),
  ),
  fillFunction('normal', ([a, b, c, d]) => [...normalPairs(a, b, SCRATCH), ...normalPairs(c, d, SCRATCH)]),
  fillFunction('mask', (words) =>
    words.flatMap((word) =>
      localSet(word, v128.and(i32x4.lessThanSigned(upper24Bits(word), splat(ENTRY.threshold)), localGet(KEPT))),
    ),
  ),
];
