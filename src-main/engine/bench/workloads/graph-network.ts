import { heteroGnnSchema, type HeteroGnnConfig } from '#contract/config/hetero-gnn';
import type { HostTensors } from '../../backend/host-tensor';
import type { Initializer } from '../../families/family';
import { madeUpInnings } from '../../families/hetero-gnn/batches/made-up-innings';
import { CLASS_COUNT } from '../../families/hetero-gnn/matches/ball-class';
import { createNetwork } from '../../families/hetero-gnn/network/network';
import { networkNoise } from '../../families/hetero-gnn/network/network-noise';
import { networkShape } from '../../families/hetero-gnn/network/network-shape';
import { packInnings } from '../../families/hetero-gnn/packing/packed-batch';
import { normal, seededRandom, type Random } from './random';
import { one, zero, type ElementGenerator, type Workload, type WorkloadInput } from './workload';

/** What may differ from the family's `base` at its usual sizes. */
export interface GraphNetworkOptions {
  readonly innings?: number;
  /** Deliveries of an innings. */
  readonly balls?: number;
  readonly model?: Partial<HeteroGnnConfig['model']>;
  readonly tables?: { readonly venues: number; readonly teams: number; readonly players: number };
}

/** Rows of the tables for all 3,046 published matches. */
const ALL_MATCHES = { venues: 324, teams: 106, players: 4201 };
const SEED = 5;

/** The family's packed graph network on made-up innings: focal loss with gamma 2, every delivery but the first a sample. */
export function graphNetwork(options: GraphNetworkOptions = {}): Workload {
  const { innings = 2, balls = 128, tables = ALL_MATCHES } = options;
  const config = heteroGnnSchema.parse({
    family: 'hetero-gnn',
    model: { variant: 'base', ...options.model },
    loss: { kind: 'focal', class_weights: 'none' },
  });
  const shape = networkShape(config, tables);
  const network = createNetwork(shape, config.loss, 'packed');
  const random = seededRandom(SEED);
  const batch = packInnings(
    Array.from({ length: innings }, (_, index) => madeUpInnings(index, balls, tables, random)),
    {
      slots: innings,
      steps: balls,
      classWeights: Array.from({ length: CLASS_COUNT }, () => 1),
    },
  );
  return {
    name: `graph network, ${innings} innings`,
    sampleCount: innings * (balls - 1),
    parameters: network.parameters.map(({ name, shape: size, initializer }) => ({
      name,
      shape: size,
      initial: elementsOf(initializer),
    })),
    inputs: { ...asInputs(batch), ...noiseInputs(networkNoise(shape, 'packed', batch)) },
    loss: network.loss,
    cut: network.cut,
  };
}

/** Made once: a batch has relations between its parts that single elements cannot draw. */
const asInputs = (batch: HostTensors): Record<string, WorkloadInput> =>
  Object.fromEntries(
    Object.entries(batch).map(([name, { shape, dtype, data }]) => [
      name,
      { shape, dtype, element: (_: Random, index: number) => data[index]! },
    ]),
  );

const noiseInputs = (specs: ReturnType<typeof networkNoise>): Record<string, WorkloadInput> =>
  Object.fromEntries(
    specs.map(({ name, shape, keep = 1 }) => [
      name,
      { shape, element: (random: Random) => (random() < keep ? 1 / keep : 0), keep },
    ]),
  );

function elementsOf(initializer: Initializer): ElementGenerator {
  switch (initializer.kind) {
    case 'zeros':
      return zero;
    case 'ones':
      return one;
    case 'uniform':
      return (random) => (random() * 2 - 1) * initializer.bound;
    case 'normal':
      return (random) => normal(random) * initializer.deviation;
    default:
      throw new RangeError(`No parameter of this network starts as ${initializer.kind}.`);
  }
}
