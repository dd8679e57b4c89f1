import { z } from 'zod';
import { ballNeighbourhoodSchema } from './snapshots/ball-probabilities';

/** Questions that the window and the command line ask a trained network of the family `hetero-gnn` (docs/families/hetero-gnn.md#asked-again). */

const classNumbers = z.array(z.number()).length(7);

/** An innings by what people know it by. */
export const inningsPlaceSchema = z.strictObject({
  /** Name of the match file without `.json`. */
  match: z.string().min(1),
  /** From 1, super overs included. */
  innings: z.int().positive(),
});
export type InningsPlace = z.infer<typeof inningsPlaceSchema>;

const inningsFactsSchema = inningsPlaceSchema.extend({
  /** First day, `2024-06-14`. */
  date: z.string(),
  battingTeam: z.string(),
  bowlingTeam: z.string(),
});

/** One innings that the network was not trained on. */
export const judgedInningsSchema = inningsFactsSchema.extend({
  split: z.enum(['validation', 'test']),
  deliveries: z.int(),
  runs: z.int(),
  wickets: z.int(),
});
export type JudgedInnings = z.infer<typeof judgedInningsSchema>;

/** All innings of validation and test, in the order of play. */
export const judgedInningsListSchema = z.strictObject({ innings: z.array(judgedInningsSchema) });
export type JudgedInningsList = z.infer<typeof judgedInningsListSchema>;

/** What one delivery was, and the score before it. */
const playedBallSchema = z.strictObject({
  /** Position within the innings, from 0. */
  delivery: z.int(),
  /** Real over, from 0. */
  over: z.int(),
  striker: z.string(),
  nonStriker: z.string(),
  bowler: z.string(),
  /** Position of the class that came. */
  label: z.int().min(0).max(6),
  /** Before the delivery. */
  runs: z.int(),
  wickets: z.int(),
});

/** What the network says before one delivery. */
const ballAnswerSchema = z.strictObject({
  delivery: z.int(),
  /** As the network gives them. */
  probabilities: classNumbers,
  /** After temperature and prior correction as fitted on validation; what a simulation draws from. */
  calibrated: classNumbers,
  /** Earlier balls by weight, largest first, at most 12; weights are means over the heads. */
  relations: z.array(
    z.strictObject({
      relation: ballNeighbourhoodSchema.shape.relations.element.shape.relation,
      edges: z.int(),
      deliveries: z.array(z.int()),
      weights: z.array(z.number()),
    }),
  ),
});

/** A whole innings, ball by ball, as a trained network sees it. The first delivery is no sample and has no answer. */
export const inningsAnswersSchema = z.strictObject({
  innings: judgedInningsSchema,
  /** Runs that win; null when batting first. */
  target: z.int().nullable(),
  balls: z.array(playedBallSchema),
  answers: z.array(ballAnswerSchema),
});
export type InningsAnswers = z.infer<typeof inningsAnswersSchema>;
export type BallAnswer = InningsAnswers['answers'][number];
export type PlayedBall = InningsAnswers['balls'][number];

/** More take minutes; what a share gains from them is small. */
export const MOST_SIMULATIONS = 5000;

export const simulationRequestSchema = inningsPlaceSchema.extend({
  /** First delivery that is made up, from 1: the one before it is the last that counts as played. */
  delivery: z.int().min(1),
  simulations: z.int().min(1).max(MOST_SIMULATIONS),
  seed: z.int().min(0),
});
export type SimulationRequest = z.infer<typeof simulationRequestSchema>;

const spreadSchema = z.strictObject({ mean: z.number(), lower: z.number(), median: z.number(), upper: z.number() });

/** A share of the simulations with Wilson's 95 % interval for the number of them. */
const simulatedShareSchema = z.strictObject({
  count: z.int(),
  share: z.number(),
  lower: z.number(),
  upper: z.number(),
});

/** The rest of an innings, made up many times: nothing of it was played. */
export const simulationSchema = simulationRequestSchema.extend({
  split: judgedInningsSchema.shape.split,
  battingTeam: z.string(),
  bowlingTeam: z.string(),
  target: z.int().nullable(),
  /** Where the simulations begin. */
  from: z.strictObject({ over: z.int(), runs: z.int(), wickets: z.int(), legalBalls: z.int(), maximumBalls: z.int() }),
  /** How the innings ended as it was played. */
  played: z.strictObject({ runs: z.int(), wickets: z.int(), legalBalls: z.int() }),
  /** How each simulation ended. */
  endings: z.array(z.strictObject({ runs: z.int(), wickets: z.int(), legalBalls: z.int() })),
  /** Of the final totals; `lower` and `upper` hold the middle 90 %. */
  runs: spreadSchema,
  wickets: spreadSchema,
  /** Outcomes of a chase; null when batting first. */
  chase: z
    .strictObject({ won: simulatedShareSchema, tied: simulatedShareSchema, lost: simulatedShareSchema })
    .nullable(),
});
export type Simulation = z.infer<typeof simulationSchema>;
export type SimulatedShare = z.infer<typeof simulatedShareSchema>;
