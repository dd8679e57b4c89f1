import type { TabularBenchInput, TabularBenchOutput } from '#contract/bench-tabular';
import { runTabularBench } from '../bench/run-tabular-bench';
import { startTabularPeer } from '../bench/tabular-peer';
import type { JobContext } from './job-context';

/** Times whole fits of tabular models on made-up rows, ours and a peer's in turns. */
export async function benchTabular(
  { workloads, peers }: TabularBenchInput,
  { progress, signal }: JobContext,
): Promise<TabularBenchOutput> {
  const command = peers && { command: peers.python, args: [peers.script] };
  const startPeer =
    command && ((task: Parameters<typeof startTabularPeer>[1]) => startTabularPeer(command, task, signal));
  return runTabularBench(workloads, { startPeer, progress, signal });
}
