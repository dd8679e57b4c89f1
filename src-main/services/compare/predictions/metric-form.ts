import type { PredictionMetric } from '#contract/predictions';
import { rankCorrelation } from '../../../statistics/rank-correlation';
import { columnOf, type StoredPredictions } from './prediction-file';

/** What a metric is summed up from: units (rows or lists) with a vector each. */
export interface MetricUnits {
  /** Row that speaks for a unit: its first. */
  readonly rows: readonly number[];
  readonly width: number;
  /** float64 [rows.length, width], row-major. */
  readonly vectors: Float64Array;
  /** Metric of summed vectors; null where it is not defined. */
  readonly finish: (totals: Float64Array) => number | null;
}

/** Probabilities below this count as this, as in the families' own log loss. */
const LEAST_PROBABILITY = 1e-15;

/** @returns the units of a metric over stored predictions @throws PredictionsMissingError for a missing column */
export function metricUnits(table: StoredPredictions, metric: PredictionMetric): MetricUnits {
  switch (metric.kind) {
    case 'accuracy':
    case 'macro-f1':
    case 'weighted-f1':
      return confusionUnits(table, metric);
    case 'log-loss':
      return logLossUnits(table, metric);
    case 'mean':
      return meanUnits(table, metric.column);
    case 'root-mean-distance':
      return distanceUnits(table, metric);
    case 'list-rank-correlation':
      return listUnits(table, metric);
  }
}

const allRows = (table: StoredPredictions): readonly number[] =>
  Array.from({ length: table.rowCount }, (_, index) => index);

function confusionUnits(
  table: StoredPredictions,
  { kind, truth, predicted, classes }: Extract<PredictionMetric, { kind: 'macro-f1' | 'accuracy' | 'weighted-f1' }>,
): MetricUnits {
  const count = classes.length;
  const [actual, guess] = [columnOf(table, truth), columnOf(table, predicted)];
  const width = count * count;
  const vectors = new Float64Array(table.rowCount * width);
  actual.forEach((value, row) => {
    vectors[row * width + Number(value) * count + Number(guess[row])] = 1;
  });
  const finish = { accuracy, 'macro-f1': macroF1, 'weighted-f1': weightedF1 }[kind];
  return { rows: allRows(table), width, vectors, finish: (totals) => finish(totals, count) };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const support = (confusion: Float64Array, count: number, label: number): number => {
  let sum = 0;
  for (let other = 0; other < count; other++) sum += confusion[label * count + other]!;
  return sum;
};

/** @param confusion float64 [count, count], rows true @returns F1 of one class, 0 where it is undefined */
export function classF1(confusion: Float64Array, count: number, label: number): number {
  let guessed = 0;
  for (let other = 0; other < count; other++) guessed += confusion[other * count + label]!;
  const hits = confusion[label * count + label]!;
  const divisor = support(confusion, count, label) + guessed;
  return divisor === 0 ? 0 : (2 * hits) / divisor;
}

function accuracy(confusion: Float64Array, count: number): number | null {
  let hits = 0;
  for (let label = 0; label < count; label++) hits += confusion[label * count + label]!;
  const all = total(confusion);
  return all === 0 ? null : hits / all;
}

function macroF1(confusion: Float64Array, count: number): number | null {
  if (total(confusion) === 0) return null;
  let sum = 0;
  for (let label = 0; label < count; label++) sum += classF1(confusion, count, label);
  return sum / count;
}

function weightedF1(confusion: Float64Array, count: number): number | null {
  const all = total(confusion);
  if (all === 0) return null;
  let sum = 0;
  for (let label = 0; label < count; label++)
    sum += support(confusion, count, label) * classF1(confusion, count, label);
  return sum / all;
}

function logLossUnits(
  table: StoredPredictions,
  { truth, probabilities }: Extract<PredictionMetric, { kind: 'log-loss' }>,
): MetricUnits {
  const actual = columnOf(table, truth);
  const columns = probabilities.map((name) => columnOf(table, name));
  const vectors = new Float64Array(table.rowCount * 2);
  actual.forEach((label, row) => {
    vectors[row * 2] = -Math.log(Math.max(LEAST_PROBABILITY, Number(columns[Number(label)]![row])));
    vectors[row * 2 + 1] = 1;
  });
  return { rows: allRows(table), width: 2, vectors, finish: ratio };
}

const ratio = (totals: Float64Array): number | null => (totals[1]! > 0 ? totals[0]! / totals[1]! : null);

function meanUnits(table: StoredPredictions, column: string): MetricUnits {
  const vectors = new Float64Array(table.rowCount * 2);
  columnOf(table, column).forEach((value, row) => {
    if (value === '') return;
    vectors[row * 2] = Number(value);
    vectors[row * 2 + 1] = 1;
  });
  return { rows: allRows(table), width: 2, vectors, finish: ratio };
}

function distanceUnits(
  table: StoredPredictions,
  { x, y, trueX, trueY }: Extract<PredictionMetric, { kind: 'root-mean-distance' }>,
): MetricUnits {
  const [columnX, columnY, actualX, actualY] = [x, y, trueX, trueY].map((name) => columnOf(table, name));
  const vectors = new Float64Array(table.rowCount * 2);
  for (let row = 0; row < table.rowCount; row++) {
    if (actualX![row] === '' || actualY![row] === '') continue;
    const [dx, dy] = [Number(columnX![row]) - Number(actualX![row]), Number(columnY![row]) - Number(actualY![row])];
    vectors[row * 2] = (dx * dx + dy * dy) / 2;
    vectors[row * 2 + 1] = 1;
  }
  return {
    rows: allRows(table),
    width: 2,
    vectors,
    finish: (totals) => {
      const mean = ratio(totals);
      return mean === null ? null : Math.sqrt(mean);
    },
  };
}

function listUnits(
  table: StoredPredictions,
  { list, score, target, isTargetDescending, where }: Extract<PredictionMetric, { kind: 'list-rank-correlation' }>,
): MetricUnits {
  const keys = list.map((name) => columnOf(table, name));
  const filter = where && columnOf(table, where.column);
  const [scores, targets] = [columnOf(table, score), columnOf(table, target)];
  const lists = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (filter && filter[row] !== where.value) continue;
    const key = keys.map((column) => column[row]).join('\u0000');
    const known = lists.get(key);
    if (known) known.push(row);
    else lists.set(key, [row]);
  }
  const sign = isTargetDescending ? -1 : 1;
  const units = [...lists.values()];
  const vectors = new Float64Array(units.length * 2);
  units.forEach((rows, unit) => {
    vectors[unit * 2] = rankCorrelation(
      rows.map((row) => Number(scores[row])),
      rows.map((row) => sign * Number(targets[row])),
    );
    vectors[unit * 2 + 1] = 1;
  });
  return { rows: units.map(([first]) => first!), width: 2, vectors, finish: ratio };
}
