import { z } from 'zod';

/** Sets of five opponents, in the order of their strength; `dormant` is for tests (docs/families/actor-critic.md#tiers). */
export const TERRITORY_TIERS = ['dormant', 'easy', 'normal', 'hard', 'brutal'] as const;
export const territoryTierSchema = z.enum(TERRITORY_TIERS);
export type TerritoryTier = z.infer<typeof territoryTierSchema>;

/** Scripted players; each is also a row of the result table. */
export const TERRITORY_BOTS = [
  'idle',
  'random',
  'masked_random',
  'expander',
  'greedy',
  'aggressor',
  'tactician',
] as const;
export const territoryBotSchema = z.enum(TERRITORY_BOTS);
export type TerritoryBot = z.infer<typeof territoryBotSchema>;

/** Rewards a run can be trained with. All but `default` are for ablations: divide them by the deviation of the return. */
export const TERRITORY_REWARDS = [
  'default',
  'brief-4term',
  'action-bonus',
  'complex-15',
  'survival',
  'rank-log',
] as const;
export const territoryRewardSchema = z.enum(TERRITORY_REWARDS);
export type TerritoryReward = z.infer<typeof territoryRewardSchema>;

/** How a game ended for the learner: `outpaced` = another player took the winning share, `timeout` = the cap was reached. */
export const TERRITORY_OUTCOMES = ['win', 'eliminated', 'outpaced', 'timeout'] as const;
export const territoryOutcomeSchema = z.enum(TERRITORY_OUTCOMES);
export type TerritoryOutcome = z.infer<typeof territoryOutcomeSchema>;
