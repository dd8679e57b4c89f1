import { randomStream } from '../../../random/random-stream';
import type { TrainingBatch } from '../../family';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData, DataPart } from '../data/cricket-data';
import type { InningsGraph } from '../data/innings-graph';
import { targetDeliveries } from '../data/sample-counts';
import { HELD_OUT_LOGITS } from '../network/logistic-residual';
import { networkNoise } from '../network/network-noise';
import { paddedLength } from '../packing/innings-lengths';
import { packInnings } from '../packing/packed-batch';
import {
  heldOutInput,
  piecesOf,
  targetCount,
  trainingGraph,
  type BatchPlan,
  type BatchSetup,
  type EvaluationBatch,
} from './batch-plan';

/** Whole innings of similar length: one pass over an innings serves all its samples. */
export function packedPlan(setup: BatchSetup): BatchPlan {
  const { data, slots, classWeights, shape } = setup;
  const train = byPaddedLength(data, data.parts.train.innings);
  const pack = (graphs: readonly InningsGraph[], steps: number) => packInnings(graphs, { slots, steps, classWeights });
  return {
    stepsPerEpoch: train.reduce((sum, { innings }) => sum + Math.ceil(innings.length / slots), 0),

    *epoch(seed, epoch) {
      const stream = randomStream(seed, 'data.order', epoch);
      const batches = train.flatMap(({ steps, innings }) =>
        piecesOf(stream.shuffle([...innings]), slots).map((piece) => ({ steps, piece })),
      );
      for (const index of stream.shuffle(batches.map((_, position) => position))) {
        const { steps, piece } = batches[index]!;
        const graphs = piece.map((position) => trainingGraph(setup, position, seed, epoch));
        const inputs = {
          ...pack(graphs, steps),
          ...heldOutInput(
            setup,
            HELD_OUT_LOGITS,
            slots * steps,
            graphs.map((graph, slot) => ({ graph, first: slot * steps, moments: [...graph.labels.keys()] })),
          ),
        };
        const samples = graphs.reduce((sum, graph) => sum + targetCount(graph), 0);
        yield { inputs, noise: networkNoise(shape, 'packed', inputs), samples } satisfies TrainingBatch;
      }
    },

    *evaluation(part) {
      const starts = sampleStarts(data, part);
      for (const { steps, innings } of byPaddedLength(data, data.parts[part].innings)) {
        for (const piece of piecesOf(innings, slots)) {
          const graphs = piece.map((position) => buildInningsGraph(data, position));
          const samples = graphs.flatMap((graph) => sampleRows(graph, starts.get(graph.innings)!, steps));
          const padding = Array.from({ length: (slots - graphs.length) * steps }, () => -1);
          yield {
            inputs: pack(graphs, steps),
            samples: Int32Array.from([...samples, ...padding]),
          } satisfies EvaluationBatch;
        }
      }
    },

    innings: (graph) => {
      const steps = paddedLength(graph.length);
      const deliveries = new Int32Array(slots * steps).fill(-1);
      graph.isTarget.forEach((isTarget, delivery) => {
        if (isTarget === 1) deliveries[delivery] = delivery;
      });
      return [{ inputs: pack([graph], steps), deliveries }];
    },

    moments: (moments) => {
      const graphs = moments.map(({ graph }) => graph);
      const steps = paddedLength(Math.max(...graphs.map(({ length }) => length)));
      return { inputs: pack(graphs, steps), rows: moments.map(({ delivery }, slot) => slot * steps + delivery) };
    },
  };
}

interface LengthGroup {
  readonly steps: number;
  readonly innings: readonly number[];
}

/** Innings by the length that they are padded to, shortest first. */
function byPaddedLength({ archive }: CricketData, innings: readonly number[]): readonly LengthGroup[] {
  const groups = new Map<number, number[]>();
  for (const position of innings) {
    const steps = paddedLength(archive.innings[position]!.deliveryCount);
    const group = groups.get(steps);
    if (group) group.push(position);
    else groups.set(steps, [position]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([steps, members]) => ({ steps, innings: members }));
}

/** Number of the first sample of each innings of a part. */
function sampleStarts(data: CricketData, part: DataPart): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let next = 0;
  for (const position of data.parts[part].innings) {
    starts.set(position, next);
    next += targetDeliveries(data.archive, position, data.options).length;
  }
  return starts;
}

function sampleRows(graph: InningsGraph, start: number, steps: number): number[] {
  let next = start;
  return Array.from({ length: steps }, (_, delivery) => (graph.isTarget[delivery] === 1 ? next++ : -1));
}
