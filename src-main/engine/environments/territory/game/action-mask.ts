import { encodeAction, INTENSITIES, OCTANTS, WAIT } from './action-codec';
import type { TerritoryGame } from './territory-game';

/**
 * Which actions do something: a direction whose octant has a target when a fifth of the troops is at least one; building
 * when gold and a place are there. WAIT is allowed with intensity 0 only, since all its intensities mean the same:
 * a uniform choice over the mask then does not wait by accident.
 * @param mask uint8 [90], overwritten
 */
export function writeActionMask(game: TerritoryGame, player: number, mask: Uint8Array): void {
  mask.fill(0);
  mask[encodeAction(WAIT, 0, false)] = 1;
  if (game.alive[player] === 0) return;
  const canBuild = game.canBuild(player) ? 1 : 0;
  mask[encodeAction(WAIT, 0, true)] = canBuild;
  if (Math.floor(game.troops[player]! * INTENSITIES[0]) < 1) return;
  const { totals } = game.frontier(player);
  for (let octant = 0; octant < OCTANTS; octant++) {
    if (totals[octant] === 0) continue;
    for (let intensity = 0; intensity < INTENSITIES.length; intensity++) {
      mask[encodeAction(octant, intensity, false)] = 1;
      mask[encodeAction(octant, intensity, true)] = canBuild;
    }
  }
}
