/** Encoded WebAssembly instructions: an expression that leaves its result on the stack, or a statement that leaves nothing. */
export type Code = readonly number[];

/** Value types, by their byte in the binary format. */
export const VALUE_TYPE = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPE;

/** @returns a non-negative integer in LEB128, seven bits a byte */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
    if (rest === 0) return bytes;
  }
}

/** @returns a 32-bit integer in signed LEB128 */
function signed(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value | 0; ;) {
    const low = rest & 127;
    rest >>= 7;
    const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
    bytes.push(isLast ? low : low + 128);
    if (isLast) return bytes;
  }
}

const plain =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands.flat(), opcode];

/** Vector instructions share the prefix 0xfd; their opcodes are LEB128. */
const vector =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)];

/** Alignment hint 1 (2^0 bytes): addresses of parameters are multiples of 4 only. */
const memoryArgument = (offset: number): Code => [0, ...unsigned(offset)];

export const localGet = (index: number): Code => [0x20, ...unsigned(index)];
export const localSet = (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)];

/** 32-bit integers; comparisons give 1 or 0. */
export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  load: (address: Code, offset = 0): Code => [...address, 0x28, ...memoryArgument(offset)],
  /** One byte, 0 to 255. */
  loadByte: (address: Code, offset = 0): Code => [...address, 0x2d, ...memoryArgument(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x36, ...memoryArgument(offset)],
  storeByte: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x3a, ...memoryArgument(offset)],
  add: plain(0x6a),
  subtract: plain(0x6b),
  multiply: plain(0x6c),
  or: plain(0x72),
  shiftLeft: (value: Code, bits: number): Code => plain(0x74)(value, i32.constant(bits)),
  shiftRightUnsigned: (value: Code, bits: number): Code => plain(0x76)(value, i32.constant(bits)),
  /** The lower half of an i64. */
  wrap: plain(0xa7),
  equal: plain(0x46),
  lessThanUnsigned: plain(0x49),
  lessOrEqualUnsigned: plain(0x4d),
  greaterOrEqualSigned: plain(0x4e),
} as const;

/** 64-bit integers; comparisons give an i32, 1 or 0. */
export const i64 = {
  constant: (value: number): Code => [0x42, ...signed(value)],
  load: (address: Code, offset = 0): Code => [...address, 0x29, ...memoryArgument(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x37, ...memoryArgument(offset)],
  /** From an i32. */
  extendUnsigned: plain(0xad),
  countTrailingZeros: plain(0x7a),
  subtract: plain(0x7d),
  and: plain(0x83),
  or: plain(0x84),
  shiftLeft: plain(0x86),
  notEqual: plain(0x52),
} as const;

/** Single float32 numbers; the scalar twin of {@link f32x4}. Comparisons give an i32, 1 or 0. */
export const f32 = {
  load: (address: Code, offset = 0): Code => [...address, 0x2a, ...memoryArgument(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x38, ...memoryArgument(offset)],
  constant: (value: number): Code => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)],
  sqrt: plain(0x91),
  add: plain(0x92),
  subtract: plain(0x93),
  multiply: plain(0x94),
  divide: plain(0x95),
  absolute: plain(0x8b),
  lessOrEqual: plain(0x5f),
} as const;

