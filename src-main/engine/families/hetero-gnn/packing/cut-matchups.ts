import type { PartMemory, SampleRange } from '../../../backend/batch-parts';
import type { HostTensor, HostTensors } from '../../../backend/host-tensor';
import { matchupRoom } from './matchup-room';
import { PACKED_INPUTS } from './packed-graph';

/** Noise [E, heads] of the edge list. */
const EDGE_NOISE = /^dropout\.layer\.\d+\.ball\.same_matchup\./;

/** @returns whether an input of a packed batch has a row an edge of same_matchup */
export const isOfMatchups = (name: string): boolean =>
  name === PACKED_INPUTS.matchupSource || name === PACKED_INPUTS.matchupTarget || EDGE_NOISE.test(name);

/**
 * The edge list of a packed batch, with its noise, as one for each part. Edges lie in the order of the innings, real ones
 * first, so those of a part follow one another.
 *
 * @param ranges innings of each part
 * @param steps  balls of an innings
 * @returns what {@link isOfMatchups} names, for each part; all have room for as many edges
 */
export function cutMatchups(
  inputs: HostTensors,
  ranges: readonly SampleRange[],
  steps: number,
  memory: PartMemory,
): readonly HostTensors[] {
  const sources = inputs[PACKED_INPUTS.matchupSource]!.data;
  const targets = inputs[PACKED_INPUTS.matchupTarget]!.data;
  const balls = ranges[0]!.count * steps;
  const counts = ranges.map(() => 0);
  const padding = ranges.length * balls;
  sources.forEach((source, edge) => {
    if (targets[edge] !== padding) counts[Math.floor(source / balls)]! += 1;
  });
  const room = matchupRoom(balls, Math.max(...counts));
  let first = 0;
  return counts.map((count, part) => {
    const own = Object.entries(inputs).filter(([name]) => isOfMatchups(name));
    const cut = own.map(([name, tensor]): [string, HostTensor] => {
      const [edges = 0, ...rest] = tensor.shape;
      const width = tensor.data.length / edges;
      const data = memory.take(`${part} ${name}`, tensor.data, room * width);
      data.fill(name === PACKED_INPUTS.matchupTarget ? balls : 0);
      data.set(tensor.data.subarray(first * width, (first + count) * width));
      const isBall = tensor.dtype === 'int32';
      if (isBall) for (let edge = 0; edge < count; edge += 1) data[edge]! -= part * balls;
      return [name, { dtype: tensor.dtype, shape: [room, ...rest], data }];
    });
    first += count;
    return Object.fromEntries(cut);
  });
}
