import { z } from 'zod';
import { territoryBotSchema, territoryOutcomeSchema, territoryTierSchema } from '../territory';

const PLAYERS = 6;
const LAST_ACTION = 89;

/** Everything that a game of Territory needs to be played again, under the same environment hash. */
export const territoryReplaySchema = z
  .strictObject({
    environmentHash: z.string(),
    tier: territoryTierSchema,
    seed: z.int(),
    mapSeed: z.int(),
    /** True: six actions a decision, -1 = the tier's scripted player decided. False: the learner's one. */
    selfPlay: z.boolean(),
    actions: z.array(z.int().min(-1).max(LAST_ACTION)),
  })
  .refine(({ selfPlay, actions }) => !selfPlay || actions.length % PLAYERS === 0, {
    message: 'must have six actions for each decision',
    path: ['actions'],
  });
export type TerritoryReplay = z.infer<typeof territoryReplaySchema>;

const playerFrameSchema = z.strictObject({
  /** Own tiles / land. */
  share: z.number(),
  /** Troops at home. */
  troops: z.number(),
  /** Troops in the orders of the eight octants, N first, clockwise. */
  orders: z.array(z.number()),
  gold: z.number(),
  cities: z.int(),
  isAlive: z.boolean(),
});

/** One decision of a replayed game; frame 0 is the start. */
export const territoryFrameSchema = z.strictObject({
  /** The learner's action that led here, 0 to 89; null in frame 0. */
  action: z.int().nullable(),
  /** Tiles that changed since the frame before: tile, code, tile, code... A tile is y * 128 + x. */
  changes: z.array(z.int()),
  /** [player - 1] */
  players: z.array(playerFrameSchema),
  /** What the rules allow the learner to do next, ascending, 0 to 89; empty when the game is over. */
  allowed: z.array(z.int()),
  /** Reward `default` of the decision, for the learner. */
  reward: z.number(),
});
export type TerritoryFrame = z.infer<typeof territoryFrameSchema>;

/**
 * A recorded game played again for a canvas, the answer of `territory:frames`. Tile codes: 0 water, 1 to 6 the owner, 7 unowned
 * plain, 8 unowned hill, 9 to 14 owner + 8 with a city.
 */
export const territoryFramesSchema = z.strictObject({
  replay: territoryReplaySchema,
  /** Scripted players of the tier, [player - 2]. */
  opponents: z.array(territoryBotSchema),
  /** Tiles a side. */
  side: z.int(),
  /** Terrain of each tile, [side * side]: 0 water, 1 plain, 2 hill. */
  terrain: z.array(z.int()),
  frames: z.array(territoryFrameSchema),
  /** Of the learner; null when the replay stops before the end. */
  outcome: territoryOutcomeSchema.nullable(),
});
export type TerritoryFrames = z.infer<typeof territoryFramesSchema>;
