import { z } from 'zod';
import { benchInputSchema, benchOutputSchema } from './bench';
import { tabularBenchInputSchema, tabularBenchOutputSchema } from './bench-tabular';
import { experimentSchema } from './config/experiment';
import {
  inningsAnswersSchema,
  inningsPlaceSchema,
  judgedInningsListSchema,
  simulationRequestSchema,
  simulationSchema,
} from './cricket';
import { evaluationSplitSchema, executorIdSchema, familyIdSchema, runIdSchema } from './ids';
import { metricsBySplitSchema, splitMetricsSchema } from './runs';
import { sourceLocationSchema } from './run-config';
import { territoryFramesSchema, territoryReplaySchema } from './snapshots/territory-replay';
import { playSettingsSchema } from './territory-play';

/**
 * Work that needs the engine but is not a training run. Main writes `job.json` into a temporary folder, a worker writes
 * `output.json` (or `error.json`) beside it and exits.
 */
const inspectInput = z.strictObject({
  kind: z.literal('inspect'),
  config: experimentSchema,
  seed: z.int(),
  /** null: shapes only, from the configuration; else data is read and one step is measured (pre-flight). */
  source: sourceLocationSchema.nullable(),
  cacheFolder: z.string(),
});
const inspectCheckpointInput = z.strictObject({ kind: z.literal('inspect-checkpoint'), checkpointPath: z.string() });
const measureModelInput = z.strictObject({
  kind: z.literal('measure-model'),
  config: experimentSchema,
  seed: z.int(),
  /** Batch sizes in samples, in the order they are timed. */
  samples: z.array(z.int().positive()).min(1),
});
const evaluateInput = z.strictObject({
  kind: z.literal('evaluate'),
  checkpointPath: z.string(),
  source: sourceLocationSchema,
  /** null: every season or part that the source holds, as data never seen in training. */
  split: evaluationSplitSchema.nullable(),
  /** Games of each split, for families that play; left out: as the run was configured. */
  episodes: z.int().min(2).max(100_000).optional(),
  cacheFolder: z.string(),
});
const predictInput = z.strictObject({
  kind: z.literal('predict'),
  checkpointPath: z.string(),
  source: sourceLocationSchema,
  outFile: z.string(),
  cacheFolder: z.string(),
});
const exportInput = z.strictObject({
  kind: z.literal('export'),
  checkpointPath: z.string(),
  formats: z.array(z.enum(['safetensors', 'npz', 'onnx', 'tfjs'])).min(1),
  directory: z.string(),
  /** Real inputs that each file is read back and compared on. */
  source: sourceLocationSchema,
  cacheFolder: z.string(),
});
const checkSourceInput = z.strictObject({
  kind: z.literal('check-source'),
  sourceKind: familyIdSchema,
  path: z.string(),
  name: z.string(),
});
/** Kinds of made-up data. */
export const generatorIdSchema = z.enum(['nba-box-scores', 'tracking', 'tracking-season', 'cricket-matches']);
export type GeneratorId = z.infer<typeof generatorIdSchema>;
const generateInput = z.strictObject({
  kind: z.literal('generate'),
  generator: generatorIdSchema,
  directory: z.string(),
  seed: z.int(),
});
const territoryFramesInput = z.strictObject({ kind: z.literal('territory-frames'), replay: territoryReplaySchema });
/** A network of cricket, and the data of its run. */
const cricketModel = { checkpointPath: z.string(), source: sourceLocationSchema, cacheFolder: z.string() };
const cricketInningsListInput = z.strictObject({ kind: z.literal('cricket-innings-list'), ...cricketModel });
const cricketInningsInput = z.strictObject({
  kind: z.literal('cricket-innings'),
  ...cricketModel,
  place: inningsPlaceSchema,
});
const cricketSimulationInput = z.strictObject({
  kind: z.literal('cricket-simulation'),
  ...cricketModel,
  request: simulationRequestSchema,
});
const territoryPlayInput = z.strictObject({
  kind: z.literal('territory-play'),
  checkpointPath: z.string(),
  /** Of the first game; main asks for others while the worker lives. */
  settings: playSettingsSchema,
  cacheFolder: z.string(),
});

export const jobInputSchema = z.discriminatedUnion('kind', [
  inspectInput,
  inspectCheckpointInput,
  measureModelInput,
  evaluateInput,
  predictInput,
  exportInput,
  checkSourceInput,
  generateInput,
  territoryFramesInput,
  cricketInningsListInput,
  cricketInningsInput,
  cricketSimulationInput,
  territoryPlayInput,
  benchInputSchema,
  tabularBenchInputSchema,
]);
export type JobInput = z.infer<typeof jobInputSchema>;
export type JobKind = JobInput['kind'];

