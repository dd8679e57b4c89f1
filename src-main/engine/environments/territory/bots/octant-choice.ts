import { OCTANTS } from '../game/action-codec';
import type { SeatView } from '../game/seat-view';

/** @returns the octant with the most unowned targets, the first of equals; -1 when none has at least `atLeast` */
export function mostUnownedOctant(seat: SeatView, atLeast: number): number {
  let [best, most] = [-1, atLeast - 1];
  for (let octant = 0; octant < OCTANTS; octant++) {
    const unowned = seat.unownedTargets(octant);
    if (unowned > most) [best, most] = [octant, unowned];
  }
  return best;
}

/** @returns the octant whose enemies are thinnest, when thinner than `below`; else -1 */
export function weakestEnemyOctant(seat: SeatView, below: number): number {
  let [best, least] = [-1, below];
  for (let octant = 0; octant < OCTANTS; octant++) {
    const density = seat.enemyDensity(octant);
    if (density < least) [best, least] = [octant, density];
  }
  return best;
}
