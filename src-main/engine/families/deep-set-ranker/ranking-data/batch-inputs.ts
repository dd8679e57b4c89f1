import { float32, int32 } from '../../../backend/host-tensor';
import type { HostTensor, HostTensors } from '../../../backend/host-tensor';
import { averageRanks } from '../../../metrics/average-ranks';
import type { EncodedLists } from '../lists/encode-lists';
import { inputNames } from '../network/network-inputs';
import type { NetworkInputName } from '../network/network-inputs';
import type { NetworkShape } from '../network/network-shape';

/** Mean and deviation of the season win rate over the training lists. */
export interface WinRateScale {
  readonly mean: number;
  readonly deviation: number;
}

/** What the inputs of a batch are cut from. Statistics are standardised. */
export interface BatchSource {
  readonly encoded: EncodedLists;
  readonly network: NetworkShape;
  readonly winRate: WinRateScale;
}

/**
 * Inputs of the network for some lists.
 *
 * @param indices positions in `encoded.lists`
 * @param size    lists of the batch; places after the given lists are masked, so that every batch has the same shape
 */
export function batchInputs(source: BatchSource, indices: readonly number[], size = indices.length): HostTensors {
  const make = INPUT_MAKERS;
  return Object.fromEntries(inputNames(source.network).map((name) => [name, make[name](source, indices, size)]));
}

type InputMaker = (source: BatchSource, indices: readonly number[], size: number) => HostTensor;

const INPUT_MAKERS = {
  embedding_indices: ({ encoded, network }, indices, size) => {
    const { shape } = encoded;
    const values = new Int32Array(size * shape.teams * shape.players).fill(network.embeddings);
    copyLists(encoded.embeddingIndices, values, indices, shape.teams * shape.players);
    return int32(values, [size, shape.teams, shape.players]);
  },
  player_stats: ({ encoded }, indices, size) => {
    const { shape } = encoded;
    const perList = shape.teams * shape.players * shape.statistics;
    const values = new Float32Array(size * perList);
    copyLists(encoded.statistics, values, indices, perList);
    return float32(values, [size, shape.teams, shape.players, shape.statistics]);
  },
  minutes: ({ encoded }, indices, size) => {
    const { shape } = encoded;
    const values = new Float32Array(size * shape.teams * shape.players);
    copyLists(encoded.minutes, values, indices, shape.teams * shape.players);
    return float32(values, [size, shape.teams, shape.players]);
  },
  player_mask: ({ encoded }, indices, size) => {
    const { shape } = encoded;
    const perList = shape.teams * shape.players;
    const values = new Float32Array(size * perList);
    indices.forEach((list, position) => {
      for (let slot = 0; slot < perList; slot += 1)
        values[position * perList + slot] = encoded.players[list * perList + slot]! >= 0 ? 1 : 0;
    });
    return float32(values, [size, shape.teams, shape.players]);
  },
  team_mask: (source, indices, size) => perTeam(source, indices, size, (list) => list.map(() => 1)),
  target_ranks: (source, indices, size) =>
    perTeam(source, indices, size, (list) => averageRanks(list.map(({ relevance }) => relevance))),
  win_rate: (source, indices, size) =>
    perTeam(source, indices, size, (list) =>
      list.map(({ winRate }) => (winRate - source.winRate.mean) / source.winRate.deviation),
    ),
} satisfies Record<NetworkInputName, InputMaker>;

function copyLists(
  from: Float32Array | Int32Array,
  to: Float32Array | Int32Array,
  indices: readonly number[],
  perList: number,
): void {
  indices.forEach((list, position) => {
    to.set(from.subarray(list * perList, (list + 1) * perList), position * perList);
  });
}

type Entries = EncodedLists['lists'][number]['entries'];

function perTeam(
  { encoded }: BatchSource,
  indices: readonly number[],
  size: number,
  valuesOf: (entries: Entries) => ArrayLike<number>,
): HostTensor {
  const { teams } = encoded.shape;
  const values = new Float32Array(size * teams);
  indices.forEach((list, position) => {
    values.set(valuesOf(encoded.lists[list]!.entries), position * teams);
  });
  return float32(values, [size, teams]);
}
