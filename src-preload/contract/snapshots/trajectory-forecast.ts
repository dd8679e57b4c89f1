import { z } from 'zod';
import { evaluationSplitSchema } from '../ids';

/** x and y in yards: x along the field from 0 to 120, y across from 0 to 53.3, turned so that the offence moves to the right. */
const placeSchema = z.tuple([z.number(), z.number()]);

/** One player of a play. Frames are 0.1 s apart. */
const playerSchema = z.object({
  name: z.string(),
  position: z.string(),
  role: z.string(),
  side: z.enum(['Offense', 'Defense']),
  /** Frames before the release, the last at the release; at most 30. */
  before: z.array(placeSchema),
  /** Frames after the release; empty for players who are not to be predicted. */
  truth: z.array(placeSchema),
  forecast: z.array(placeSchema),
  /** The baseline. */
  straight: z.array(placeSchema),
  /** RMSE of the forecast, yards; null for players who are not to be predicted. */
  rmseYards: z.number().nullable(),
  /** Distance of forecast and truth in the last frame, yards. */
  finalDistanceYards: z.number().nullable(),
});

const playSchema = z.object({
  gameId: z.int(),
  playId: z.int(),
  season: z.int(),
  week: z.int(),
  /** Where the ball comes down. */
  landing: placeSchema,
  /** x of the line of scrimmage. */
  scrimmageX: z.number(),
  /** Frames that the ball is in the air. */
  flightFrames: z.int(),
  rmseYards: z.number(),
  straightRmseYards: z.number(),
  players: z.array(playerSchema),
});
export type ForecastPlay = z.infer<typeof playSchema>;

/** Errors by frame after the release or by role: the model beside its baselines on the same frames, yards. */
const errorRowSchema = z.object({
  /** Frame number, or role. */
  value: z.string(),
  frames: z.int(),
  rmseYards: z.number(),
  constantVelocityYards: z.number(),
  ridgeYards: z.number(),
});

/**
 * Snapshot `forecast` of the family `masked-seq2seq`: the forecast of the best epoch so far on the split that the run watches.
 * Written by the family after an epoch that improved it, drawn by the run screen.
 */
export const trajectoryForecastSchema = z.object({
  split: evaluationSplitSchema,
  rmseYards: z.number(),
  /** Every frame after the release that has at least one player. */
  byFrame: z.array(errorRowSchema),
  byRole: z.array(errorRowSchema),
  /** Plays with the lowest and the highest error; `best` first is the lowest, `worst` first the highest. */
  best: z.array(playSchema),
  worst: z.array(playSchema),
});
export type TrajectoryForecast = z.infer<typeof trajectoryForecastSchema>;
