import {
  TABULAR_SEEDS,
  type TabularBenchOutput,
  type TabularBenchRow,
  type TabularFits,
  type TabularPeerTask,
  type TabularWorkloadId,
} from '#contract/bench-tabular';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { tabularRows, type TabularRows } from '../../engine/bench/tabular-rows';
import { BOOSTED_TREES_DEFAULTS, fitBoostedTrees, predictBoostedTrees } from '../../engine/tabular/boosted-trees';
import { fitRandomForest, predictRandomForest, RANDOM_FOREST_DEFAULTS } from '../../engine/tabular/random-forest';
import type { TabularFit } from './tabular-peer';

const TEST_ROWS = 20_000;
const SEED = { rows: 1, testRows: 2 } as const;

/** A model and how many rows it is fitted on. */
const WORKLOADS = {
  'trees-5400': { model: 'trees', rows: 5_400 },
  'trees-54000': { model: 'trees', rows: 54_000 },
  'forest-5400': { model: 'forest', rows: 5_400 },
  'forest-54000': { model: 'forest', rows: 54_000 },
} as const satisfies Record<TabularWorkloadId, Pick<TabularPeerTask, 'model' | 'rows'>>;

/** Who fits once with a seed: the time of the fit, and the error on the test rows. */
type FitOnce = (seed: number) => Promise<TabularFit>;

/** A peer that has read the rows. */
export interface TabularPeer {
  readonly fit: FitOnce;
  stop(): Promise<void>;
}

export interface TabularSurroundings {
  /** Null without peers. */
  readonly startPeer: ((task: TabularPeerTask) => Promise<TabularPeer>) | null;
  progress(message: string, fraction: number): void;
  readonly signal: AbortSignal;
}

const errorOf = (predicted: Float64Array, target: Float32Array): number =>
  Math.sqrt(predicted.reduce((sum, value, row) => sum + (value - target[row]!) ** 2, 0) / predicted.length);

/** @returns our fit of a model; its own settings are those that the peers' script repeats */
function ownFit(model: TabularPeerTask['model'], train: TabularRows, test: TabularRows, signal: AbortSignal): FitOnce {
  const fitAndPredict = async (seed: number): Promise<() => Float64Array> => {
    const context = { seed, signal };
    if (model === 'trees') {
      const trees = await fitBoostedTrees(train.table, train.target, BOOSTED_TREES_DEFAULTS, context);
      return () => predictBoostedTrees(trees, test.table);
    }
    const forest = await fitRandomForest(train.table, train.target, RANDOM_FOREST_DEFAULTS, context);
    return () => predictRandomForest(forest, test.table);
  };
  return async (seed) => {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const predict = await fitAndPredict(seed);
    const fitMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { fitMs, cpuMs: (user + system) / 1000, rootMeanSquaredError: errorOf(predict(), test.target) };
  };
}

/** Writes the rows for the peer. @returns its task */
function placeRows(
  folder: string,
  model: TabularPeerTask['model'],
  train: TabularRows,
  test: TabularRows,
): TabularPeerTask {
  const file = path.join(folder, 'rows.f32');
  const parts = [train.table.values, train.target, test.table.values, test.target];
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
  return { model, file, columns: train.table.columns, rows: train.table.rows, testRows: test.table.rows };
}

/** Lets contenders take turns, one fit each; every other round in reverse, so that a busy moment meets all of them alike. */
async function takeTurns(contenders: readonly FitOnce[], told: (round: number) => void): Promise<TabularFits[]> {
  const fits = contenders.map((): TabularFits => ({ fitMs: [], cpuMs: [], rootMeanSquaredError: [] }));
  const order = contenders.map((_, index) => index);
  for (let seed = 0; seed < TABULAR_SEEDS; seed++) {
    told(seed);
    for (const index of seed % 2 === 0 ? order : order.toReversed()) {
      const { fitMs, cpuMs, rootMeanSquaredError } = await contenders[index]!(seed);
      fits[index]!.fitMs.push(fitMs);
      fits[index]!.cpuMs.push(cpuMs);
      fits[index]!.rootMeanSquaredError.push(rootMeanSquaredError);
    }
  }
  return fits;
}

/** @returns the middle one; of an even number, the upper one of the two in the middle */
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @returns a row with its ratios */
export function compareFits(name: TabularWorkloadId, ours: TabularFits, peer: TabularFits | null): TabularBenchRow {
  if (!peer) return { name, ours, peer, timeRatio: null, errorRatio: null };
  return {
    name,
    ours,
    peer,
    timeRatio: median(peer.fitMs) / median(ours.fitMs),
    errorRatio: mean(ours.rootMeanSquaredError) / mean(peer.rootMeanSquaredError),
  };
}

async function measure(
  name: TabularWorkloadId,
  folder: string,
  { startPeer, signal }: TabularSurroundings,
  results: Pick<TabularBenchOutput, 'rows' | 'failures'>,
  told: (round: number) => void,
): Promise<void> {
  const { model, rows } = WORKLOADS[name];
  const [train, test] = [tabularRows(rows, SEED.rows), tabularRows(TEST_ROWS, SEED.testRows)];
  const own = ownFit(model, train, test, signal);
  const failed = (error: unknown): null => {
    results.failures.push({ name, message: error instanceof Error ? error.message : String(error) });
    return null;
  };
  // Not counted: our code is compiled here. The peer's process does the same with its first fit.
  const warm = tabularRows(5_400, SEED.rows);
  await ownFit(model, warm, test, signal)(TABULAR_SEEDS);
  const peer = startPeer ? await startPeer(placeRows(folder, model, train, test)).catch(failed) : null;
  try {
    const [ours, others] = await takeTurns(peer ? [own, peer.fit] : [own], told);
    results.rows.push(compareFits(name, ours!, others ?? null));
  } finally {
    await peer?.stop();
  }
}

function load(): [number, number, number] {
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  return [one, five, fifteen];
}

/** Fits each workload with five seeds, ours and the peer in turns, on the same rows. */
export async function runTabularBench(
  workloads: readonly TabularWorkloadId[],
  surroundings: TabularSurroundings,
): Promise<TabularBenchOutput> {
  const start = load();
  const results: Pick<TabularBenchOutput, 'rows' | 'failures'> = { rows: [], failures: [] };
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-bench-'));
  try {
    for (const [index, name] of workloads.entries()) {
      surroundings.signal.throwIfAborted();
      const told = (seed: number): void =>
        surroundings.progress(`${name}, seed ${seed}`, (index + seed / TABULAR_SEEDS) / workloads.length);
      await measure(name, folder, surroundings, results, told);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const cores = cpus();
  return {
    ...results,
    machine: { cores: cores.length, processor: cores[0]?.model ?? 'unknown', memoryBytes: totalmem() },
    load: { start, end: load() },
  };
}
