import type { PeerId, WorkloadId } from '#contract/bench';
import { attentionBlock } from './attention-block';
import { graphAttention } from './graph-attention';
import { graphNetwork } from './graph-network';
import { lstm } from './lstm';
import { mlp } from './mlp';
import { ppo } from './ppo';
import { ranker } from './ranker';
import { smallConvolution } from './small-convolution';
import type { Workload } from './workload';

/** A workload, and which peers have the same step in `resources/bench/peers.py`. */
export interface WorkloadEntry {
  readonly create: () => Workload;
  readonly peers: readonly PeerId[];
}

const PYTORCH: readonly PeerId[] = ['pytorch', 'pytorch-compiled'];
/** Convolutions are fastest in either layout, by size: both are asked. */
const PYTORCH_LAYOUTS: readonly PeerId[] = [...PYTORCH, 'pytorch-channels-last', 'pytorch-compiled-channels-last'];

/** Every workload of the contract. A new one is a line here, an identifier there and a function in the peers' script. */
export const WORKLOADS = {
  'mlp-64': { create: () => mlp({ rows: 64 }), peers: [...PYTORCH, 'jax'] },
  'mlp-960': { create: () => mlp({ rows: 960 }), peers: [...PYTORCH, 'jax'] },
  'mlp-wide': { create: () => mlp({ rows: 256, widths: [64, 2048, 2048, 16] }), peers: [...PYTORCH, 'jax'] },
  ranker: { create: () => ranker(), peers: PYTORCH },
  attention: { create: () => attentionBlock(), peers: [...PYTORCH, 'jax'] },
  'graph-attention': { create: () => graphAttention(), peers: [...PYTORCH, 'jax'] },
  'lstm-128': { create: () => lstm(), peers: PYTORCH },
  // Compiling 40 unrolled cells and their gradients takes minutes, and the study found no gain.
  'lstm-128-free': { create: () => lstm({ mode: 'free' }), peers: ['pytorch'] },
  'lstm-256': { create: () => lstm({ width: 256 }), peers: PYTORCH },
  'lstm-256-free': { create: () => lstm({ mode: 'free', width: 256 }), peers: ['pytorch'] },
  'graph-network-2': { create: () => graphNetwork(), peers: PYTORCH },
  // At this size the compiled form needs minutes to start and was slower than the eager one in the study.
  'graph-network-8': { create: () => graphNetwork({ innings: 8 }), peers: ['pytorch'] },
  'ppo-attention': { create: () => ppo(), peers: PYTORCH_LAYOUTS },
  'ppo-flatten': { create: () => ppo({ network: 'flatten' }), peers: PYTORCH_LAYOUTS },
  convolution: { create: () => smallConvolution(), peers: PYTORCH_LAYOUTS },
} as const satisfies Record<WorkloadId, WorkloadEntry>;
