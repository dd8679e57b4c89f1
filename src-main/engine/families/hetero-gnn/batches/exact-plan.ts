import { randomStream } from '../../../random/random-stream';
import type { HostTensors } from '../../../backend/host-tensor';
import type { TrainingBatch } from '../../family';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { InningsGraph } from '../data/innings-graph';
import type { Direction } from '../edges/relations';
import { partSamples } from '../evaluation/part-samples';
import { HELD_OUT_BALL_LOGITS, HELD_OUT_LOGITS } from '../network/logistic-residual';
import { networkNoise } from '../network/network-noise';
import { exactBatch, exactSamples, type ExactSample } from '../operators/exact-batch';
import { paddedLength } from '../packing/innings-lengths';
import { heldOutInput, piecesOf, trainingGraph, type BatchPlan, type BatchSetup } from './batch-plan';

/** One graph a sample, shuffled over the whole part: the published program's batches. */
export function exactPlan(setup: BatchSetup, direction: Direction): BatchPlan {
  const { data, slots, classWeights, shape } = setup;
  const batch = (samples: readonly ExactSample[]) =>
    exactBatch(samples, { slots, steps: stepsOf(samples), classWeights, direction });
  const heldOut = (samples: readonly ExactSample[]): HostTensors => {
    const moments = samples.map(({ graph, delivery }, row) => ({ graph, first: row, moments: [delivery] }));
    const steps = stepsOf(samples);
    const balls = samples.map(({ graph, delivery }, row) => ({
      graph,
      first: row * steps,
      moments: numbersBelow(delivery),
    }));
    return {
      ...heldOutInput(setup, HELD_OUT_LOGITS, slots, moments),
      ...(shape.hasSurprisesToHead ? heldOutInput(setup, HELD_OUT_BALL_LOGITS, slots * steps, balls) : {}),
    };
  };
  return {
    stepsPerEpoch: Math.ceil(data.parts.train.samples / slots),

    *epoch(seed, epoch) {
      const { innings, deliveries, count } = partSamples(data, 'train');
      const order = randomStream(seed, 'data.order', epoch).shuffle(numbersBelow(count));
      for (const piece of piecesOf(order, slots)) {
        const samples = piece.map((sample) => ({
          graph: trainingGraph(setup, innings[sample]!, seed, epoch),
          delivery: deliveries[sample]!,
        }));
        const inputs = { ...batch(samples), ...heldOut(samples) };
        yield { inputs, noise: networkNoise(shape, 'exact', inputs), samples: piece.length } satisfies TrainingBatch;
      }
    },

    *evaluation(part) {
      let last: InningsGraph | null = null;
      const graphOf = (position: number): InningsGraph => {
        if (last?.innings !== position) last = buildInningsGraph(data, position);
        return last;
      };
      const { innings, deliveries, count } = partSamples(data, part);
      for (const piece of piecesOf(numbersBelow(count), slots)) {
        const samples = piece.map((sample) => ({ graph: graphOf(innings[sample]!), delivery: deliveries[sample]! }));
        const rows = Int32Array.from({ length: slots }, (_, row) => piece[row] ?? -1);
        yield { inputs: batch(samples), samples: rows };
      }
    },

    innings: (graph) =>
      piecesOf(exactSamples([graph]), slots).map((piece) => ({
        inputs: batch(piece),
        deliveries: Int32Array.from({ length: slots }, (_, row) => piece[row]?.delivery ?? -1),
      })),

    moments: (moments) => ({ inputs: batch(moments), rows: moments.map((_, row) => row) }),
  };
}

/** Balls of the graphs of a batch. */
const stepsOf = (samples: readonly ExactSample[]): number =>
  paddedLength(Math.max(...samples.map(({ delivery }) => delivery)));

const numbersBelow = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
