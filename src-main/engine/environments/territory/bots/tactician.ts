import { encodeAction, INTENSITIES, WAIT } from '../game/action-codec';
import type { SeatView } from '../game/seat-view';
import type { Bot } from './bot';
import { mostUnownedOctant, weakestEnemyOctant } from './octant-choice';

const EXPAND_FROM = 0.35;
const ATTACK_FROM = 0.5;
/** Home density that stays, as a share of the strongest neighbour's. */
const RESERVE = 0.55;
/** 50, 35 and 20 %, the largest first. */
const ATTACK_INTENSITIES = [2, 1, 0] as const;
const EXPAND_INTENSITY = 0;

/** @returns the largest intensity that leaves the reserve, -1 = none does */
function affordableIntensity(seat: SeatView): number {
  const reserve = RESERVE * seat.strongestNeighbourDensity;
  const density = seat.density;
  return ATTACK_INTENSITIES.find((intensity) => density * (1 - INTENSITIES[intensity]) >= reserve) ?? -1;
}

/** Expands in small steps and attacks the thinnest neighbour, with what leaves enough at home to be no easy prey. */
export const tactician: Bot = (seat) => {
  const builds = seat.canBuild;
  const fullness = seat.troops / seat.capacity;
  const expansion = fullness > EXPAND_FROM ? mostUnownedOctant(seat, 2) : -1;
  if (expansion !== -1) return encodeAction(expansion, EXPAND_INTENSITY, builds);
  const intensity = fullness > ATTACK_FROM ? affordableIntensity(seat) : -1;
  const attack = intensity === -1 ? -1 : weakestEnemyOctant(seat, Infinity);
  return attack === -1 ? encodeAction(WAIT, 0, builds) : encodeAction(attack, intensity, builds);
};
