import { heteroGnnSchema, type HeteroGnnConfig } from '#contract/config/hetero-gnn';
import type { HostTensors } from '../../backend/host-tensor';
import type { Initializer } from '../../families/family';
import { BALL_WIDTH, CONTEXT_WIDTH } from '../../families/hetero-gnn/features/context-layout';
import type { InningsGraph, PlayerColumns } from '../../families/hetero-gnn/data/innings-graph';
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
  }
}

/** An innings with the habits of a real one: six bowlers change by the over, batters come and swap ends. */
function madeUpInnings(
  index: number,
  length: number,
  tables: { readonly players: number; readonly venues: number; readonly teams: number },
  random: Random,
): InningsGraph {
  const below = (limit: number) => Math.floor(random() * limit);
  const person = () => 1 + below(tables.players);
  const bowlers = Array.from({ length: 6 }, person);
  let [striker, partner] = [person(), person()];
  const deliveries = Array.from({ length }, (_, ball) => {
    const at = { striker, partner, bowler: bowlers[Math.floor(ball / 6) % bowlers.length]! };
    const chance = random();
    if (chance < 0.057) striker = person();
    else if (chance < 0.417) [striker, partner] = [partner, striker];
    return at;
  });
  const ids = (role: 'striker' | 'partner' | 'bowler'): PlayerColumns => ({
    id: Int32Array.from(deliveries, (at) => at[role]),
    team: Int32Array.from(deliveries, () => 1 + below(tables.teams)),
    role: Int32Array.from(deliveries, () => below(8)),
  });
  const players = { striker: ids('striker'), nonStriker: ids('partner'), bowler: ids('bowler') };
  return {
    innings: index,
    length,
    venue: 1 + below(tables.venues),
    battingTeam: 1 + below(tables.teams),
    bowlingTeam: 1 + below(tables.teams),
    isChase: index % 2 === 1,
    isSuperOver: false,
    context: Float32Array.from({ length: length * CONTEXT_WIDTH }, random),
    balls: Float32Array.from({ length: length * BALL_WIDTH }, () => (random() < 0.2 ? 1 : 0)),
    players,
    keys: {
      length,
      striker: players.striker.id,
      nonStriker: players.nonStriker.id,
      bowler: players.bowler.id,
      over: deliveries.map((_, ball) => Math.floor(ball / 6)),
      positionInOver: deliveries.map((_, ball) => ball % 6),
    },
    labels: Uint8Array.from(deliveries, () => below(CLASS_COUNT)),
    isTarget: Uint8Array.from(deliveries, (_, ball) => (ball === 0 ? 0 : 1)),
  };
}
