import type { RewardPreset } from './reward-facts';
import { constant, ending } from './terms';

/** Pays for lasting: what a player that does nothing maximises as well as any other. */
export const survival = {
  survival: constant(1),
  ending: ending({ win: 10_000, loss: -10_000, timeout: -5000 }),
} as const satisfies RewardPreset;
