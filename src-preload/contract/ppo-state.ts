import { z } from 'zod';
import { territoryEpisodeSchema, territoryTierSchema } from './territory';

/** A finished game of training in which policies had seats beside the learner. */
const selfPlayGameSchema = z.strictObject({
  /** Update after which the opponents' weights joined the league; null: they had the learner's own of that rollout. */
  opponent: z.int().nullable(),
  isWon: z.boolean(),
  /** Share of these opponents that the learner finished ahead of; an equal rank counts half. */
  aheadShare: z.number(),
});
export type SelfPlayGame = z.infer<typeof selfPlayGameSchema>;

/** State of the learner of `actor-critic` between two updates: part of `state.json` of every checkpoint. */
export const ppoStateSchema = z.strictObject({
  tier: territoryTierSchema,
  /** Seeds and actions of the running games: they are played again. */
  environment: z.strictObject({
    environmentHash: z.string(),
    seed: z.number(),
    slots: z.array(z.strictObject({ episode: z.int(), actions: z.array(z.int()).readonly() })).readonly(),
  }),
  /** Frames before the next rollout; null without a frame stack. */
  tail: z
    .strictObject({
      ages: z.array(z.int()).readonly(),
      observations: z.strictObject({ codes: z.string(), palettes: z.string(), globals: z.string() }),
    })
    .nullable(),
  rewardScale: z
    .strictObject({ count: z.number(), mean: z.number(), squares: z.number(), returns: z.array(z.number()).readonly() })
    .nullable(),
  /** The last finished games of self-play, oldest first; the weights of the league lie in `task.safetensors`. */
  selfPlay: z.array(selfPlayGameSchema).readonly().default([]),
  /** The last finished episodes, oldest first. */
  recent: z.array(territoryEpisodeSchema).readonly(),
  /** Of each update so far: episodes, sum and sum of squares of their scores. */
  scores: z.array(z.tuple([z.int(), z.number(), z.number()]).readonly()).readonly(),
  /** Decisions a second of the first update. */
  firstSpeed: z.number().nullable(),
  /** Diagnostics that hold now and have been said. */
  said: z.array(z.string()).readonly(),
  /** Updates in a row in which each tensor had a gradient of exactly zero. */
  deadUpdates: z.record(z.string(), z.int()),
});
export type PpoState = z.infer<typeof ppoStateSchema>;
