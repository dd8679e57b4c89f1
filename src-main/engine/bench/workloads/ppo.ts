import { actorCriticSchema } from '#contract/config/actor-critic';
import { createNetwork } from '../../families/actor-critic/network/network';
import { networkNoise } from '../../families/actor-critic/network/network-inputs';
import {
  ACTIONS,
  GLOBAL_FEATURES,
  MAP_CHANNELS,
  MAP_SIZE,
  type NetworkShape,
} from '../../families/actor-critic/network/network-shape';
import { asWorkloadParameter } from './family-parameters';
import type { Random } from './random';
import { dropoutInput, type Workload } from './workload';

/** Which of the two networks, and how many positions one update sees. */
export interface PpoOptions {
  readonly network?: NetworkShape['arch'];
  readonly batch?: number;
  /** Edge of the square map, cells. */
  readonly mapSize?: number;
}

/** As published, behind the fusion layer; the peers have it too. */
const DROPOUT = 0.1;

const signed = (random: Random): number => random() * 2 - 1;

/** A PPO update (clipped policy, value, entropy) of the family's network, attention as published, frozen batch norm. */
export function ppo({ network = 'attention', batch = 384, mapSize = MAP_SIZE }: PpoOptions = {}): Workload {
  const { model, ppo: settings } = actorCriticSchema.parse({
    family: 'actor-critic',
    model: { arch: network, cross_attention: 'parity', dropout_in_update: DROPOUT },
  });
  const shape: NetworkShape = { ...model, mapSize };
  const { parameters, loss, cut } = createNetwork(shape, settings);
  return {
    name: `ppo ${network}, ${batch} positions`,
    sampleCount: batch,
    parameters: parameters.map(asWorkloadParameter),
    inputs: {
      map: { shape: [batch, mapSize, mapSize, MAP_CHANNELS], element: (random) => (random() < 0.5 ? 0 : random()) },
      globals: { shape: [batch, GLOBAL_FEATURES], element: signed },
      action_mask: { shape: [batch, ACTIONS], element: (random, at) => (at % ACTIONS === 0 || random() < 0.6 ? 1 : 0) },
      action: { shape: [batch, ACTIONS], element: (_, at) => (at % ACTIONS === 0 ? 1 : 0) },
      old_log_probability: { shape: [batch], element: (random) => -3 - random() },
      advantage: { shape: [batch], element: signed },
      returns: { shape: [batch], element: signed },
      ...Object.fromEntries(
        networkNoise(shape, batch).map((noise) => [noise.name, dropoutInput(noise.shape, DROPOUT)]),
      ),
    },
    loss,
    cut,
  };
}
