import { MAP_SIDE, MAP_TILES, RULES } from '../game/rules';
import type { RandomNumbers } from '../game/random-numbers';

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** Adds one octave of value noise: random heights on a lattice, blended smoothly in between. */
function addOctave(heights: Float64Array, spacing: number, amplitude: number, random: RandomNumbers): void {
  const points = MAP_SIDE / spacing + 1;
  const lattice = Float64Array.from({ length: points * points }, () => random.uniform());
  for (let y = 0; y < MAP_SIDE; y++) {
    const row = Math.floor(y / spacing) * points;
    const ty = smooth((y % spacing) / spacing);
    for (let x = 0; x < MAP_SIDE; x++) {
      const corner = row + Math.floor(x / spacing);
      const tx = smooth((x % spacing) / spacing);
      const top = lattice[corner]! + tx * (lattice[corner + 1]! - lattice[corner]!);
      const bottom = lattice[corner + points]! + tx * (lattice[corner + points + 1]! - lattice[corner + points]!);
      heights[y * MAP_SIDE + x]! += amplitude * (top + ty * (bottom - top));
    }
  }
}

/** @returns float64 [128 * 128], value noise that falls towards the edge; the rim is -Infinity and so always water */
export function heightField(random: RandomNumbers): Float64Array {
  const heights = new Float64Array(MAP_TILES);
  RULES.map.latticeSpacings.forEach((spacing, octave) => addOctave(heights, spacing, 1 / 2 ** octave, random));
  const middle = (MAP_SIDE - 1) / 2;
  for (let tile = 0; tile < MAP_TILES; tile++) {
    const [x, y] = [tile % MAP_SIDE, Math.floor(tile / MAP_SIDE)];
    const [ex, ey] = [(x - middle) / (MAP_SIDE / 2), (y - middle) / (MAP_SIDE / 2)];
    const isRim = x === 0 || y === 0 || x === MAP_SIDE - 1 || y === MAP_SIDE - 1;
    heights[tile] = isRim ? -Infinity : heights[tile]! - RULES.map.edgeFall * Math.max(ex * ex, ey * ey);
  }
  return heights;
}
