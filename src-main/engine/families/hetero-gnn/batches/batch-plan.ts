import { float32, type HostTensors } from '../../../backend/host-tensor';
import type { TrainingBatch } from '../../family';
import type { HeldOutLogistic } from '../baselines/held-out-logistic';
import type { CricketData, DataPart } from '../data/cricket-data';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { InningsGraph } from '../data/innings-graph';
import { CLASS_COUNT } from '../matches/ball-class';
import type { HELD_OUT_BALL_LOGITS, HELD_OUT_LOGITS } from '../network/logistic-residual';
import type { NetworkShape } from '../network/network-shape';
import type { DeliveryRow } from '../packing/node-rows';
import { dropPlayerIds } from '../vocabulary/drop-player-ids';
import { randomStream } from '../../../random/random-stream';

/** A batch to judge, and which sample of the part each row of the answers is; -1 = none. */
export interface EvaluationBatch {
  readonly inputs: HostTensors;
  readonly samples: Int32Array;
}

/** How samples become batches: whole innings when packed, single samples when exact. */
export interface BatchPlan {
  readonly stepsPerEpoch: number;
  /** Batches of an epoch; follow from seed and epoch alone. */
  epoch(seed: number, epoch: number): Iterable<TrainingBatch>;
  /** Every sample of a part once, nothing dropped; samples are numbered as in `partSamples`. */
  evaluation(part: DataPart): Iterable<EvaluationBatch>;
  /** Every sample of one innings. */
  innings(graph: InningsGraph): readonly InningsBatch[];
  /**
   * Single moments, targets or not: one of each innings, of at most `slots` of them.
   * @returns inputs, and the row of the answers that belongs to each moment
   */
  moments(moments: readonly DeliveryRow[]): { readonly inputs: HostTensors; readonly rows: readonly number[] };
}

/** A batch of one innings, and the delivery that each row of the answers is about; -1 = none. */
export interface InningsBatch {
  readonly inputs: HostTensors;
  readonly deliveries: Int32Array;
}

/** What a plan is made of. */
export interface BatchSetup {
  readonly data: CricketData;
  readonly shape: NetworkShape;
  /** Innings of a step when packed, samples of a step when exact. */
  readonly slots: number;
  /** Weight of each class in the loss. */
  readonly classWeights: readonly number[];
  readonly idDropout: number;
  /** What a residual adds to in training; null without one, or where nothing is trained. */
  readonly heldOut: HeldOutLogistic | null;
}

/** The graph of an innings as training sees it: some people are unknown, drawn by seed, epoch and innings. */
export function trainingGraph({ data, idDropout }: BatchSetup, position: number, seed: number, epoch: number) {
  const graph = buildInningsGraph(data, position);
  if (idDropout === 0) return graph;
  const stream = randomStream(seed, `data.id_dropout.${position}`, epoch);
  return { ...graph, players: dropPlayerIds(graph, idDropout, stream) };
}

/**
 * The input that a residual reads in training; none without one.
 * @param name   of the input: answers before the moments, or before the balls
 * @param rows   of the input
 * @param graphs of the batch: the deliveries of each whose rows follow one another from `first`
 */
export function heldOutInput(
  { heldOut }: BatchSetup,
  name: typeof HELD_OUT_LOGITS | typeof HELD_OUT_BALL_LOGITS,
  rows: number,
  graphs: Iterable<{ readonly graph: InningsGraph; readonly first: number; readonly moments: readonly number[] }>,
): HostTensors {
  if (!heldOut) return {};
  const values = new Float32Array(rows * CLASS_COUNT);
  for (const { graph, first, moments } of graphs) {
    const logits = heldOut.logits(graph);
    moments.forEach((moment, index) =>
      values.set(logits.subarray(moment * CLASS_COUNT, (moment + 1) * CLASS_COUNT), (first + index) * CLASS_COUNT),
    );
  }
  return { [name]: float32(values, [rows, CLASS_COUNT]) };
}

/** @returns number of targets of an innings graph */
export const targetCount = ({ isTarget }: InningsGraph): number => isTarget.reduce((sum, value) => sum + value, 0);

/** Pieces of at most `size` items, in order. */
export const piecesOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, piece) => items.slice(piece * size, (piece + 1) * size));
