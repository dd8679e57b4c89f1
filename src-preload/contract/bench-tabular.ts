import { z } from 'zod';

/** Tabular models on made-up rows whose whole fit `assay bench tabular` times; see docs/benchmarks.md. */
export const tabularWorkloadIdSchema = z.enum(['trees-5400', 'trees-54000', 'forest-5400', 'forest-54000']);
export type TabularWorkloadId = z.infer<typeof tabularWorkloadIdSchema>;

/** Means all of them. */
export const TABULAR_GROUP = 'tabular';

/** Fits of each contender, one a seed. */
export const TABULAR_SEEDS = 5;

/** What a peer's process is told once: the model, and where the rows lie. */
export const tabularPeerTaskSchema = z.strictObject({
  model: z.enum(['trees', 'forest']),
  /** float32: `columns` x `rows` values column after column, `rows` targets, then the same of the `testRows`. */
  file: z.string(),
  columns: z.int(),
  rows: z.int(),
  testRows: z.int(),
});
export type TabularPeerTask = z.infer<typeof tabularPeerTaskSchema>;

/** The job `bench-tabular`: ours and the peer take turns, fit by fit, on the same rows, on one thread. */
export const tabularBenchInputSchema = z.strictObject({
  kind: z.literal('bench-tabular'),
  workloads: z.array(tabularWorkloadIdSchema).min(1),
  peers: z.strictObject({ python: z.string(), script: z.string() }).nullable(),
});
export type TabularBenchInput = z.infer<typeof tabularBenchInputSchema>;

/** One number a seed. */
const fitsSchema = z.strictObject({
  fitMs: z.array(z.number()),
  /** Processor time of all threads of the process, milliseconds. */
  cpuMs: z.array(z.number()),
  /** On rows that were not fitted; the noise alone is {@link TABULAR_NOISE}. */
  rootMeanSquaredError: z.array(z.number()),
});
export type TabularFits = z.infer<typeof fitsSchema>;

/** Standard deviation of the made-up target's noise: no model can have a lower error. */
export const TABULAR_NOISE = 0.5;

const loadSchema = z.tuple([z.number(), z.number(), z.number()]);

export const tabularBenchOutputSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      name: tabularWorkloadIdSchema,
      ours: fitsSchema,
      /** XGBoost for trees, scikit-learn for the forest. */
      peer: fitsSchema.nullable(),
      /** Median time of the peer divided by ours: above 1, ours is faster. */
      timeRatio: z.number().nullable(),
      /** Mean error of ours divided by the peer's: below 1, ours is better. */
      errorRatio: z.number().nullable(),
    }),
  ),
  failures: z.array(z.strictObject({ name: tabularWorkloadIdSchema, message: z.string() })),
  machine: z.strictObject({ cores: z.int(), processor: z.string(), memoryBytes: z.number() }),
  load: z.strictObject({ start: loadSchema, end: loadSchema }),
});
export type TabularBenchOutput = z.infer<typeof tabularBenchOutputSchema>;
export type TabularBenchRow = TabularBenchOutput['rows'][number];
