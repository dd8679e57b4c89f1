import { z } from 'zod';
import { evaluationSplitSchema } from '../ids';

/** One slot of a roster, ordered by minutes; padding is left out. */
const rosterSlotSchema = z.strictObject({
  name: z.string(),
  /** Share of the roster's minutes, 0 to 1. */
  minutesShare: z.number(),
  /** Attention weight as the network pools with it, mean over the heads; sums to 1 over the slots. */
  rawWeight: z.number(),
  /** Weight as it is reported: after the minutes bias or the fallback. */
  reportedWeight: z.number(),
});

/**
 * Snapshot `attention` of the family `deep-set-ranker`: teams of one date with their scores and the attention over their
 * rosters. Written by the family after an epoch, drawn by the run screen.
 */
export const rankerAttentionSchema = z.strictObject({
  epoch: z.int(),
  split: evaluationSplitSchema,
  /** Day whose games are known, `2024-04-14`. */
  asOf: z.string(),
  teams: z.array(
    z.strictObject({
      team: z.string(),
      conference: z.string(),
      score: z.number(),
      /** Place by score, from 1, over all teams of the snapshot. */
      rank: z.int(),
      /** Place by win rate to date: the baseline. */
      winRateRank: z.int(),
      players: z.array(rosterSlotSchema),
    }),
  ),
});
export type RankerAttention = z.infer<typeof rankerAttentionSchema>;
