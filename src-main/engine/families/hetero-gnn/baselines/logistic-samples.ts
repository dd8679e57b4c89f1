import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import { DENSE_WIDTH, ENTITY_SLOTS, entityOffsets, writeDense, writeEntities } from './logistic-features';

/** Samples of some innings as the logistic regression takes them. */
export interface LogisticSamples {
  readonly count: number;
  /** float32 [count * DENSE_WIDTH], not standardised. */
  readonly dense: Float32Array;
  /** Rows of the entity table, int32 [count * ENTITY_SLOTS]; -1 = none. */
  readonly entities: Int32Array;
  readonly labels: Uint8Array;
}

/** @param innings positions in the archive; samples follow in order */
export function logisticSamples(data: CricketData, innings: readonly number[]): LogisticSamples {
  const { starts } = entityOffsets(data.vocabulary);
  const graphs = innings.map((position) => buildInningsGraph(data, position));
  const count = graphs.reduce(
    (sum, { isTarget }) => sum + isTarget.reduce((targets, target) => targets + target, 0),
    0,
  );
  const dense = new Float32Array(count * DENSE_WIDTH);
  const entities = new Int32Array(count * ENTITY_SLOTS);
  const labels = new Uint8Array(count);
  let sample = 0;
  for (const graph of graphs) {
    for (let delivery = 1; delivery < graph.length; delivery += 1) {
      if (graph.isTarget[delivery] === 0) continue;
      writeDense(graph, delivery, dense, sample * DENSE_WIDTH);
      writeEntities(graph, delivery, starts, entities, sample * ENTITY_SLOTS);
      labels[sample] = graph.labels[delivery]!;
      sample += 1;
    }
  }
  return { count, dense, entities, labels };
}
