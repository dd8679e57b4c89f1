import type { ForwardPass } from '../../../backend/executor';
import type { HostData } from '../../../backend/host-tensor';
import { batchInputs } from '../ranking-data/batch-inputs';
import type { BatchSource } from '../ranking-data/batch-inputs';

/** Lists a forward pass: one shape for every pass, so that a compiled one is compiled once. */
const LISTS_PER_PASS = 8;

/** What the network says about one list. */
export interface ScoredList {
  /** Position in `encoded.lists`. */
  readonly list: number;
  /** One score an entry, in the order of the entries. */
  readonly scores: readonly number[];
  /** Raw attention, one row of roster slots an entry. */
  readonly attention: readonly Float32Array[];
  /** Training loss of the list without noise. */
  readonly loss: number;
}

/** Scores lists in order. */
export async function scoreLists(
  source: BatchSource,
  indices: readonly number[],
  forward: ForwardPass,
): Promise<readonly ScoredList[]> {
  const scored: ScoredList[] = [];
  for (let first = 0; first < indices.length; first += LISTS_PER_PASS) {
    const chunk = indices.slice(first, first + LISTS_PER_PASS);
    const outputs = await forward.run(batchInputs(source, chunk, LISTS_PER_PASS));
    const [scores, attention, losses] = [outputs.scores!.data, outputs.attention!.data, outputs.list_losses!.data];
    chunk.forEach((list, position) => scored.push(cutList(source, list, position, scores, attention, losses)));
  }
  return scored;
}

function cutList(
  { encoded }: BatchSource,
  list: number,
  position: number,
  scores: HostData,
  attention: HostData,
  losses: HostData,
): ScoredList {
  const { teams, players } = encoded.shape;
  const count = encoded.lists[list]!.entries.length;
  const first = position * teams;
  return {
    list,
    scores: Array.from(scores.subarray(first, first + count)),
    attention: Array.from({ length: count }, (_, team) =>
      Float32Array.from(attention.subarray((first + team) * players, (first + team + 1) * players)),
    ),
    loss: losses[position]!,
  };
}
