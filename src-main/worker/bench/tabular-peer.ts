import type { ContenderReply } from '#contract/bench-protocol';
import type { TabularPeerTask } from '#contract/bench-tabular';
import { ContenderLines, spawnContender, type ContenderCommand } from './contender-process';
import type { TabularPeer } from './run-tabular-bench';

/** One fit: its time, its processor time, and the error on the test rows. */
export type TabularFit = Omit<Extract<ContenderReply, { kind: 'fit' }>, 'kind'>;

/**
 * Starts the peers' script and lets it read the rows.
 * @throws BenchContenderError with what it said
 */
export async function startTabularPeer(
  command: ContenderCommand,
  task: TabularPeerTask,
  signal: AbortSignal,
): Promise<TabularPeer> {
  const lines = new ContenderLines(spawnContender(command), `the peer of ${task.model}`, signal);
  try {
    await lines.ask(task, 'ready');
    return {
      fit: async (seed) => {
        const { fitMs, cpuMs, rootMeanSquaredError } = await lines.ask({ seed }, 'fit');
        return { fitMs, cpuMs, rootMeanSquaredError };
      },
      stop: () => lines.stop(),
    };
  } catch (error) {
    await lines.stop();
    throw error;
  }
}
