import type { RewardPreset } from './reward-facts';
import { constant, ending, isTopHalf, placesGained, shareChange } from './terms';

/** Pays for acting at all: what was tried against idle players, kept for ablations. */
export const actionBonus = {
  share_change: shareChange(5000),
  action: ({ isWait }) => (isWait ? 0 : 0.5),
  places: (facts) => (placesGained(facts) >= 2 ? 5000 * placesGained(facts) : 0),
  top_half: ({ rank }) => (isTopHalf(rank) ? 1 : 0),
  step: constant(-0.1),
  ending: ending({ win: 10_000, loss: -10_000, timeout: -5000 }),
} as const satisfies RewardPreset;
