import { z } from 'zod';
import { splitSchema } from '../ids';

/** One slot of a roster, ordered by minutes; padding is left out. */
const rosterSlotSchema = z.object({
  name: z.string(),
  /** Share of the roster's minutes, 0 to 1. */
  minutes: z.number(),
  /** Attention weight as the network pools with it, mean over the heads; sums to 1 over the slots. */
  raw: z.number(),
  /** Weight as it is reported: after the minutes bias or the fallback. */
  reported: z.number(),
});

/**
 * Snapshot `attention` of the family `deep-set-ranker`: teams of one date with their scores and the attention over their
 * rosters, best score first. Written by the family after an epoch, drawn by the run screen.
 */
export const rankerAttentionSchema = z.object({
  season: z.string(),
  /** Day whose games are known, `2024-04-14`. */
  date: z.string(),
  /** `train` in a run that holds nothing out. */
  split: splitSchema,
  /** The minutes bias is pooled with and so changes the scores; else it colours the reported weights only. */
  biasInPooling: z.boolean(),
  teams: z.array(
    z.object({
      abbreviation: z.string(),
      team: z.string(),
      conference: z.string(),
      score: z.number(),
      /** The raw weights could not be reported: the fallback strategy stands in. */
      isFallback: z.boolean(),
      /** Place within the conference by the season's win rate before that day, from 1, ties by team id: the baseline. */
      winRateRank: z.int().positive(),
      players: z.array(rosterSlotSchema),
    }),
  ),
});
export type RankerAttention = z.infer<typeof rankerAttentionSchema>;
