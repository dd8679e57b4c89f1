import type { BenchOutput } from '#contract/bench';
import { ExecutorUnavailableError } from '#contract/errors/engine-errors';
import type { ExecutorId } from '#contract/ids';
import type { JobInput } from '#contract/jobs';
import { EXECUTORS } from '../../engine/backend/registry';
import { WORKLOADS } from '../../engine/bench/workloads/registry';
import { startContender, type ContenderCommand } from '../bench/contender-process';
import { runBench, type ContenderId } from '../bench/run-bench';
import type { JobContext } from './job-context';

type BenchJobInput = JobInput & { kind: 'bench' };

/** What people run; others take part when they are named. */
const USUAL_EXECUTORS: readonly ExecutorId[] = ['onnxruntime', 'tensorflow'];

/** @throws ExecutorUnavailableError for a named one that is missing */
function chooseExecutors(named: readonly ExecutorId[] | null): readonly ExecutorId[] {
  if (named === null) return USUAL_EXECUTORS.filter((id) => EXECUTORS[id].availability().available);
  for (const id of named) {
    const availability = EXECUTORS[id].availability();
    if (!availability.available) throw new ExecutorUnavailableError(id, availability.reason, availability.command);
  }
  return named;
}

/** This very worker serves a contender of ours; the script among the resources serves a peer. */
function commandOf(id: ContenderId, peers: BenchJobInput['peers']): ContenderCommand {
  if ('peer' in id && peers) return { command: peers.python, args: [peers.script] };
  return { command: process.execPath, args: [process.argv[1]!, '--bench-contender'] };
}

/**
 * Times one training step of models with made-up batches, on our executors and on peers.
 * @throws ExecutorUnavailableError, BenchNothingMeasuredError
 */
export async function bench(input: BenchJobInput, { progress, signal }: JobContext): Promise<BenchOutput> {
  const { workloads, threads, seconds, peers } = input;
  const plan = {
    workloads,
    executors: chooseExecutors(input.executors),
    peersOf: (name: (typeof workloads)[number]) => (peers ? WORKLOADS[name].peers : []),
    sampleCount: (name: (typeof workloads)[number]) => WORKLOADS[name].create().sampleCount,
    threads,
    seconds,
  };
  return runBench(plan, { progress, signal, start: (id, task) => startContender(commandOf(id, peers), task, signal) });
}
