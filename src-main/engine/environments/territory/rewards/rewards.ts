import type { TerritoryReward } from '#contract/territory';
import { actionBonus } from './action-bonus';
import { brief4Term } from './brief-4term';
import { complex15 } from './complex-15';
import { defaultReward } from './default-reward';
import { rankLog } from './rank-log';
import type { RewardPreset } from './reward-facts';
import { survival } from './survival';

export const REWARDS = {
  default: defaultReward,
  'brief-4term': brief4Term,
  'action-bonus': actionBonus,
  'complex-15': complex15,
  survival,
  'rank-log': rankLog,
} satisfies Record<TerritoryReward, RewardPreset>;
