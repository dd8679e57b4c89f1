import { WORKLOAD_GROUPS, workloadIdSchema, type BenchOutput, type WorkloadId } from '#contract/bench';
import type { TopicPayload } from '#contract/channels';
import { WorkloadUnknownError } from '#contract/errors/bench-errors';
import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import { executorIdSchema, type ExecutorId } from '#contract/ids';
import type { BenchRequest } from '../../services/workbench';
import type { CommandContext } from '../command-context';
import { bytes, fixed, thousands } from '../format';
import type { Output } from '../output';
import { textTable } from '../text-table';
import { isSweepBench, printSweepBench } from './bench-sweep';
import { parseTabularWorkloads, printTabularBench } from './bench-tabular';

export interface BenchOptions {
  readonly executors?: string;
  readonly threads: string;
  readonly seconds: string;
  readonly peers: boolean;
}

/** An option of `assay bench` holds something else than it takes. */
export class BenchOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-BENCH';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(option: string, received: string, expected: string) {
    super(`${option} has ${JSON.stringify(received)}.`, `Give ${expected}.`, { option, received });
  }
}

const GROUPS: Readonly<Record<string, readonly WorkloadId[]>> = WORKLOAD_GROUPS;

/**
 * @param words workloads and groups of them; none means all
 * @returns each workload once, in the order of the table
 * @throws WorkloadUnknownError
 */
export function parseWorkloads(words: readonly string[]): readonly WorkloadId[] {
  const all = workloadIdSchema.options;
  if (words.length === 0) return all;
  const named = words.flatMap((word): readonly WorkloadId[] => {
    const workload = workloadIdSchema.safeParse(word);
    const found = workload.success ? [workload.data] : GROUPS[word];
    if (!found) throw new WorkloadUnknownError(word, [...Object.keys(GROUPS), ...all]);
    return found;
  });
  return all.filter((id) => named.includes(id));
}

/** @throws BenchOptionError */
export function parseExecutors(text: string): readonly ExecutorId[] {
  return text.split(',').map((part) => {
    const executor = executorIdSchema.safeParse(part.trim());
    if (!executor.success)
      throw new BenchOptionError('--executors', part, `one or more of ${executorIdSchema.options.join(', ')}`);
    return executor.data;
  });
}

/** @throws BenchOptionError */
export function parseThreads(text: string): readonly number[] {
  return text.split(',').map((part) => {
    const threads = Number(part);
    const isThreads = /^\s*\d+\s*$/.test(part) && threads >= 1 && threads <= 256;
    if (!isThreads) throw new BenchOptionError('--threads', part, 'whole numbers from 1 to 256, separated by commas');
    return threads;
  });
}

/** @throws BenchOptionError */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new BenchOptionError('--seconds', text, 'a number above 0, at most 3600');
  return seconds;
}

/** One line of the table: a contender of ours, or a peer that is shown beside it. */
export interface BenchLine {
  readonly name: string;
  readonly contender: string;
  readonly threads: number;
  readonly msPerStep: { readonly min: number; readonly median: number };
  readonly cpuMsPerStep: { readonly min: number };
  readonly samplesPerSecond: number;
  readonly memoryBytes: number;
  readonly ratio: number | null;
}

/** @returns rows and peers of each workload and number of threads together, ours first */
export function benchLines({ rows, peerRows }: Pick<BenchOutput, 'rows' | 'peerRows'>): readonly BenchLine[] {
  const lines = [
    ...rows.map((row): BenchLine => ({ ...row, contender: row.executor })),
    ...peerRows.map((row): BenchLine => ({ ...row, contender: row.peer, ratio: null })),
  ];
  const keys = [...new Set(rows.map(({ name, threads }) => `${name} ${threads}`))];
  return keys.flatMap((key) => lines.filter(({ name, threads }) => `${name} ${threads}` === key));
}

