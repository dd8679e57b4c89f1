import { describe, expect, it } from 'vitest';
import { octantOf } from '../../../../../../src-main/engine/environments/territory/game/octant';

/** Vector of a compass direction, degrees clockwise from north, y pointing south. */
const at = (degrees: number): [number, number] => [
  100 * Math.sin((degrees * Math.PI) / 180),
  -100 * Math.cos((degrees * Math.PI) / 180),
];

describe('octantOf', () => {
  it('puts the 16 compass points into their octants, those in between by the side they lean to', () => {
    for (let octant = 0; octant < 8; octant++) {
      const centre = 45 * octant;
      expect(octantOf(...at(centre))).toBe(octant);
      expect(octantOf(...at(centre + 22.4))).toBe(octant);
      expect(octantOf(...at(centre + 22.6))).toBe((octant + 1) % 8);
    }
  });

  it('does not depend on the length, and takes the zero vector as south', () => {
    expect(octantOf(3, -7)).toBe(octantOf(3000, -7000));
    expect(octantOf(0, 0)).toBe(4);
  });
});