/** Single float64 numbers; comparisons give an i32, 1 or 0. */
export const f64 = {
  load: (address: Code, offset = 0): Code => [...address, 0x2b, ...memoryArgument(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x39, ...memoryArgument(offset)],
  constant: (value: number): Code => [0x44, ...new Uint8Array(new Float64Array([value]).buffer)],
  floor: plain(0x9c),
  add: plain(0xa0),
  subtract: plain(0xa1),
  multiply: plain(0xa2),
  divide: plain(0xa3),
  notEqual: plain(0x62),
  greaterThan: plain(0x64),
  greaterOrEqual: plain(0x66),
} as const;

/** Whole vectors of 16 bytes, whatever their lanes. */
export const v128 = {
  load: (address: Code, offset = 0): Code => [...address, 0xfd, 0x00, ...memoryArgument(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    0xfd,
    0x0b,
    ...memoryArgument(offset),
  ],
  constant: (words: Uint32Array): Code => [0xfd, 0x0c, ...new Uint8Array(words.buffer)],
  and: vector(0x4e),
  or: vector(0x50),
  xor: vector(0x51),
  /** An i32: 1 where a bit is set. */
  anyTrue: vector(0x53),
  /** bitSelect(a, b, mask): bits of a where the mask is 1, of b where it is 0. */
  bitSelect: vector(0x52),
} as const;

/** Four float32 lanes. */
export const f32x4 = {
  load: v128.load,
  store: v128.store,
  /** One number in all lanes. */
  loadSplat: (address: Code, offset = 0): Code => [...address, 0xfd, 0x09, ...memoryArgument(offset)],
  splat: vector(0x13),
  extractFirst: (value: Code): Code => [...value, 0xfd, 0x1f, 0],
  constant: (value: number): Code => v128.constant(new Uint32Array(new Float32Array(4).fill(value).buffer)),
  sqrt: vector(0xe3),
  add: vector(0xe4),
  subtract: vector(0xe5),
  multiply: vector(0xe6),
  divide: vector(0xe7),
  /** b where b < a, else a: NaN stays. */
  minimum: vector(0xea),
  /** b where a < b, else a: NaN stays. */
  maximum: vector(0xeb),
  nearest: vector(0x6a),
  /** All bits of a lane set, or none. */
  greaterThan: vector(0x44),
  convertI32x4Signed: vector(0xfa),
  /** Towards zero; out of range to the nearest integer there is. */
  truncateToI32x4: vector(0xf8),
} as const;

/** Two float64 lanes; comparisons set all bits of a lane or none. */
export const f64x2 = {
  splat: vector(0x14),
  extract: (value: Code, lane: 0 | 1): Code => [...value, 0xfd, 0x21, lane],
  /** The first lane of a vector, and a float64 as the second. */
  replaceSecond: (value: Code, second: Code): Code => [...value, ...second, 0xfd, 0x22, 1],
  floor: vector(0x75),
  notEqual: vector(0x48),
  greaterThan: vector(0x4a),
  greaterOrEqual: vector(0x4c),
  divide: vector(0xf3),
  add: vector(0xf0),
  subtract: vector(0xf1),
  multiply: vector(0xf2),
  /** Lanes 0 and 1 of four float32, widened. */
  promoteLowF32x4: vector(0x5f),
} as const;

/** Two 64-bit lanes. */
export const i64x2 = {
  /** Picks two lanes out of the four of two vectors: 0 and 1 of the first, 2 and 3 of the second. */
  shuffle: (first: Code, second: Code, lanes: readonly [number, number]): Code => [
    ...first,
    ...second,
    0xfd,
    0x0d,
    ...lanes.flatMap((lane) => [0, 1, 2, 3, 4, 5, 6, 7].map((byte) => 8 * lane + byte)),
  ],
  /** An i32: 1 where the lane, all of whose bits are alike, has them set. */
  isLaneSet: (value: Code, lane: 0 | 1): Code => i64.notEqual([...value, 0xfd, 0x1d, lane], i64.constant(0)),
} as const;

/** Four 32-bit integer lanes. */
export const i32x4 = {
  constant: (value: number): Code => v128.constant(new Uint32Array(4).fill(value)),
  splat: vector(0x11),
  add: vector(0xae),
  subtract: vector(0xb1),
  xor: vector(0x51),
  lessThanSigned: vector(0x39),
  shiftLeft: (value: Code, bits: number): Code => vector(0xab)(value, i32.constant(bits)),
  shiftRightSigned: (value: Code, bits: number): Code => vector(0xac)(value, i32.constant(bits)),
  shiftRightUnsigned: (value: Code, bits: number): Code => vector(0xad)(value, i32.constant(bits)),
  /** 64-bit products of lanes 0 and 1. */
  multiplyLowWideUnsigned: vector(0xde),
  /** 64-bit products of lanes 2 and 3. */
  multiplyHighWideUnsigned: vector(0xdf),
  /** Picks four 32-bit lanes out of the eight of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
  shuffle: (first: Code, second: Code, lanes: readonly [number, number, number, number]): Code => [
    ...first,
    ...second,
    0xfd,
    0x0d,
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
} as const;

/** Repeats the body while the condition (an i32 expression) holds; checks before each round. */
export const whileLoop = (condition: Code, body: Code): Code => [
  ...[0x02, 0x40], // block: left when the condition fails
  ...[0x03, 0x40], // loop: branched back to
  ...condition,
  ...[0x45, 0x0d, 1], // eqz, br_if block
  ...body,
  ...[0x0c, 0], // br loop
  ...[0x0b, 0x0b],
];

/** Runs the body where the condition (an i32 expression) is not 0, else the other one. */
export const when = (condition: Code, body: Code, otherwise: Code = []): Code => [
  ...condition,
  ...[0x04, 0x40], // if
  ...body,
  ...(otherwise.length > 0 ? [0x05, ...otherwise] : []),
  0x0b,
];

/** The first value where the condition (an i32 expression) is not 0, else the second; both are computed. */
export const select = (first: Code, second: Code, condition: Code): Code => [...first, ...second, ...condition, 0x1b];

/** Runs a function of the same module, by its place among the module's functions. */
export const call = (functionIndex: number, ...operands: Code[]): Code => [
  ...operands.flat(),
  0x10,
  ...unsigned(functionIndex),
];

/** Copies bytes; the stretches may overlap. */
export const copyMemory = (to: Code, from: Code, bytes: Code): Code => [
  ...[...to, ...from, ...bytes],
  ...[0xfc, 10, 0, 0],
];

/** Sets bytes to the lowest byte of an i32. */
export const fillMemory = (to: Code, value: Code, bytes: Code): Code => [
  ...[...to, ...value, ...bytes],
  ...[0xfc, 11, 0],
];
