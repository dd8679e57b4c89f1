import { float32, int32, type HostTensor, type HostTensors } from '../../../backend/host-tensor';
import type { InningsGraph } from '../data/innings-graph';
import { PAIR_RULES, type PairRule } from '../edges/ball-relations';
import { readoutMask } from '../edges/readout-relations';
import { INFORMS_BALLS } from '../network/graph-schema';
import { featureInput, maskInput } from '../operators/exact-graph';
import { matchupRoom } from './matchup-room';
import { ballInputs, entityInputs, momentInputs, type DeliveryRow } from './node-rows';
import { PACKED_INPUTS } from './packed-graph';

/** How a packed batch is laid out. */
export interface PackedLayout {
  /** Innings of the batch; missing ones are padding. */
  readonly slots: number;
  /** Balls and moments of an innings, at least those of the longest. */
  readonly steps: number;
}

export interface PackedBatchOptions extends PackedLayout {
  /** Weight of each class in the loss. */
  readonly classWeights: readonly number[];
}

/**
 * Inputs of {@link packedGraph} for whole innings of similar length: ball i and moment i of an innings share row i.
 * @param graphs at most `slots`, none longer than `steps`
 */
export function packInnings(graphs: readonly InningsGraph[], options: PackedBatchOptions): HostTensors {
  const { slots, steps, classWeights } = options;
  const padded = Array.from({ length: slots }, (_, slot) => graphs[slot] ?? null);
  const rows = padded.flatMap((graph) =>
    Array.from({ length: steps }, (_, delivery): DeliveryRow | null =>
      graph && delivery < graph.length ? { graph, delivery } : null,
    ),
  );
  return {
    ...entityInputs(padded),
    ...momentInputs(rows, classWeights),
    ...ballInputs(rows),
    ...fixedRelations(options),
    ...innerRelations(padded, steps),
    ...matchupEdges(padded, steps),
  };
}

const fixedRelationsByLayout = new Map<string, HostTensors>();

/** Relations that depend on positions alone; the same tensors for every batch of a layout. */
function fixedRelations({ slots, steps }: PackedLayout): HostTensors {
  const key = `${slots}/${steps}`;
  const known = fixedRelationsByLayout.get(key);
  if (known) return known;
  const byPosition = (value: (source: number, target: number) => number): HostTensor => {
    const values = new Float32Array(steps * steps);
    for (let target = 0; target < steps; target += 1)
      for (let source = 0; source < target; source += 1) values[target * steps + source] = value(source, target);
    return float32(values, [1, steps, steps]);
  };
  const mask = ({ connects }: PairRule) => byPosition((source, target) => (connects(NO_KEYS, source, target) ? 1 : 0));
  const feature = (rule: FeatureRule) => byPosition((source, target) => rule.feature(NO_KEYS, source, target));
  const { recent_precedes, medium_precedes, distant_precedes, same_bowler, same_batsman } = PAIR_RULES;
  const made = {
    [maskInput('recent_precedes')]: mask(recent_precedes),
    [maskInput('medium_precedes')]: mask(medium_precedes),
    [maskInput('distant_precedes')]: mask(distant_precedes),
    [featureInput('recent_precedes')]: feature(recent_precedes),
    [featureInput('medium_precedes')]: feature(medium_precedes),
    [featureInput('same_bowler')]: feature(same_bowler),
    [featureInput('same_batsman')]: feature(same_batsman),
    [maskInput('attends')]: byPosition(() => 1),
    ...informsInputs(slots, steps),
  };
  fixedRelationsByLayout.set(key, made);
  return made;
}

type FeatureRule = PairRule & { readonly feature: NonNullable<PairRule['feature']> };

/** Rules over positions look at no key. */
const NO_KEYS = { length: 0, striker: [], nonStriker: [], bowler: [], over: [], positionInOver: [] };

