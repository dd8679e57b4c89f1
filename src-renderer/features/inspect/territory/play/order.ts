import { TERRITORY_DIRECTIONS, TERRITORY_INTENSITIES, type TerritoryDirection } from '#contract/territory-actions';
import { decodeAction } from '../decision-figures';

const CHOICES = TERRITORY_INTENSITIES.length * 2;
const OCTANTS = 8;

/** What a person orders for the next decision. */
export interface Order {
  readonly direction: TerritoryDirection;
  /** Index into the intensities; of no meaning for WAIT. */
  readonly intensity: number;
  readonly builds: boolean;
}

/** @returns the action of an order: direction * 10 + intensity * 2 + build; WAIT has intensity 0 only */
export function actionOf({ direction, intensity, builds }: Order): number {
  const isWait = direction === 'WAIT';
  return TERRITORY_DIRECTIONS.indexOf(direction) * CHOICES + (isWait ? 0 : intensity * 2) + (builds ? 1 : 0);
}

/** What the rules leave of an order, and what they took from it, in words. */
export interface CheckedOrder {
  readonly action: number;
  /** null: nothing was taken from it. */
  readonly remark: string | null;
}

/**
 * @param allowed actions that the rules allow, 0 to 89
 * @returns the order without its city where none can be built; WAIT where the direction has no target
 */
export function checkOrder(order: Order, allowed: readonly number[]): CheckedOrder {
  const open = new Set(allowed);
  const action = actionOf(order);
  if (open.has(action)) return { action, remark: null };
  const plain = actionOf({ ...order, builds: false });
  if (open.has(plain)) return { action: plain, remark: 'A city needs more gold, or a place near your centre.' };
  return {
    action: actionOf({ direction: 'WAIT', intensity: 0, builds: false }),
    remark: `Nothing to take towards ${order.direction}: your troops wait.`,
  };
}

/** @returns directions that the rules allow */
export const openDirections = (allowed: readonly number[]): ReadonlySet<TerritoryDirection> =>
  new Set(allowed.map((action) => decodeAction(action).direction));

/** @returns whether a city can be built now */
export const canBuild = (allowed: readonly number[]): boolean => allowed.some((action) => decodeAction(action).builds);

/**
 * Octant of a place as the game draws it: an octant is 45 degrees wide, N is up.
 * @param centre of the own land, in tiles
 */
export function directionTo(centre: readonly [number, number], place: readonly [number, number]): TerritoryDirection {
  const fromNorth = Math.atan2(place[0] - centre[0], centre[1] - place[1]);
  const octant = Math.round((fromNorth * 4) / Math.PI);
  return TERRITORY_DIRECTIONS[(octant + OCTANTS) % OCTANTS]!;
}
