import { OCTANTS } from '../game/action-codec';
import type { SeatView } from '../game/seat-view';

export const OCTANT_FEATURES = 7;
export const GLOBAL_INPUTS = 6;
/** Numbers a state: the features of the eight octants, then the global ones. */
export const STATE_FEATURES = OCTANTS * OCTANT_FEATURES + GLOBAL_INPUTS;

const MANY_TARGETS = 20;

/** @returns (a - b) / (a + b), from -1 to 1; 0 when both are 0 */
const contrast = (a: number, b: number): number => (a + b === 0 ? 0 : (a - b) / (a + b));

function writeOctant(seat: SeatView, octant: number, frontier: number, out: Float32Array, at: number): void {
  const targets = seat.targets(octant);
  const unowned = seat.unownedTargets(octant);
  const hasEnemy = targets > unowned;
  out[at] = targets > 0 ? 1 : 0;
  out[at + 1] = frontier === 0 ? 0 : unowned / frontier;
  out[at + 2] = Math.min(1, unowned / MANY_TARGETS);
  out[at + 3] = hasEnemy ? 1 : 0;
  out[at + 4] = hasEnemy ? contrast(seat.density, seat.enemyDensity(octant)) : 0;
  out[at + 5] = seat.order(octant) / seat.capacity;
  out[at + 6] = frontier === 0 ? 0 : (targets - unowned) / frontier;
}

/**
 * What the linear policy sees: seven numbers an octant (has targets, share and amount of unowned ones, has enemies, own
 * against their density, troops under way, share of enemy targets) and six of the player (1, fullness, share of land,
 * committed share, own against the strongest neighbour's density, unowned share of the frontier).
 * @param out float32, 62 numbers from `at` on
 */
export function writeLinearFeatures(seat: SeatView, out: Float32Array, at: number): void {
  let [frontier, unowned] = [0, 0];
  for (let octant = 0; octant < OCTANTS; octant++) {
    frontier += seat.targets(octant);
    unowned += seat.unownedTargets(octant);
  }
  for (let octant = 0; octant < OCTANTS; octant++) {
    writeOctant(seat, octant, frontier, out, at + octant * OCTANT_FEATURES);
  }
  const globals = at + OCTANTS * OCTANT_FEATURES;
  out[globals] = 1;
  out[globals + 1] = seat.troops / seat.capacity;
  out[globals + 2] = seat.share;
  out[globals + 3] = seat.committed / (seat.committed + seat.troops + 1);
  out[globals + 4] = contrast(seat.density, seat.strongestNeighbourDensity);
  out[globals + 5] = frontier === 0 ? 0 : unowned / frontier;
}