/** Three significant digits: a step takes between 50 microseconds and seconds. */
const milliseconds = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function printBench(output: Output, result: BenchOutput): void {
  textTable<BenchLine>(
    [
      { header: 'workload', align: 'left', value: (line) => line.name },
      { header: 'contender', align: 'left', value: (line) => line.contender },
      { header: 'threads', align: 'right', value: (line) => String(line.threads) },
      { header: 'ms a step', align: 'right', value: ({ msPerStep }) => milliseconds(msPerStep.min) },
      { header: 'median', align: 'right', value: ({ msPerStep }) => milliseconds(msPerStep.median) },
      { header: 'CPU ms', align: 'right', value: ({ cpuMsPerStep }) => milliseconds(cpuMsPerStep.min) },
      { header: 'samples/s', align: 'right', value: (line) => thousands(Math.round(line.samplesPerSecond)) },
      { header: 'memory', align: 'right', value: (line) => bytes(line.memoryBytes) },
      {
        header: 'against PyTorch',
        align: 'right',
        value: ({ ratio }) => (ratio === null ? '' : `${fixed(ratio, 2)} x`),
      },
    ],
    benchLines(result),
  ).forEach((text) => output.line(text));
  for (const { name, contender, threads, message } of result.failures)
    output.line(`${name} on ${contender}, threads ${threads}: ${message}`);
  const { machine, load } = result;
  output.line(
    `${machine.processor}, ${machine.cores} cores; load ${load.start.map((value) => fixed(value, 2)).join(' ')} before, ${load.end.map((value) => fixed(value, 2)).join(' ')} after`,
  );
}

const BUSY =
  'Other work keeps more than half of the cores busy: compare contenders of this run only, and CPU time rather than wall time.';

/** Ctrl-C ends the measurement and every process it started. @returns the signal, and a function that lets go of it */
function abortOnInterrupt(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, abort);
  const release = (): void => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, abort);
  };
  return { signal: controller.signal, release };
}

/** `assay bench [FAMILY or WORKLOAD...]`: contenders take turns, block by block, in one run. */
export async function benchCommand(
  context: CommandContext,
  words: readonly string[],
  options: BenchOptions,
): Promise<ExitCode> {
  const isSweep = isSweepBench(words);
  const tabular = isSweep ? null : parseTabularWorkloads(words);
  if (tabular) refuseStepOptions(options);
  const request = tabular || isSweep ? null : stepRequest(words, options);
  const { bench } = await context.session();
  const { output } = context;
  const endProgress = context.workbench().topics.subscribe('job:progress', (told: TopicPayload<'job:progress'>) => {
    const done = told.fraction === null ? '' : ` (${Math.round(told.fraction * 100)} %)`;
    if (told.job === 'bench') output.progress(`${told.message}${done}`, true);
  });
  const { signal, release } = abortOnInterrupt();
  try {
    if (isSweep) {
      const result = await bench.runSweep({ withPeers: options.peers }, { signal });
      output.endProgress();
      printSweepBench(output, result);
      output.document(result);
    }
    if (tabular) {
      const result = await bench.runTabular({ workloads: tabular, withPeers: options.peers }, { signal });
      output.endProgress();
      printTabularBench(output, result);
      output.document(result);
    }
    if (request) {
      const result = await bench.run(request, { signal });
      output.endProgress();
      if (result.wasBusy) output.note(BUSY);
      printBench(output, result);
      output.document(result);
    }
    return EXIT_CODE.done;
  } finally {
    endProgress();
    release();
  }
}

/** @throws WorkloadUnknownError, BenchOptionError */
function stepRequest(words: readonly string[], options: BenchOptions): BenchRequest {
  return {
    workloads: [...parseWorkloads(words)],
    executors: options.executors === undefined ? null : [...parseExecutors(options.executors)],
    threads: [...parseThreads(options.threads)],
    seconds: parseSeconds(options.seconds),
    withPeers: options.peers,
  };
}

/** Fits of tabular models have no executor and one thread. @throws BenchOptionError */
function refuseStepOptions({ executors, threads }: BenchOptions): void {
  if (executors !== undefined) throw new BenchOptionError('--executors', executors, 'none with tabular workloads');
  if (threads !== '1') throw new BenchOptionError('--threads', threads, '1 with tabular workloads');
}
