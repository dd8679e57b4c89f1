import { float32, type HostTensor, type HostTensors } from '../../../backend/host-tensor';
import type { InningsGraph } from '../data/innings-graph';
import { BALL_RELATIONS, type BallRelation, type Direction } from '../edges/relations';
import { CONTEXT_WIDTH } from '../features/context-layout';
import { HISTORY_RELATION_NAMES, INFORMS_BALLS, TRANSFORMER_RELATIONS } from '../network/graph-schema';
import { HISTORY_RULES, PAIR_RULES } from '../packing/ball-pairs';
import { ballInputs, entityInputs, momentInputs, numbers, type DeliveryRow } from '../packing/node-rows';
import { featureInput, maskInput } from './exact-graph';

/** A sample: a delivery of an innings, with the players that its graph shows as unknown. */
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

const TWO_WAY: readonly BallRelation[] = ['same_bowler', 'same_batsman'];

/**
 * Inputs of {@link exactGraph}: one graph a sample, its balls the deliveries before it.
 * @param samples at most `slots`
 */
export function exactBatch(samples: readonly ExactSample[], options: ExactBatchOptions): HostTensors {
  const { slots, steps, direction } = options;
  const padded = Array.from({ length: slots }, (_, slot) => samples[slot] ?? null);
  const balls = padded.flatMap((sample) =>
    Array.from({ length: steps }, (_, ball) => (sample && ball < sample.delivery ? { ...sample, delivery: ball } : null)),
  );
  const conditions = direction === 'causal' ? balls : padded.flatMap((s) => Array.from({ length: steps }, () => s));
  return {
    ...entityInputs(padded.map((sample) => sample?.graph ?? null)),
    ...momentInputs(padded, options.classWeights),
    ...ballInputs(balls),
    ball_conditions: numbers(conditions, 'context', CONTEXT_WIDTH),
    ...Object.fromEntries(BALL_RELATIONS.map((relation) => [maskInput(relation), ballMask(relation)])),
    ...Object.fromEntries(TRANSFORMER_RELATIONS.map((relation) => [featureInput(relation), ballFeature(relation)])),
    ...Object.fromEntries(HISTORY_RELATION_NAMES.map((relation) => [maskInput(relation), historyMask(relation)])),
    [maskInput('informs')]: byBall((ball, { delivery }) => delivery - ball <= INFORMS_BALLS),
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
          if (direction === 'two_way' && TWO_WAY.includes(relation)) values[at(source, target)] = found;
        }
    });
    return float32(values, [slots, steps, steps]);
  }

  function ballMask(relation: BallRelation): HostTensor {
    const { holds } = PAIR_RULES[relation];
    return byPair(relation, ({ graph }, source, target) => (holds(graph.keys, source, target) ? 1 : 0));
  }

  function ballFeature(relation: (typeof TRANSFORMER_RELATIONS)[number]): HostTensor {
    const { feature } = PAIR_RULES[relation];
    return byPair(relation, ({ graph }, source, target) => feature(graph.keys, source, target));
  }

  function byBall(holds: (ball: number, sample: ExactSample) => boolean): HostTensor {
    const values = new Float32Array(slots * steps);
    padded.forEach((sample, slot) => {
      for (let ball = 0; sample && ball < sample.delivery; ball += 1)
        values[slot * steps + ball] = holds(ball, sample) ? 1 : 0;
    });
    return float32(values, [slots, 1, steps]);
  }

  function historyMask(relation: (typeof HISTORY_RELATION_NAMES)[number]): HostTensor {
    return byBall((ball, { graph, delivery }) => HISTORY_RULES[relation](graph.keys, ball, delivery));
  }
}

/** @returns samples of innings: each of their deliveries that is a target */
export const exactSamples = (graphs: readonly InningsGraph[], hidden: (graph: InningsGraph) => ReadonlySet<number>) =>
  graphs.flatMap((graph): ExactSample[] => {
    const unknown = hidden(graph);
    return [...graph.isTarget].flatMap((isTarget, delivery) =>
      isTarget === 0 ? [] : [{ graph, delivery, hidden: unknown }],
    );
  });
