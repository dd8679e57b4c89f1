import { z } from 'zod';
import { executorIdSchema } from './ids';

/** Models with a made-up batch that `assay bench` times one training step of; see docs/benchmarks.md. */
export const workloadIdSchema = z.enum([
  'mlp-64',
  'mlp-960',
  'mlp-wide',
  'ranker',
  'attention',
  'graph-attention',
  'lstm-128',
  'lstm-128-free',
  'lstm-256',
  'lstm-256-free',
  'graph-network-2',
  'graph-network-8',
  'ppo-attention',
  'ppo-flatten',
  'convolution',
]);
export type WorkloadId = z.infer<typeof workloadIdSchema>;

/** What a person may name to mean several workloads: a family, or the small parts that families are built from. */
export const WORKLOAD_GROUPS = {
  parts: ['mlp-64', 'mlp-960', 'mlp-wide', 'attention', 'graph-attention', 'convolution'],
  'deep-set-ranker': ['ranker'],
  'masked-seq2seq': ['lstm-128', 'lstm-128-free', 'lstm-256', 'lstm-256-free'],
  'hetero-gnn': ['graph-network-2', 'graph-network-8'],
  'actor-critic': ['ppo-attention', 'ppo-flatten'],
} as const satisfies Record<string, readonly WorkloadId[]>;

/** Other libraries that can run the same step. */
export const peerIdSchema = z.enum([
  'pytorch',
  'pytorch-channels-last',
  'pytorch-compiled',
  'pytorch-compiled-channels-last',
  'pytorch-geometric',
  'jax',
]);
export type PeerId = z.infer<typeof peerIdSchema>;

/** Fewest blocks that a median is taken of. */
export const LEAST_BLOCKS = 7;

/** The job `bench`: contenders take turns, block by block, so that a busy moment meets all of them. */
export const benchInputSchema = z.strictObject({
  kind: z.literal('bench'),
  workloads: z.array(workloadIdSchema).min(1),
  /** null: `onnxruntime`, and `tensorflow` where it is installed. One that is named must be available. */
  executors: z.array(executorIdSchema).min(1).nullable(),
  threads: z.array(z.int().min(1).max(256)).min(1),
  /** Measured time of each contender in each row; the first steps come on top. */
  seconds: z.number().positive().max(3600),
  /** Python with the libraries in it, and the script that runs their steps; null: no peers. */
  peers: z.strictObject({ python: z.string(), script: z.string() }).nullable(),
});
export type BenchInput = z.infer<typeof benchInputSchema>;

/** Least and median over the blocks of the mean of a block, milliseconds a step. */
const stepTimeSchema = z.strictObject({ min: z.number(), median: z.number() });

const measurementSchema = z.strictObject({
  threads: z.int(),
  /** Wall time. */
  msPerStep: stepTimeSchema,
  /** Processor time of all threads together. */
  cpuMsPerStep: stepTimeSchema,
  /** By the least wall time. */
  samplesPerSecond: z.number(),
  /** Largest resident memory of the process, its runtime included; 0 where the system does not tell. */
  memoryBytes: z.number(),
  /** From the start of the first step to its end: tracing and compiling included. */
  firstStepMs: z.number(),
  blocks: z.int(),
  /** Of all blocks together. */
  steps: z.int(),
});
export type BenchMeasurement = z.infer<typeof measurementSchema>;

const benchRowSchema = measurementSchema.extend({
  name: workloadIdSchema,
  executor: executorIdSchema,
  /** The fastest form of PyTorch at the same number of threads; null without peers. */
  peer: z.strictObject({ name: peerIdSchema, msPerStep: stepTimeSchema }).nullable(),
  /** Least wall time of the peer divided by ours: above 1, ours is faster. */
  ratio: z.number().nullable(),
});
export type BenchRow = z.infer<typeof benchRowSchema>;

const peerRowSchema = measurementSchema.extend({ name: workloadIdSchema, peer: peerIdSchema });
export type PeerRow = z.infer<typeof peerRowSchema>;

/** Load averages over 1, 5 and 15 minutes; zeros on Windows. */
const loadSchema = z.tuple([z.number(), z.number(), z.number()]);

export const benchOutputSchema = z.strictObject({
  rows: z.array(benchRowSchema),
  /** Every peer that was measured, the ones that are nobody's best too. */
  peerRows: z.array(peerRowSchema),
  /** Contenders that could not run the step, with their reason. */
  failures: z.array(
    z.strictObject({ name: workloadIdSchema, contender: z.string(), threads: z.int(), message: z.string() }),
  ),
  machine: z.strictObject({ cores: z.int(), processor: z.string(), memoryBytes: z.number() }),
  load: z.strictObject({ start: loadSchema, end: loadSchema }),
  /** True when others kept more than half of the cores busy as it began: then only ratios mean something. */
  wasBusy: z.boolean(),
});
export type BenchOutput = z.infer<typeof benchOutputSchema>;
