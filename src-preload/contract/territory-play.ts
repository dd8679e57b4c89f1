import { z } from 'zod';
import { checkpointIdSchema, runIdSchema } from './ids';
import { territoryFrameSchema, territoryReplaySchema } from './snapshots/territory-replay';
import { territoryBotSchema, territoryOutcomeSchema, territoryTierSchema } from './territory';

/** Seat of the agent in a game against a person, who is player 1; the tier's scripted players have the seats 3 to 6. */
export const AGENT_PLAYER = 2;

/** How an agent's action follows from its probabilities: drawn, or the likeliest. */
export const agentChoiceSchema = z.enum(['sampled', 'argmax']);
export type AgentChoice = z.infer<typeof agentChoiceSchema>;

/** What a game against an agent starts from; with the person's actions it decides the whole game. */
export const playSettingsSchema = z.strictObject({
  tier: territoryTierSchema,
  /** Seeds from 2^31 on belong to training. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  choice: agentChoiceSchema,
});
export type PlaySettings = z.infer<typeof playSettingsSchema>;

const planeSchema = z.strictObject({ side: z.int(), values: z.array(z.number()) });

/** What the agent thought before its newest action. */
export const agentThoughtSchema = z.strictObject({
  action: z.int(),
  /** What its critic expects. */
  value: z.number(),
  /** Of the actions, [90]. */
  probabilities: z.array(z.number()),
  /** Actions that the mask left to it, ascending. */
  allowed: z.array(z.int()),
  /** Cross-attention over the places of the last map, row-major; null where it cannot choose. */
  attention: planeSchema.nullable(),
});
export type AgentThought = z.infer<typeof agentThoughtSchema>;

/** A game before its first decision. */
export const startedGameSchema = z.strictObject({
  kind: z.literal('started'),
  /** Without actions yet. */
  replay: territoryReplaySchema,
  /** Scripted players of the seats 3 to 6. */
  opponents: z.array(territoryBotSchema),
  /** Tiles a side. */
  side: z.int(),
  /** Terrain of each tile, [side * side]: 0 water, 1 plain, 2 hill. */
  terrain: z.array(z.int()),
  frame: territoryFrameSchema,
});
export type StartedGame = z.infer<typeof startedGameSchema>;

/** One decision of everybody. */
export const playedDecisionSchema = z.strictObject({
  kind: z.literal('played'),
  /** [player - 1]; -1 = the tier's scripted player decided. */
  actions: z.array(z.int()),
  frame: territoryFrameSchema,
  /** null once the agent is eliminated. */
  thought: agentThoughtSchema.nullable(),
  /** How the game ended for the person; null while it goes on. */
  outcome: territoryOutcomeSchema.nullable(),
});
export type PlayedDecision = z.infer<typeof playedDecisionSchema>;

/** What main asks of the worker that holds the network. */
export const playQuestionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), settings: playSettingsSchema }),
  /** The person's action, 0 to 89. */
  z.strictObject({ kind: z.literal('play'), action: z.int() }),
]);
export type PlayQuestion = z.infer<typeof playQuestionSchema>;
export const playAnswerSchema = z.discriminatedUnion('kind', [startedGameSchema, playedDecisionSchema]);
export type PlayAnswer = z.infer<typeof playAnswerSchema>;

/** A game against an agent as it is kept in `games/` of a workspace. */
export const savedGameSchema = z.strictObject({
  version: z.literal(1),
  /** Milliseconds since 1970. */
  savedAt: z.int(),
  runId: runIdSchema,
  checkpointId: checkpointIdSchema,
  choice: agentChoiceSchema,
  /** null: saved before the end. */
  outcome: territoryOutcomeSchema.nullable(),
  replay: territoryReplaySchema,
});
export type SavedGame = z.infer<typeof savedGameSchema>;

/** A line of the list of saved games. */
export const savedGameEntrySchema = savedGameSchema
  .omit({ version: true, replay: true })
  .extend({ file: z.string(), tier: territoryTierSchema, seed: z.int(), decisions: z.int() });
export type SavedGameEntry = z.infer<typeof savedGameEntrySchema>;
