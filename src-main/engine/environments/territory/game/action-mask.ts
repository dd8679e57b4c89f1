import { encodeAction, INTENSITIES, OCTANTS, WAIT } from './action-codec';

/** What the mask of a living player depends on. */
export interface MaskFacts {
  /** Home troops. */
  readonly troops: number;
  readonly canBuild: boolean;
  /** int32 [8], targets of each octant. */
  readonly targets: Int32Array;
}

/**
 * Which actions do something: a direction whose octant has a target when a fifth of the troops is at least one; building
 * when gold and a place are there. WAIT is allowed with intensity 0 only, since all its intensities mean the same:
 * a uniform choice over the mask then does not wait by accident.
 * @param mask uint8 [90], overwritten
 */
export function writeActionMask({ troops, canBuild, targets }: MaskFacts, mask: Uint8Array): void {
  const builds = canBuild ? 1 : 0;
  mask.fill(0);
  mask[encodeAction(WAIT, 0, false)] = 1;
  mask[encodeAction(WAIT, 0, true)] = builds;
  if (Math.floor(troops * INTENSITIES[0]) < 1) return;
  for (let octant = 0; octant < OCTANTS; octant++) {
    if (targets[octant] === 0) continue;
    for (let intensity = 0; intensity < INTENSITIES.length; intensity++) {
      mask[encodeAction(octant, intensity, false)] = 1;
      mask[encodeAction(octant, intensity, true)] = builds;
    }
  }
}
