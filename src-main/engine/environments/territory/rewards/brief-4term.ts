import type { RewardPreset } from './reward-facts';
import { constant, ending, shareChange } from './terms';

/** The four terms of the brief: land, a healthy stock of troops, survival, the end. */
export const brief4Term = {
  share_change: shareChange(1000),
  stock: ({ fullness }) => (fullness >= 0.4 && fullness <= 0.5 ? 5 : fullness < 0.2 ? -10 : fullness > 0.8 ? -5 : 0),
  survival: constant(0.5),
  ending: ending({ win: 10_000, loss: -10_000, timeout: 0 }),
} as const satisfies RewardPreset;
