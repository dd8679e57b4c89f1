import { expect, it } from 'vitest';
import { philox4x32 } from '../../../../src-main/engine/random/philox';

/** Known answers of Random123, tests/kat_vectors, `philox4x32 10`: counter, key, result. */
const KNOWN_ANSWERS = [
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
] as const;

const words = (hexadecimal: string): Uint32Array =>
  Uint32Array.from(hexadecimal.split(' '), (word) => parseInt(word, 16));

it.each(KNOWN_ANSWERS)('gives the published words for counter %s, key %s', (counter, key, expected) => {
  const out = new Uint32Array(4);
  philox4x32(words(counter), words(key), out);
  expect(out).toEqual(words(expected));
});

it('agrees with a slow twin in big integers', () => {
  const slow = (counter: bigint[], key: bigint[]): bigint[] => {
    const mask = 0xffffffffn;
    let [c0, c1, c2, c3] = counter as [bigint, bigint, bigint, bigint];
    let [k0, k1] = key as [bigint, bigint];
    for (let round = 0; round < 10; round++) {
      const [p0, p1] = [c0 * 0xd2511f53n, c2 * 0xcd9e8d57n];
      [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask];
      [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
    }
    return [c0, c1, c2, c3];
  };
  const state = new Uint32Array(6).fill(12345);
  for (let i = 0; i < 500; i++) {
    const out = new Uint32Array(4);
    philox4x32(state.subarray(0, 4), state.subarray(4), out);
    expect([...out].map(BigInt)).toEqual(
      slow([...state.subarray(0, 4)].map(BigInt), [...state.subarray(4)].map(BigInt)),
    );
    state.set(out, i % 3);
  }
});
