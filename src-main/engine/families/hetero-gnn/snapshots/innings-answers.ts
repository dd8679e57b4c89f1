import type { ForwardPass } from '../../../backend/executor';
import type { HostTensors } from '../../../backend/host-tensor';
import type { BatchPlan } from '../batches/batch-plan';
import type { InningsGraph } from '../data/innings-graph';
import { readoutBalls } from '../edges/readout-relations';
import { CLASS_COUNT } from '../matches/ball-class';
import { attentionOutput } from '../network/graph-pass';
import { HISTORY_RELATION_NAMES, type HistoryRelation } from '../network/graph-schema';

/** Balls that a neighbourhood names. */
const NAMED_BALLS = 12;

/** What the network says before one delivery. */
export interface DeliveryAnswer {
  /** Position within the innings. */
  readonly delivery: number;
  /** Log probabilities, float32 [7]. */
  readonly logProbabilities: Float32Array;
  /** Final state of the query, float32 [width]. */
  readonly query: Float32Array;
  readonly relations: readonly AttendedBalls[];
}

/** Earlier balls that one relation looks at. */
export interface AttendedBalls {
  readonly relation: HistoryRelation;
  /** All of them: uniform attention gives each 1 / edges. */
  readonly edges: number;
  /** Those with the largest weight, largest first; weights are means over the heads. */
  readonly deliveries: readonly number[];
  readonly weights: readonly number[];
}

/** @returns answers for every sample of an innings, in the order of play */
export async function inningsAnswers(
  graph: InningsGraph,
  plan: BatchPlan,
  forward: ForwardPass,
): Promise<readonly DeliveryAnswer[]> {
  const answers: DeliveryAnswer[] = [];
  for (const { inputs, deliveries } of plan.innings(graph)) {
    const outputs = await forward.run(inputs);
    deliveries.forEach((delivery, row) => {
      if (delivery >= 0) answers.push(answerOf(graph, outputs, row, delivery));
    });
  }
  return answers;
}

function answerOf(graph: InningsGraph, outputs: HostTensors, row: number, delivery: number): DeliveryAnswer {
  // Copies: an executor may write the next batch into the same memory.
  const rowOf = (name: string, width: number) => outputs[name]!.data.slice(row * width, (row + 1) * width);
  return {
    delivery,
    logProbabilities: Float32Array.from(rowOf('log_probabilities', CLASS_COUNT)),
    query: Float32Array.from(rowOf('query', outputs['query']!.shape[1]!)),
    relations: HISTORY_RELATION_NAMES.flatMap((relation) => attended(graph, outputs, relation, row, delivery)),
  };
}

function attended(
  graph: InningsGraph,
  outputs: HostTensors,
  relation: HistoryRelation,
  row: number,
  delivery: number,
): readonly AttendedBalls[] {
  const weights = outputs[attentionOutput(relation)];
  if (!weights) return [];
  const steps = weights.shape[2]!;
  const balls =
    relation === 'attends'
      ? Array.from({ length: delivery }, (_, ball) => ball)
      : [...readoutBalls(graph.keys, delivery)[relation]];
  // Rows are counted over graphs and moments alike: [G, M, T] has one row of weights a sample.
  const weightOf = (ball: number) => weights.data[row * steps + ball]!;
  const named = [...balls].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, NAMED_BALLS);
  return [{ relation, edges: balls.length, deliveries: named, weights: named.map(weightOf) }];
}
