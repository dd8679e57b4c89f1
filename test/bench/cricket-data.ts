/*
 * Times and memory of cricket data, and the baselines of both parts that a model is judged on:
 *
 *   node test/bench/run.mjs cricket-data <archive or folder> [date|random] [corrected|reference] [bat_runs|legal_only]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { archiveFiles } from '../../src-main/engine/families/hetero-gnn/archive/archive-files';
import { baselineMetrics } from '../../src-main/engine/families/hetero-gnn/baselines/baseline-metrics';
import { baselineLogits, fitBaselines } from '../../src-main/engine/families/hetero-gnn/baselines/fit-baselines';
import { buildInningsGraph } from '../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { CricketDataOptions } from '../../src-main/engine/families/hetero-gnn/data/data-options';
import { loadCricketData } from '../../src-main/engine/families/hetero-gnn/data/load-cricket-data';
import { evaluatePart } from '../../src-main/engine/families/hetero-gnn/evaluation/evaluate-part';
import { predictionSlices } from '../../src-main/engine/families/hetero-gnn/evaluation/prediction-slices';

const [source, splitBy = 'date', rules = 'corrected', labels = 'bat_runs'] = process.argv.slice(2);
if (source === undefined) throw new Error('Give the archive: node test/bench/run.mjs cricket-data <archive or folder>');
const options: CricketDataOptions = {
  rules: rules === 'reference' ? 'reference' : 'corrected',
  labels: labels === 'legal_only' ? 'legal_only' : 'bat_runs',
  splitBy: splitBy === 'random' ? 'random' : 'date',
  splitSeed: 42,
  trainShare: 1,
};
const cacheFolder = mkdtempSync(path.join(tmpdir(), 'assay-cricket-bench-'));
const { signal } = new AbortController();

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(2)} s`;
const megabytes = (): string => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return `${((heapUsed + arrayBuffers) / 1e6).toFixed(0)} MB`;
};

const load = () =>
  loadCricketData(options, {
    source: { name: 'bench', path: source, fingerprint: '' },
    cacheFolder,
    phase: () => undefined,
    signal,
  });

let start = performance.now();
await load();
console.log(`cold: ${seconds(start)}`);
start = performance.now();
const { data } = await load();
console.log(`warm: ${seconds(start)}, heap and arrays ${megabytes()} before collection`);
start = performance.now();
for (const { innings } of Object.values(data.parts)) for (const position of innings) buildInningsGraph(data, position);
console.log(`all innings graphs once: ${seconds(start)}`);

start = performance.now();
const { fingerprint } = archiveFiles(source);
const fitted = await fitBaselines(data, { fingerprint, cacheFolder, signal, onProgress: () => undefined });
console.log(`baselines fitted: ${seconds(start)}; logistic ${JSON.stringify(fitted.calibrations.logistic)}`);

const COLUMNS = [
  'accuracy',
  'macro_f1',
  'weighted_f1',
  'log_loss',
  'top_2_accuracy',
  'ece',
  'wicket_recall',
  'boundary_precision',
  'expected_runs_error',
  'corrected_macro_f1',
  'corrected_weighted_f1',
  'corrected_wicket_recall',
];
const row = (values: Readonly<Record<string, number | null>>): string =>
  COLUMNS.map((column) => values[column]?.toFixed(4) ?? '-').join(' | ');
console.log(`baseline | part | ${COLUMNS.join(' | ')}`);
for (const [id, parts] of Object.entries(baselineMetrics(data, ['validation', 'test'], fitted)))
  for (const [part, metrics] of Object.entries(parts)) console.log(`${id} | ${part} | ${row(metrics)}`);

console.log('logistic on test, by slice: n | log loss | macro F1 | corrected macro F1');
const { predictions } = evaluatePart(
  data,
  'test',
  baselineLogits(data, 'test', fitted, 'logistic'),
  fitted.calibrations.logistic,
);
for (const { name, value, metrics } of predictionSlices(predictions)) {
  if (name === 'venue') continue;
  const numbers = ['log_loss', 'macro_f1', 'corrected_macro_f1'].map((id) => metrics[id]?.toFixed(4));
  console.log(`${name} ${value} | ${metrics.n} | ${numbers.join(' | ')}`);
}
rmSync(cacheFolder, { recursive: true });
