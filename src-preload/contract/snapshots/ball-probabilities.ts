import { z } from 'zod';

/** Seven numbers in the order of the classes: dot, single, two, three, four, six, wicket. */
const classNumbers = z.array(z.number()).length(7);

/**
 * Snapshot `ball-probabilities` of the family `hetero-gnn`: what the model expected of each delivery of one validation
 * innings, and what came.
 */
export const ballProbabilitiesSchema = z.object({
  match: z.string(),
  /** First day, `2024-06-14`. */
  date: z.string(),
  battingTeam: z.string(),
  bowlingTeam: z.string(),
  /** From 1, super overs included. */
  innings: z.int().positive(),
  deliveries: z.array(
    z.object({
      /** Position within the innings, from 0; the first delivery is no sample. */
      delivery: z.int(),
      /** Real over, from 0. */
      over: z.int(),
      striker: z.string(),
      bowler: z.string(),
      /** Position of the class that came. */
      label: z.int().min(0).max(6),
      /** As the network gives them, without calibration. */
      probabilities: classNumbers,
    }),
  ),
});
export type BallProbabilities = z.infer<typeof ballProbabilitiesSchema>;

const reliabilityBin = z.object({
  count: z.int(),
  /** Mean predicted probability. */
  confidence: z.number(),
  /** Share in which it came true. */
  frequency: z.number(),
});

/** Snapshot `ball-calibration`: confusion and reliability of the validation part after an epoch. */
export const ballCalibrationSchema = z.object({
  samples: z.int(),
  /** Row = true class, column = predicted class; of the largest probability. */
  confusion: z.array(classNumbers).length(7),
  /** The same for the decision for macro F1. */
  correctedConfusion: z.array(classNumbers).length(7),
  /** Of the most probable class. */
  reliability: z.array(reliabilityBin),
  /** Of the probability of each class. */
  classReliability: z.array(z.array(reliabilityBin)).length(7),
});
export type BallCalibration = z.infer<typeof ballCalibrationSchema>;

/** Snapshot `ball-neighbourhood`: earlier balls that the model attends to before one delivery. */
export const ballNeighbourhoodSchema = z.object({
  match: z.string(),
  innings: z.int().positive(),
  delivery: z.int(),
  label: z.int().min(0).max(6),
  probabilities: classNumbers,
  /** `attends` is what the query looks at in the last layer, the others what a player's node looks at in the first. */
  relations: z.array(
    z.object({
      relation: z.enum(['attends', 'faced_by', 'partnered_by', 'bowled_by']),
      /** Balls with an edge, by weight, largest first, at most 12; weights are means over the heads. */
      balls: z.array(
        z.object({
          delivery: z.int(),
          over: z.int(),
          striker: z.string(),
          bowler: z.string(),
          label: z.int().min(0).max(6),
          weight: z.number(),
        }),
      ),
      /** Edges in all: uniform attention gives each 1 / edges. */
      edges: z.int(),
    }),
  ),
});
export type BallNeighbourhood = z.infer<typeof ballNeighbourhoodSchema>;
