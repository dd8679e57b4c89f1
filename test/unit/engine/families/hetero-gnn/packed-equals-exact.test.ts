import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heteroGnnSchema } from '#contract/config/hetero-gnn';
import type { Executor } from '../../../../../src-main/engine/backend/executor';
import type { HostTensors } from '../../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { buildInningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { CricketData } from '../../../../../src-main/engine/families/hetero-gnn/data/cricket-data';
import type { InningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/innings-graph';
import type { Direction } from '../../../../../src-main/engine/families/hetero-gnn/edges/relations';
import { createNetwork } from '../../../../../src-main/engine/families/hetero-gnn/network/network';
import { networkShape } from '../../../../../src-main/engine/families/hetero-gnn/network/network-shape';
import { exactBatch, exactSamples } from '../../../../../src-main/engine/families/hetero-gnn/operators/exact-batch';
import { packInnings } from '../../../../../src-main/engine/families/hetero-gnn/packing/packed-batch';
import { CRICKET_SAMPLE, cricketData, readArchive } from '../../../../support/cricket-archive';
import { movedStore } from './moved-store';
import { toPackedWeights } from './to-packed-weights';

const WEIGHTS = [1, 1, 1, 1, 1, 1, 1];
const SLOTS = 64;
const STEPS = 144;
let executor: Executor;
let data: CricketData;
/** Ten real innings: super overs, reduced ones, full ones; the last are of the validation and test parts. */
let graphs: readonly InningsGraph[];

beforeAll(async () => {
  executor = await createOnnxRuntimeExecutor({ threads: 1 });
  data = cricketData(await readArchive(CRICKET_SAMPLE));
  const shortest = data.archive.innings
    .map(({ deliveryCount }, position) => ({ deliveryCount, position }))
    .sort((a, b) => a.deliveryCount - b.deliveryCount)
    .map(({ position }) => position);
  const last = data.archive.innings.length - 1;
  const chosen = [...shortest.slice(0, 8), last - 1, last];
  graphs = chosen.map((position) => buildInningsGraph(data, position)).filter(({ length }) => length <= STEPS);
});
afterAll(() => executor.dispose());

const networkOf = (model: object, execution: 'packed' | 'exact') => {
  const config = heteroGnnSchema.parse({ family: 'hetero-gnn', model: { hidden_dim: 8, num_heads: 2, ...model } });
  const shape = networkShape(config, data.vocabulary.sizes);
  return { shape, network: createNetwork(shape, config.loss, execution) };
};

const targetsOf = (inputs: HostTensors, answers: HostTensors): number[] =>
  [...answers['log_probabilities']!.data].filter((_, at) => inputs['is_target']!.data[Math.floor(at / 7)] === 1);

/** Log probabilities of every target of the innings, in order: one graph a sample. */
async function exactAnswers(model: object, direction: Direction, limit = Infinity) {
  const { network } = networkOf(model, 'exact');
  const store = movedStore(network);
  const forward = executor.forward(network.forward, store);
  const samples = exactSamples(graphs).slice(0, limit);
  const answers: number[] = [];
  for (let first = 0; first < samples.length; first += SLOTS) {
    const options = { slots: SLOTS, steps: STEPS, classWeights: WEIGHTS, direction };
    const inputs = exactBatch(samples.slice(first, first + SLOTS), options);
    for (const value of targetsOf(inputs, await forward.run(inputs))) answers.push(value);
  }
  forward.dispose();
  return { store, answers };
}

async function packedAnswers(model: object, exact: ParameterStore) {
  const { network, shape } = networkOf(model, 'packed');
  const store = new ParameterStore(network.parameters);
  toPackedWeights(shape, exact, store);
  const forward = executor.forward(network.forward, store);
  const answers: number[] = [];
  // Innings of different lengths side by side, and a slot that stays empty.
  for (let first = 0; first < graphs.length; first += 4) {
    const inputs = packInnings(graphs.slice(first, first + 4), { slots: 5, steps: STEPS, classWeights: WEIGHTS });
    for (const value of targetsOf(inputs, await forward.run(inputs))) answers.push(value);
  }
  forward.dispose();
  return answers;
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  let largest = 0;
  a.forEach((value, index) => (largest = Math.max(largest, Math.abs(value - b[index]!))));
  return largest;
}

describe('packed execution gives the answers of one graph a sample, for every sample of ten innings', () => {
  it.each([
    { variant: 'base' },
    { variant: 'pooling' },
    { variant: 'hybrid' },
    { variant: 'full', residual: 'logistic', features: 'standardized', features_to_head: true },
    { variant: 'hybrid', residual: 'logistic', features_to_head: true, surprises_to_head: true, relations: 'causal' },
    { variant: 'phase_modulated' },
    { variant: 'innings_conditional' },
    { variant: 'full' },
    { variant: 'full', use_film: false, use_hierarchical: false, use_innings_heads: false },
  ])('%o', async (model) => {
    const { store, answers } = await exactAnswers(model, 'causal');
    const packed = await packedAnswers(model, store);
    expect(graphs).toHaveLength(10);
    expect(packed).toHaveLength(answers.length);
    expect(answers.length).toBeGreaterThan(7 * 300);
    expect(largestDifference(packed, answers)).toBeLessThan(1e-4);
  });

  it('is another function than the published one, whose same_bowler and same_batsman lead both ways', async () => {
    const model = { variant: 'base' };
    const causal = await exactAnswers(model, 'causal', SLOTS);
    const published = await exactAnswers(model, 'two_way', SLOTS);
    expect(largestDifference(published.answers, causal.answers)).toBeGreaterThan(1e-3);
  });
});
