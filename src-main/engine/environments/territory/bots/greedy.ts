import { encodeAction, INTENSITIES, WAIT } from '../game/action-codec';
import type { Bot } from './bot';
import { mostUnownedOctant, weakestEnemyOctant } from './octant-choice';

interface Greed {
  /** Share of the capacity from which it expands and attacks. */
  readonly expandFrom: number;
  readonly attackFrom: number;
  /** Attacks densities up to this many times its own. */
  readonly boldness: number;
  readonly attackIntensity: (typeof INTENSITIES)[number];
}

const EXPAND_INTENSITY = INTENSITIES.indexOf(0.35);

/** A player that first expands and then attacks the thinnest neighbour, without keeping a reserve. */
function greedyBot({ expandFrom, attackFrom, boldness, attackIntensity }: Greed): Bot {
  const intensity = INTENSITIES.indexOf(attackIntensity);
  return (seat) => {
    const builds = seat.canBuild;
    const fullness = seat.troops / seat.capacity;
    const expansion = fullness > expandFrom ? mostUnownedOctant(seat, 2) : -1;
    if (expansion !== -1) return encodeAction(expansion, EXPAND_INTENSITY, builds);
    const attack = fullness > attackFrom ? weakestEnemyOctant(seat, boldness * seat.density) : -1;
    return attack === -1 ? encodeAction(WAIT, 0, builds) : encodeAction(attack, intensity, builds);
  };
}

export const greedy = greedyBot({ expandFrom: 0.35, attackFrom: 0.55, boldness: 1, attackIntensity: 0.5 });

/** Attacks earlier, with more, and also neighbours that are stronger than itself. */
export const aggressor = greedyBot({ expandFrom: 0.3, attackFrom: 0.45, boldness: 1.3, attackIntensity: 0.75 });
