import type { RewardPreset } from './reward-facts';
import { ending, shareChange } from './terms';

/** Land gained, opponents absorbed, and the end: returns lie within about -6 to 12, so nothing needs to be normalised. */
export const defaultReward = {
  share_change: shareChange(5),
  absorbed: ({ absorbed }) => 0.5 * absorbed,
  ending: ending({ win: 5, loss: -5, timeout: 0 }),
} as const satisfies RewardPreset;
