import { z } from 'zod';
import { territoryOutcomeSchema } from '../territory';
import { territoryReplaySchema } from './territory-replay';

/** Numbers from 0 to 1 as base64 of one byte each, 255 = 1. */
const bytesSchema = z.base64();

/**
 * Snapshot `agent-replay` of the family `actor-critic`: a game of an evaluation and what the network thought at each
 * decision. The game itself is played again from seed and actions; all arrays are row-major and begin with the decisions.
 */
export const territoryAgentReplaySchema = z.strictObject({
  replay: territoryReplaySchema,
  outcome: territoryOutcomeSchema,
  score: z.number(),
  /** Decisions of the game. */
  decisions: z.int(),
  /** What the critic expected, [decisions]. */
  values: z.array(z.number()),
  /** [decisions, 90] */
  probabilities: bytesSchema,
  /** Spatial gates behind each convolution, [decisions, side, side]; empty without spatial attention. */
  gates: z.array(z.strictObject({ side: z.int(), values: bytesSchema })),
  /** Cross-attention over the places of the last map, [decisions, side, side]; null where it cannot choose. */
  attention: z.strictObject({ side: z.int(), values: bytesSchema }).nullable(),
});
export type TerritoryAgentReplay = z.infer<typeof territoryAgentReplaySchema>;
