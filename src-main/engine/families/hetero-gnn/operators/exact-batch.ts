import { float32, type HostTensor, type HostTensors } from '../../../backend/host-tensor';
import type { InningsGraph } from '../data/innings-graph';
import { PAIR_RULES } from '../edges/ball-relations';
import { readoutBalls } from '../edges/readout-relations';
import { BALL_RELATIONS, READOUT_RELATIONS, type BallRelation, type Direction } from '../edges/relations';
import { CONTEXT_WIDTH } from '../features/context-layout';
import { TRANSFORMER_RELATIONS } from '../network/graph-schema';
import { ballInputs, ballPlayers, entityInputs, momentInputs, numbers, type DeliveryRow } from '../packing/node-rows';
import { featureInput, maskInput } from './exact-graph';

/** A sample: a delivery of an innings. */
export type ExactSample = DeliveryRow;

export interface ExactBatchOptions {
  /** Samples of the batch; missing ones are padding. */
  readonly slots: number;
  /** Balls of a graph, at least the longest history. */
  readonly steps: number;
  readonly classWeights: readonly number[];
  /** `two_way`: same_bowler and same_batsman lead both ways, and FiLM conditions balls on the sample, as published. */
  readonly direction: Direction;
}

/**
 * Inputs of {@link exactGraph}: one graph a sample, its balls the deliveries before it.
 * @param samples at most `slots`
 */
export function exactBatch(samples: readonly ExactSample[], options: ExactBatchOptions): HostTensors {
  const { slots, steps, direction } = options;
  const padded = Array.from({ length: slots }, (_, slot) => samples[slot] ?? null);
  const balls = padded.flatMap((sample) =>
    Array.from({ length: steps }, (_, ball) =>
      sample && ball < sample.delivery ? { ...sample, delivery: ball } : null,
    ),
  );
  const conditions = direction === 'causal' ? balls : padded.flatMap((s) => Array.from({ length: steps }, () => s));
  return {
    ...entityInputs(padded.map((sample) => sample?.graph ?? null)),
    ...momentInputs(padded, options.classWeights),
    ...ballInputs(balls),
    ball_non_strikers: ballPlayers(balls, 'nonStriker'),
    ball_conditions: numbers(conditions, 'context', CONTEXT_WIDTH),
    ...Object.fromEntries(BALL_RELATIONS.map((relation) => [maskInput(relation), ballMask(relation)])),
    ...Object.fromEntries(TRANSFORMER_RELATIONS.map((relation) => [featureInput(relation), ballFeature(relation)])),
    ...historyMasks(),
  };

  function byPair(relation: BallRelation, value: (sample: ExactSample, source: number, target: number) => number) {
    const values = new Float32Array(slots * steps * steps);
    padded.forEach((sample, slot) => {
      if (!sample) return;
      const at = (row: number, column: number) => (slot * steps + row) * steps + column;
      for (let target = 1; target < sample.delivery; target += 1)
        for (let source = 0; source < target; source += 1) {
          const found = value(sample, source, target);
          values[at(target, source)] = found;
          if (direction === 'two_way' && PAIR_RULES[relation].isMutual) values[at(source, target)] = found;
        }
    });
    return float32(values, [slots, steps, steps]);
  }

  function ballMask(relation: BallRelation): HostTensor {
    const { connects } = PAIR_RULES[relation];
    return byPair(relation, ({ graph }, source, target) => (connects(graph.keys, source, target) ? 1 : 0));
  }

  function ballFeature(relation: (typeof TRANSFORMER_RELATIONS)[number]): HostTensor {
    const { feature } = PAIR_RULES[relation];
    return byPair(relation, ({ graph }, source, target) => feature(graph.keys, source, target));
  }

  function historyMasks(): HostTensors {
    const masks = Object.fromEntries(HISTORY.map((relation) => [relation, new Float32Array(slots * steps)]));
    padded.forEach((sample, slot) => {
      if (!sample) return;
      const found = readoutBalls(sample.graph.keys, sample.delivery);
      for (const relation of READOUT_RELATIONS)
        for (const ball of found[relation]) masks[relation]![slot * steps + ball] = 1;
      masks['attends']!.fill(1, slot * steps, slot * steps + sample.delivery);
    });
    return Object.fromEntries(
      HISTORY.map((relation) => [maskInput(relation), float32(masks[relation]!, [slots, 1, steps])]),
    );
  }
}

/** Relations from balls to a node of the sample. */
const HISTORY = [...READOUT_RELATIONS, 'attends'] as const;

/** @returns samples of innings: each of their deliveries that is a target */
export const exactSamples = (graphs: readonly InningsGraph[]): readonly ExactSample[] =>
  graphs.flatMap((graph) =>
    [...graph.isTarget].flatMap((isTarget, delivery) => (isTarget === 0 ? [] : [{ graph, delivery }])),
  );
