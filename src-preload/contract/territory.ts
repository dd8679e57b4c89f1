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

/** What the game itself says of a finished episode. A win counts only from here. */
export const territoryGameInfoSchema = z.strictObject({
  seed: z.int(),
  tier: territoryTierSchema,
  /** Player of the row, 1 to 6; the learner is 1. */
  player: z.int(),
  outcome: territoryOutcomeSchema,
  /** Share of the land at the end, 0 to 1. */
  finalShare: z.number(),
  /** 1 to 6: one more than the players with more tiles; of an eliminated player one more than the living. */
  rank: z.int(),
  /** Decisions survived. */
  decisions: z.int(),
  waits: z.int(),
  /** Actions that moved troops into an order. */
  launches: z.int(),
  /** Tiles taken by orders, absorbed ones included. */
  captures: z.int(),
  cities: z.int(),
  /** Opponents absorbed by this player. */
  absorbed: z.int(),
  /** Decisions for which each action was chosen, [90]. */
  actionCounts: z.array(z.int()).readonly(),
});
export type GameInfo = z.infer<typeof territoryGameInfoSchema>;

/** Record of a finished episode of one player. */
export const territoryEpisodeSchema = z.strictObject({
  /** `length` in decisions; the return is not discounted. */
  episode: z.strictObject({ episodeReturn: z.number(), length: z.int() }),
  game: territoryGameInfoSchema,
  /** Sum of each reward term over the episode, by the names of the preset. */
  rewardTerms: z.record(z.string(), z.number()),
});
export type TerritoryEpisode = z.infer<typeof territoryEpisodeSchema>;

/** Games of a player without a network, as they are kept in a workspace's cache. */
export const storedBaselineSchema = z.strictObject({
  environmentHash: z.string(),
  /** Weights of the linear learner, once it is trained. */
  weights: z.array(z.number()).nullable(),
  games: z.array(territoryEpisodeSchema),
});
export type StoredBaseline = z.infer<typeof storedBaselineSchema>;
