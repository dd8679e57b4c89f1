import { LEAST_BLOCKS, type BenchOutput, type PeerId, type WorkloadId } from '#contract/bench';
import type { ContenderTask } from '#contract/bench-protocol';
import { BenchNothingMeasuredError } from '#contract/errors/bench-errors';
import type { ExecutorId } from '#contract/ids';
import { cpus, loadavg, totalmem } from 'node:os';
import { alternateBlocks } from './alternate-blocks';
import type { Contender } from './contender-process';
import { comparePeers, summarizeBlocks } from './summarize-blocks';

/** What is measured. */
export interface BenchPlan {
  readonly workloads: readonly WorkloadId[];
  readonly executors: readonly ExecutorId[];
  /** Peers of a workload; none when none were asked for. */
  readonly peersOf: (workload: WorkloadId) => readonly PeerId[];
  /** Samples of one step of a workload. */
  readonly sampleCount: (workload: WorkloadId) => number;
  readonly threads: readonly number[];
  readonly seconds: number;
}

/** Who is asked to run steps: one of our executors or a peer. */
export type ContenderId = { readonly executor: ExecutorId } | { readonly peer: PeerId };

/** How contenders are started and how the wait is told. */
export interface BenchSurroundings {
  start(id: ContenderId, task: ContenderTask): Promise<Contender>;
  /** @param fraction 0 to 1 */
  progress(message: string, fraction: number): void;
  readonly signal: AbortSignal;
}

type Results = Pick<BenchOutput, 'rows' | 'peerRows' | 'failures'>;
interface Started {
  readonly id: ContenderId;
  readonly contender: Contender;
}
interface RowPlan {
  readonly name: WorkloadId;
  readonly threads: number;
}

const nameOf = (id: ContenderId): ExecutorId | PeerId => ('executor' in id ? id.executor : id.peer);

function load(): [number, number, number] {
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  return [one, five, fifteen];
}

/**
 * Measures every workload with every number of threads, contenders taking turns.
 * @throws BenchNothingMeasuredError
 */
export async function runBench(plan: BenchPlan, surroundings: BenchSurroundings): Promise<BenchOutput> {
  const cores = cpus();
  // Before our own work adds to it.
  const start = load();
  const results: Results = { rows: [], peerRows: [], failures: [] };
  const rowPlans = plan.workloads.flatMap((name) => plan.threads.map((threads): RowPlan => ({ name, threads })));
  for (const [index, rowPlan] of rowPlans.entries()) {
    surroundings.signal.throwIfAborted();
    const { name, threads } = rowPlan;
    const row = `${name}, ${threads} thread${threads === 1 ? '' : 's'}`;
    const progress = (what: string) => surroundings.progress(`${row}: ${what}`, index / rowPlans.length);
    await measureRow(rowPlan, plan, surroundings, results, progress);
  }
  if (results.rows.length === 0)
    throw new BenchNothingMeasuredError(results.failures.map(({ contender, message }) => `${contender}: ${message}`));
  return {
    ...results,
    machine: { cores: cores.length, processor: cores[0]?.model ?? 'unknown', memoryBytes: totalmem() },
    load: { start, end: load() },
    wasBusy: start[0] > cores.length / 2,
  };
}

async function measureRow(
  row: RowPlan,
  plan: BenchPlan,
  surroundings: BenchSurroundings,
  results: Results,
  progress: (what: string) => void,
) {
  const ids: ContenderId[] = [
    ...plan.executors.map((executor) => ({ executor })),
    ...plan.peersOf(row.name).map((peer) => ({ peer })),
  ];
  const started: Started[] = [];
  const failed = (id: ContenderId, error: unknown): void =>
    void results.failures.push({
      ...row,
      contender: nameOf(id),
      message: error instanceof Error ? error.message : String(error),
    });
  try {
    for (const id of ids) {
      surroundings.signal.throwIfAborted();
      const task = { workload: row.name, contender: nameOf(id), threads: row.threads };
      // Compiling a large model takes minutes: who waits is told for whom.
      progress(`first steps of ${nameOf(id)}`);
      await surroundings.start(id, task).then(
        (contender) => started.push({ id, contender }),
        (error: unknown) => failed(id, error),
      );
    }
    progress(`${started.length} contenders take turns`);
    await takeTurns(row, plan, started, failed, results);
  } finally {
    await Promise.all(started.map(({ contender }) => contender.stop()));
  }
}

async function takeTurns(
  row: RowPlan,
  plan: BenchPlan,
  started: readonly Started[],
  failed: (id: ContenderId, error: unknown) => void,
  results: Results,
): Promise<void> {
  const blockMs = (plan.seconds * 1000) / LEAST_BLOCKS;
  const contenders = started.map(({ contender }) => contender);
  const blocks = await alternateBlocks(contenders, LEAST_BLOCKS, blockMs);
  const measured = started.flatMap(({ id, contender: { firstStepMs } }, index) => {
    const own = blocks[index]!;
    if (own instanceof Error) {
      failed(id, own);
      return [];
    }
    const facts = { threads: row.threads, firstStepMs, sampleCount: plan.sampleCount(row.name) };
    return [{ id, ...summarizeBlocks(own, facts) }];
  });
  const peerRows = measured.flatMap(({ id, ...values }) =>
    'peer' in id ? [{ name: row.name, peer: id.peer, ...values }] : [],
  );
  results.peerRows.push(...peerRows);
  for (const { id, ...values } of measured) {
    if ('executor' in id)
      results.rows.push({ name: row.name, executor: id.executor, ...values, ...comparePeers(values, peerRows) });
  }
}
