import { attentionBlock } from './attention-block';
import { graphAttention } from './graph-attention';
import { graphNetwork } from './graph-network';
import { lstm } from './lstm';
import { mlp } from './mlp';
import { ppo } from './ppo';
import { ranker } from './ranker';
import { smallConvolution } from './small-convolution';
import type { Workload } from './workload';

/** Workloads of `assay bench` and of the quick runner, by the name on the command line. */
export const BENCH_WORKLOADS = {
  'mlp-64': () => mlp({ rows: 64 }),
  'mlp-960': () => mlp({ rows: 960 }),
  'mlp-wide': () => mlp({ rows: 256, widths: [64, 2048, 2048, 16] }),
  ranker: () => ranker(),
  attention: () => attentionBlock(),
  'graph-attention': () => graphAttention(),
  'lstm-128': () => lstm(),
  'lstm-128-free': () => lstm({ mode: 'free' }),
  'lstm-256': () => lstm({ width: 256 }),
  'graph-network-2': () => graphNetwork(),
  'graph-network-8': () => graphNetwork({ innings: 8 }),
  'ppo-attention': () => ppo(),
  'ppo-flatten': () => ppo({ network: 'flatten' }),
  convolution: () => smallConvolution(),
} satisfies Record<string, () => Workload>;
export type BenchWorkload = keyof typeof BENCH_WORKLOADS;

export const isBenchWorkload = (name: string): name is BenchWorkload => Object.hasOwn(BENCH_WORKLOADS, name);
