import { RULES } from '../game/rules';
import type { RewardFacts, RewardPreset } from './reward-facts';
import { constant, ending, isTopHalf, placesGained, shareChange } from './terms';

/*
 * The original counted up to 121,409 troops and 60 on a tile where this game has a capacity and about 12 on a tile: its
 * amounts are taken as shares of the capacity (5,000 = 4 %, 2,000 = 1.6 %), its densities by 12 / 60, its 10,000 steps
 * as the cap.
 */
const SMALL_STOCK = 0.04;
const NOTABLE_LOSS = 0.016;
const STEP = 1 / RULES.time.cap;
const ORIGINAL_CAPACITY = 121_409;
const DENSITY = { starved: 1.6, low: 3, high: 7, hoarding: 12 } as const;

const lossShare = ({ shareBefore, share }: RewardFacts): number =>
  shareBefore === 0 ? 0 : Math.max(0, (shareBefore - share) / shareBefore);

const densityBonus = ({ density }: RewardFacts): number => {
  if (density >= DENSITY.low && density <= DENSITY.high) return 5;
  if (density > DENSITY.hoarding) return -1;
  return density < DENSITY.starved ? -10 : 0;
};

const troopLoss = ({ troopsBefore, troops, capacity }: RewardFacts): number => {
  const lost = (troopsBefore - troops) / capacity;
  return lost > NOTABLE_LOSS ? (-lost * ORIGINAL_CAPACITY) / 500 : 0;
};

const directionBonus = ({ distinctOctants }: RewardFacts): number => [0, 1.5, 0.5, 0, -2, -2][distinctOctants]!;

/** Paid once, in the decision in which the progress is passed. */
const milestones = ({ progress }: RewardFacts): number =>
  [0.05, 0.15, 0.3].reduce((sum, at, i) => sum + (progress >= at && progress - STEP < at ? [50, 100, 200][i]! : 0), 0);

/** Fifteen terms that were added one after the other against what a run did wrong; kept as an example, for ablations. */
export const complex15 = {
  share_change: shareChange(200),
  loss: (facts) => (lossShare(facts) > 0.05 ? -5000 * lossShare(facts) ** 2 : 0),
  action: ({ isWait, fullness }) => (!isWait && fullness > SMALL_STOCK ? 0.1 : 0),
  density: densityBonus,
  overextension: ({ share, density }) =>
    share > 0.2 && density < DENSITY.low ? (-1000 * (DENSITY.low - density)) / DENSITY.low : 0,
  troop_loss: troopLoss,
  absorbed: ({ absorbed }) => 5000 * absorbed,
  top_half: ({ rank }) => (isTopHalf(rank) ? 1 : 0),
  directions: directionBonus,
  survival: (facts) => facts.progress + milestones(facts),
  places: (facts) => 100 * placesGained(facts),
  hold_first: ({ rank, share, shareBefore }) =>
    rank === 1 && share > 0.3 ? (shareBefore - share > 0.02 ? -10 : 5) : 0,
  wise_wait: ({ isWait, fullness }) => (isWait && fullness < SMALL_STOCK ? 1 : 0),
  large_share: ({ share }) => (share >= 0.5 ? 5 : share >= 0.4 ? 3 : share >= 0.3 ? 2 : 0),
  ending: ending({ win: 10_000, loss: -10_000, timeout: -5000 }),
  step: constant(-0.05),
} as const satisfies RewardPreset;
