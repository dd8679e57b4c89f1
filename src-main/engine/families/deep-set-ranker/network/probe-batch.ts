import { elementCount, float32, int32, type HostTensor } from '../../../backend/host-tensor';
import { randomStream } from '../../../random/random-stream';
import type { TrainingBatch } from '../../family';
import { inputNames, networkNoise, type NetworkInputName } from './network-inputs';
import type { NetworkShape } from './network-shape';

/** Share of the slots of a roster that hold a player, about as in real seasons. */
const PLAYER_SHARE = 0.98;

/**
 * Made-up lists of full conferences: standardised statistics, a few empty slots.
 * @param lists samples of the batch
 */
export function probeBatch(shape: NetworkShape, lists: number, teams: number, players: number): TrainingBatch {
  const random = randomStream(0, 'probe');
  const floats = (sizes: readonly number[], element: (index: number) => number): HostTensor =>
    float32(
      Float32Array.from({ length: elementCount(sizes) }, (_, index) => element(index)),
      sizes,
    );
  const slots = [lists, teams, players];
  const makers: Readonly<Record<NetworkInputName, () => HostTensor>> = {
    embedding_indices: () =>
      int32(
        Int32Array.from({ length: elementCount(slots) }, () => Math.floor(random.uniform() * shape.embeddings)),
        slots,
      ),
    player_stats: () => floats([...slots, shape.statistics], () => random.normal()),
    minutes: () => floats(slots, () => random.uniform()),
    // The first slot of a team always holds a player.
    player_mask: () => floats(slots, (index) => (index % players === 0 || random.uniform() < PLAYER_SHARE ? 1 : 0)),
    team_mask: () => floats([lists, teams], () => 1),
    target_ranks: () => floats([lists, teams], (index) => (index % teams) + 1),
    win_rate: () => floats([lists, teams], () => random.normal()),
  };
  return {
    inputs: Object.fromEntries(inputNames(shape).map((name) => [name, makers[name]()])),
    noise: networkNoise(shape, lists, teams, players),
    samples: lists,
  };
}
