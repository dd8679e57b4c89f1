import { encodeAction, WAIT } from '../game/action-codec';
import type { Bot } from './bot';
import { mostUnownedOctant } from './octant-choice';

/** Takes land that nobody owns and never attacks. */
export const expander: Bot = (seat) => {
  const builds = seat.canBuild;
  const octant = seat.troops > 0.3 * seat.capacity ? mostUnownedOctant(seat, 1) : -1;
  return octant === -1 ? encodeAction(WAIT, 0, builds) : encodeAction(octant, 0, builds);
};