function informsInputs(slots: number, steps: number): HostTensors {
  const samples = slots * steps;
  const index = new Int32Array(samples * INFORMS_BALLS);
  const mask = new Float32Array(samples * INFORMS_BALLS);
  for (let sample = 0; sample < samples; sample += 1) {
    const moment = sample % steps;
    for (let back = 0; back < INFORMS_BALLS; back += 1) {
      const isThere = back < moment;
      index[sample * INFORMS_BALLS + back] = isThere ? sample - 1 - back : sample;
      mask[sample * INFORMS_BALLS + back] = isThere ? 1 : 0;
    }
  }
  return {
    [PACKED_INPUTS.informsIndex]: int32(index, [index.length]),
    [PACKED_INPUTS.informsMask]: float32(mask, [samples, INFORMS_BALLS]),
  };
}

const INNER_MASKS = ['same_bowler', 'same_batsman', 'same_over'] as const;
const HISTORY_MASKS = ['faced_by', 'partnered_by', 'bowled_by'] as const;

/** Relations that depend on who bats and bowls: one matrix an innings. */
function innerRelations(graphs: readonly (InningsGraph | null)[], steps: number): HostTensors {
  const shape = [graphs.length, steps, steps];
  const byPair = (value: (graph: InningsGraph, source: number, target: number) => number): HostTensor => {
    const values = new Float32Array(graphs.length * steps * steps);
    graphs.forEach((graph, slot) => {
      if (!graph) return;
      for (let target = 1; target < graph.length; target += 1) {
        const row = (slot * steps + target) * steps;
        for (let source = 0; source < target; source += 1) values[row + source] = value(graph, source, target);
      }
    });
    return float32(values, shape);
  };
  const { same_over } = PAIR_RULES;
  return {
    ...Object.fromEntries(
      INNER_MASKS.map((relation) => {
        const { connects } = PAIR_RULES[relation];
        return [maskInput(relation), byPair(({ keys }, source, target) => (connects(keys, source, target) ? 1 : 0))];
      }),
    ),
    [featureInput('same_over')]: byPair(({ keys }, source, target) => same_over.feature(keys, source, target)),
    ...Object.fromEntries(
      HISTORY_MASKS.map((relation) => {
        const masks = graphs.map((graph) => (graph ? readoutMask(graph.keys, relation) : null));
        return [maskInput(relation), float32(padMatrices(masks, graphs, steps), shape)];
      }),
    ),
  };
}

/** Square matrices of innings into the corner of [innings, steps, steps] each. */
function padMatrices(
  matrices: readonly (Float32Array | null)[],
  graphs: readonly (InningsGraph | null)[],
  steps: number,
): Float32Array {
  const values = new Float32Array(graphs.length * steps * steps);
  matrices.forEach((matrix, slot) => {
    const length = graphs[slot]?.length ?? 0;
    for (let row = 0; matrix && row < length; row += 1)
      values.set(matrix.subarray(row * length, (row + 1) * length), (slot * steps + row) * steps);
  });
  return values;
}

function matchupEdges(graphs: readonly (InningsGraph | null)[], steps: number): HostTensors {
  const samples = graphs.length * steps;
  const sources: number[] = [];
  const targets: number[] = [];
  const { connects } = PAIR_RULES.same_matchup;
  graphs.forEach((graph, slot) => {
    if (!graph) return;
    for (let target = 1; target < graph.length; target += 1)
      for (let source = 0; source < target; source += 1) {
        if (!connects(graph.keys, source, target)) continue;
        sources.push(slot * steps + source);
        targets.push(slot * steps + target);
      }
  });
  const room = matchupRoom(samples, sources.length);
  const source = new Int32Array(room);
  source.set(sources);
  const target = new Int32Array(room).fill(samples);
  target.set(targets);
  return {
    [PACKED_INPUTS.matchupSource]: int32(source, [room]),
    [PACKED_INPUTS.matchupTarget]: int32(target, [room]),
  };
}