/** One block of a model: what `assay inspect` and the pre-flight list. */
export const modelBlockSchema = z.strictObject({
  name: z.string(),
  /** Shapes of its parameters, for example `501 x 32`. */
  shape: z.string(),
  parameters: z.int(),
  /** Share of all parameters, 0 to 1. */
  share: z.number(),
  /** Multiply-adds of one sample's forward pass; 0 for lookups. */
  multiplyAdds: z.number(),
  /** Parameters that cannot change the output. */
  dead: z.int(),
  /** Shape of what one sample leaves the block with; null where a block has several outputs. */
  outputShape: z.array(z.int()).nullable(),
});
/** One named parameter of a model: what decides whether another model can take its value over. */
export const modelTensorSchema = z.strictObject({
  name: z.string(),
  shape: z.array(z.int()),
  block: z.string(),
  trainable: z.boolean(),
});
export const inspectOutputSchema = z.strictObject({
  family: familyIdSchema,
  parameters: z.strictObject({
    total: z.int(),
    trainable: z.int(),
    blocks: z.array(modelBlockSchema),
    tensors: z.array(modelTensorSchema),
  }),
  estimate: z.strictObject({ memoryBytes: z.number(), secondsPerEpoch: z.number().nullable() }),
  /** Facts of one measured batch; null when no data was read. */
  preflight: z
    .strictObject({
      loss: z.number(),
      gradientNorm: z.number(),
      millisecondsPerStep: z.number(),
      stepsPerEpoch: z.int(),
      epochs: z.int(),
      checkpointBytes: z.number(),
      /** Short facts to list: label, value, and whether it deserves a look. */
      facts: z.array(
        z.strictObject({
          label: z.string(),
          value: z.string(),
          state: z.enum(['ok', 'info', 'warning']),
          group: z.string(),
        }),
      ),
    })
    .nullable(),
});
export type InspectOutput = z.infer<typeof inspectOutputSchema>;

/** Times of a model on made-up batches; no data is read. */
export const measureModelOutputSchema = z.strictObject({
  executor: executorIdSchema,
  threads: z.int(),
  rows: z.array(
    z.strictObject({
      /** Asked for. */
      samples: z.int(),
      /** In the batch: more where samples come in bundles, such as the balls of an innings. */
      batchSamples: z.int(),
      /** Fastest of a few, milliseconds. */
      forwardMs: z.number(),
      /** Loss and gradients, without the optimiser. */
      stepMs: z.number(),
      /** Resident memory of the process after the step; it grows from row to row and never falls. */
      memoryBytes: z.number(),
    }),
  ),
  /** Trainable parameters whose gradient was exactly zero on every made-up batch, by block. */
  dead: z.record(z.string(), z.int()),
});
export type MeasureModelOutput = z.infer<typeof measureModelOutputSchema>;

export const evaluateOutputSchema = z.strictObject({
  metrics: metricsBySplitSchema.or(z.record(z.string(), splitMetricsSchema)),
  slices: z.array(z.strictObject({ name: z.string(), value: z.string(), metrics: splitMetricsSchema })),
  baselines: z.record(z.string(), z.record(z.string(), splitMetricsSchema)),
  n: z.int(),
  /** For the screen of the run that the checkpoint is of; absent: the family draws none. Kept by whoever asked. */
  pictures: z
    .strictObject({
      runId: runIdSchema,
      step: z.int(),
      epoch: z.int(),
      snapshots: z.array(z.strictObject({ name: z.string(), split: evaluationSplitSchema, data: z.json() })),
    })
    .optional(),
  /** What was left out of the data, and what of it the model does not know. */
  warnings: z.array(z.string()),
});
export type EvaluateOutput = z.infer<typeof evaluateOutputSchema>;

export const predictOutputSchema = z.strictObject({
  rows: z.int(),
  file: z.string(),
  columns: z.array(z.string()),
  /** As of `evaluate`. */
  warnings: z.array(z.string()),
});
export type PredictOutput = z.infer<typeof predictOutputSchema>;

export const exportOutputSchema = z.strictObject({
  files: z.array(
    z.strictObject({
      format: z.enum(['safetensors', 'npz', 'onnx', 'tfjs']),
      path: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      readBackBy: z.string(),
      maxAbsoluteError: z.number(),
      samples: z.int(),
    }),
  ),
  /** Largest over the files. */
  parity: z.strictObject({ maxAbsoluteError: z.number(), samples: z.int(), limit: z.number() }),
});
export type ExportOutput = z.infer<typeof exportOutputSchema>;

export const checkSourceOutputSchema = z.strictObject({
  fingerprint: z.string(),
  rows: z.int(),
  bytes: z.int(),
  warnings: z.array(z.string()),
  /** Facts to list on the data screen: label and value. */
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  credits: z.array(z.string()),
});
export type CheckSourceOutput = z.infer<typeof checkSourceOutputSchema>;

export const generateOutputSchema = z.strictObject({ files: z.array(z.string()), rows: z.int() });
export type GenerateOutput = z.infer<typeof generateOutputSchema>;

/** Games begun until it was told to end. */
export const territoryPlayOutputSchema = z.strictObject({ games: z.int() });

export const JOB_OUTPUT_SCHEMAS = {
  inspect: inspectOutputSchema,
  'inspect-checkpoint': inspectOutputSchema,
  'measure-model': measureModelOutputSchema,
  evaluate: evaluateOutputSchema,
  predict: predictOutputSchema,
  export: exportOutputSchema,
  'check-source': checkSourceOutputSchema,
  generate: generateOutputSchema,
  'territory-frames': territoryFramesSchema,
  'cricket-innings-list': judgedInningsListSchema,
  'cricket-innings': inningsAnswersSchema,
  'cricket-simulation': simulationSchema,
  'territory-play': territoryPlayOutputSchema,
  bench: benchOutputSchema,
  'bench-tabular': tabularBenchOutputSchema,
} satisfies Record<JobKind, z.ZodType>;
export type JobOutput<K extends JobKind> = z.infer<(typeof JOB_OUTPUT_SCHEMAS)[K]>;
