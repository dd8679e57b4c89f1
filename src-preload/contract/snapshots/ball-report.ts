import { z } from 'zod';
import { evaluationSplitSchema } from '../ids';

/** Samples whose probability lies in one bin of ten. */
const binSchema = z.object({
  count: z.number(),
  /** Mean probability of the bin; 0 when it is empty. */
  confidence: z.number(),
  /** Share of its samples in which it came true; 0 when it is empty. */
  frequency: z.number(),
});

/** Row = true class, column = predicted class, in the order of `classes`; counts. */
const matrixSchema = z.array(z.array(z.number()));

/** Snapshot `balls` of the family `hetero-gnn`: confusion and calibration of one evaluation, drawn by the run screen. */
export const ballReportSchema = z.object({
  split: evaluationSplitSchema,
  classes: z.array(z.string()),
  /** Of the most probable class. */
  confusion: matrixSchema,
  /** Of the prior-corrected decision. */
  correctedConfusion: matrixSchema,
  /** Of the most probable class, ten equal bins. */
  reliability: z.array(binSchema),
  /** Of the probability of each class. */
  classReliability: z.array(z.array(binSchema)),
});
export type BallReport = z.infer<typeof ballReportSchema>;
