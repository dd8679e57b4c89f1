import { z } from 'zod';

/**
 * How a benchmark speaks to a process that runs one contender: JSON lines on its standard streams. It is told once what
 * to run, says `ready` after its first steps, then answers every block of steps. `resources/bench/peers.py` speaks the same;
 * `tabular_peers.py` answers seeds with fits instead.
 */
export const contenderTaskSchema = z.strictObject({
  workload: z.string(),
  /** An executor or a peer. */
  contender: z.string(),
  threads: z.int().min(1),
});
export type ContenderTask = z.infer<typeof contenderTaskSchema>;

/** Runs steps in a row until the time is over, one at least. */
export const blockCommandSchema = z.strictObject({ milliseconds: z.number().positive() });
export type BlockCommand = z.infer<typeof blockCommandSchema>;

export const contenderReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ready'),
    /** With tracing and compiling. */
    firstStepMs: z.number(),
  }),
  z.strictObject({
    kind: z.literal('block'),
    steps: z.int().min(1),
    /** Of one step: the block's time divided by its steps. */
    wallMs: z.number(),
    cpuMs: z.number(),
    /** Largest resident memory so far. */
    memoryBytes: z.number(),
  }),
  z.strictObject({
    kind: z.literal('fit'),
    /** Of one whole fit, what the library needs to prepare the rows included. */
    fitMs: z.number(),
    /** Processor time of all threads. */
    cpuMs: z.number(),
    /** On the test rows. */
    rootMeanSquaredError: z.number(),
  }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
]);
export type ContenderReply = z.infer<typeof contenderReplySchema>;
export type BlockTimes = Extract<ContenderReply, { kind: 'block' }>;
