import type { BenchMeasurement, BenchRow, PeerId, PeerRow } from '#contract/bench';
import type { BlockTimes } from '#contract/bench-protocol';

/** @returns the middle value; of an even number, the upper one of the two in the middle */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const leastAndMedian = (values: readonly number[]) => ({ min: Math.min(...values), median: median(values) });

/** What is known of a contender beside its blocks. */
export interface ContenderFacts {
  readonly threads: number;
  readonly firstStepMs: number;
  /** Samples of one step's batch. */
  readonly sampleCount: number;
}

/** @param blocks at least one */
export function summarizeBlocks(blocks: readonly BlockTimes[], facts: ContenderFacts): BenchMeasurement {
  const msPerStep = leastAndMedian(blocks.map(({ wallMs }) => wallMs));
  return {
    threads: facts.threads,
    msPerStep,
    cpuMsPerStep: leastAndMedian(blocks.map(({ cpuMs }) => cpuMs)),
    samplesPerSecond: (facts.sampleCount * 1000) / msPerStep.min,
    memoryBytes: Math.max(...blocks.map(({ memoryBytes }) => memoryBytes)),
    firstStepMs: facts.firstStepMs,
    blocks: blocks.length,
    steps: blocks.reduce((sum, { steps }) => sum + steps, 0),
  };
}

/** JAX is shown beside the rows; what they are held against is PyTorch. */
const isPyTorch = (peer: PeerId): boolean => peer.startsWith('pytorch');

/** @returns the fastest form of PyTorch and the ratio to it, by least wall time; nulls when there is none */
export function comparePeers(
  own: Pick<BenchMeasurement, 'msPerStep'>,
  peerRows: readonly Pick<PeerRow, 'peer' | 'msPerStep'>[],
): Pick<BenchRow, 'peer' | 'ratio'> {
  const [best] = peerRows.filter(({ peer }) => isPyTorch(peer)).toSorted((a, b) => a.msPerStep.min - b.msPerStep.min);
  if (!best) return { peer: null, ratio: null };
  return { peer: { name: best.peer, msPerStep: best.msPerStep }, ratio: best.msPerStep.min / own.msPerStep.min };
}
