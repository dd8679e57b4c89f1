import { describe, expect, it } from 'vitest';
import { float32, int32 } from '../../../../src-main/engine/backend/host-tensor';
import { decodeSafetensors, encodeSafetensors } from '../../../../src-main/engine/checkpoints/safetensors';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('safetensors', () => {
  it('writes the layout of the format: length, JSON header, little-endian data', () => {
    const file = encodeSafetensors({ w: float32(new Float32Array([1, -2]), [2, 1]) }, { made: 'here' });
    const headerLength = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    expect(JSON.parse(text(file.subarray(8, 8 + headerLength)))).toEqual({
      __metadata__: { made: 'here' },
      w: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] },
    });
    // 1.0 is 00 00 80 3f and -2.0 is 00 00 00 c0 in little-endian float32.
    expect([...file.subarray(8 + headerLength)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('gives back every element type, scalars and special values, from a file at any address', () => {
    const tensors = {
      flags: { dtype: 'bool' as const, shape: [3], data: new Uint8Array([1, 0, 1]) },
      scalar: float32(new Float32Array([NaN]), []),
      values: float32(new Float32Array([-0, Infinity, 1e-45]), [3]),
      counts: int32(new Int32Array([-5, 2_147_483_647]), [1, 2]),
    };
    const file = encodeSafetensors(tensors);
    // A Buffer inside a larger one, at an odd address: slice of a Buffer would not copy.
    const shifted = Buffer.concat([Buffer.from([9]), file]).subarray(1);
    expect(decodeSafetensors(shifted)).toEqual(tensors);
    expect(Object.is(decodeSafetensors(shifted)['values']!.data[0], -0)).toBe(true);
  });

  it.each([
    ['a torn header', (file: Uint8Array) => file.subarray(0, 20), 'shorter than its header'],
    ['torn data', (file: Uint8Array) => file.subarray(0, file.length - 1), 'w should have 8 bytes and has 7'],
    ['other bytes', () => new TextEncoder().encode('certainly not tensors at all'), 'shorter than its header'],
  ])('refuses %s', (_name, damage, reason) => {
    const file = encodeSafetensors({ w: float32(new Float32Array([1, -2]), [2]) });
    expect(() => decodeSafetensors(damage(file))).toThrow(reason);
  });
});
