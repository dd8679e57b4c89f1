import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import type { InningsGraph } from '../data/innings-graph';
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
export const logisticSamples = (data: CricketData, innings: readonly number[]): LogisticSamples =>
  samplesOfGraphs(
    innings.map((position) => buildInningsGraph(data, position)),
    entityOffsets(data.vocabulary).starts,
    ({ isTarget }, delivery) => isTarget[delivery] === 1,
  );

/**
 * @param starts   of {@link entityOffsets}
 * @param isSample of a delivery from 1: the first has no ball before it
 */
export function samplesOfGraphs(
  graphs: readonly InningsGraph[],
  starts: readonly number[],
  isSample: (graph: InningsGraph, delivery: number) => boolean,
): LogisticSamples {
  const rows = graphs.flatMap((graph) =>
    Array.from({ length: graph.length }, (_, delivery) => ({ graph, delivery })).filter(
      ({ delivery }) => delivery > 0 && isSample(graph, delivery),
    ),
  );
  const dense = new Float32Array(rows.length * DENSE_WIDTH);
  const entities = new Int32Array(rows.length * ENTITY_SLOTS);
  rows.forEach(({ graph, delivery }, sample) => {
    writeDense(graph, delivery, dense, sample * DENSE_WIDTH);
    writeEntities(graph, delivery, starts, entities, sample * ENTITY_SLOTS);
  });
  return {
    count: rows.length,
    dense,
    entities,
    labels: Uint8Array.from(rows, ({ graph, delivery }) => graph.labels[delivery]!),
  };
}
