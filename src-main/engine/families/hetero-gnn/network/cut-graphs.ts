import {
  rowsOfSamples,
  sampleRanges,
  sharesOf,
  sumOf,
  type CutBatch,
  type SampleRange,
} from '../../../backend/batch-parts';
import type { HostData, HostTensor, HostTensors } from '../../../backend/host-tensor';
import { cutMatchups, isOfMatchups } from '../packing/cut-matchups';
import { PACKED_INPUTS } from '../packing/packed-graph';
import { dropoutName } from './layers';

/** Inputs and noise that stack the rows of several kinds of nodes: of each kind all graphs in order. Others have one. */
const KINDS: Readonly<Record<string, number>> = {
  teams: 2,
  players: 3,
  player_teams: 3,
  player_roles: 3,
  [dropoutName('encoder.team')]: 2,
  [dropoutName('encoder.player')]: 3,
  [dropoutName('encoder.fallback')]: 3,
};
/** Noise [kinds, S, width] of the feature nodes: their kinds have a dimension of their own. */
const FEATURE_NOISE = dropoutName('encoder.features');

/**
 * Cuts a batch by its graphs: innings when packed, samples when exact. No graph knows of another, and the loss is a sum over
 * the targets divided by their number, so a part weighs as many.
 */
export const cutGraphs: CutBatch = (inputs, count, memory) => {
  const graphs = inputs['venue']!.shape[0]!;
  const ranges = sampleRanges(graphs, count);
  if (ranges === null) return null;
  const isPacked = inputs[PACKED_INPUTS.matchupSource] !== undefined;
  const matchups = isPacked ? cutMatchups(inputs, ranges, inputs['balls']!.shape[0]! / graphs, memory) : [];
  const parts = ranges.map((range, part) => ({
    ...rowsOfGraphs(inputs, range, (name, like, length) => memory.take(`${part} ${name}`, like, length)),
    ...matchups[part],
  }));
  const weights = sharesOf(parts.map((part) => sumOf(part['is_target']!)));
  return parts.map((part, index) => ({ inputs: part, weight: weights[index]! }));
};

type NamedBuffer = (name: string, like: HostData, length: number) => HostData;

/** @returns all inputs of a part but the edges of same_matchup */
function rowsOfGraphs(inputs: HostTensors, range: SampleRange, newBuffer: NamedBuffer): Record<string, HostTensor> {
  const named = Object.entries(inputs).filter(([name]) => !isOfMatchups(name));
  return Object.fromEntries(
    named.map(([name, tensor]) => {
      // Relations that depend on positions alone are the same in every innings and come once.
      if (tensor.shape[0] === 1) return [name, tensor];
      // So are the rows that they lead to, counted from the first ball of the part.
      if (name === PACKED_INPUTS.informsIndex) return [name, rowsOfSamples(tensor, { ...range, from: 0 })];
      const buffer = (length: number) => newBuffer(name, tensor.data, length);
      if (name === FEATURE_NOISE) return [name, rowsOfKinds(tensor, range, buffer)];
      return [name, rowsOfSamples(tensor, range, KINDS[name] ?? 1, buffer)];
    }),
  );
}

/** @returns of [kinds, S, width] the rows of some graphs */
function rowsOfKinds(
  { dtype, shape, data }: HostTensor,
  range: SampleRange,
  newBuffer: (length: number) => HostData,
): HostTensor {
  const [kinds = 0, samples = 0, width = 0] = shape;
  const cut = rowsOfSamples({ dtype, shape: [kinds * samples, width], data }, range, kinds, newBuffer);
  return { ...cut, shape: [kinds, cut.shape[0]! / kinds, width] };
}
