import { beforeAll, describe, expect, it } from 'vitest';
import { heteroGnnSchema } from '#contract/config/hetero-gnn';
import { createEagerExecutor } from '../../../../../src-main/engine/backend/eager/eager-executor';
import type { Executor } from '../../../../../src-main/engine/backend/executor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import type { InningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/innings-graph';
import { createNetwork } from '../../../../../src-main/engine/families/hetero-gnn/network/network';
import { networkShape } from '../../../../../src-main/engine/families/hetero-gnn/network/network-shape';
import { madeUpInnings } from '../../../../../src-main/engine/families/hetero-gnn/batches/made-up-innings';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { exactBatch, exactSamples } from '../../../../../src-main/engine/families/hetero-gnn/operators/exact-batch';
import { packInnings } from '../../../../../src-main/engine/families/hetero-gnn/packing/packed-batch';
import { movedStore } from './moved-store';
import { toPackedWeights } from './to-packed-weights';

const TABLES = { venues: 3, teams: 4, players: 20 };
const WEIGHTS = [1, 1, 1, 1, 1, 1, 1];
let executor: Executor;
beforeAll(async () => {
  executor = await createEagerExecutor({ backend: 'cpu' });
});

const networkOf = (model: object, execution: 'packed' | 'exact') => {
  const config = heteroGnnSchema.parse({ family: 'hetero-gnn', model: { hidden_dim: 8, num_heads: 2, ...model } });
  const shape = networkShape(config, TABLES);
  return { shape, network: createNetwork(shape, config.loss, execution) };
};

/** Log probabilities of every target of the innings, in order. */
async function exactAnswers(model: object, graphs: readonly InningsGraph[], direction: 'causal' | 'two_way') {
  const { network } = networkOf(model, 'exact');
  const store = movedStore(network);
  const forward = executor.forward(network.forward, store);
  const samples = exactSamples(graphs);
  const steps = Math.max(...graphs.map(({ length }) => length));
  const inputs = exactBatch(samples, { slots: samples.length, steps, classWeights: WEIGHTS, direction });
  const { log_probabilities: answers } = await forward.run(inputs);
  return { store, answers: [...answers!.data] };
}

async function packedAnswers(model: object, graphs: readonly InningsGraph[], exact: ParameterStore, steps: number) {
  const { network, shape } = networkOf(model, 'packed');
  const store = new ParameterStore(network.parameters);
  toPackedWeights(shape, exact, store);
  const layout = { slots: graphs.length + 1, steps };
  const inputs = packInnings(graphs, { ...layout, classWeights: WEIGHTS });
  const { log_probabilities: answers } = await executor.forward(network.forward, store).run(inputs);
  const isTarget = inputs['is_target']!.data;
  return [...answers!.data].filter((_, at) => isTarget[Math.floor(at / 7)] === 1);
}

const largestDifference = (a: readonly number[], b: readonly number[]) => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
};

const inningsOf = (length: number, index: number) => {
  const stream = randomStream(6, 'test', index);
  return madeUpInnings(index, length, TABLES, () => stream.uniform());
};

describe('packed execution gives the answers of one graph a sample', () => {
  const graphs = [inningsOf(41, 1), inningsOf(30, 2)];

  it.each([
    { variant: 'base' },
    { variant: 'pooling' },
    { variant: 'hybrid' },
    { variant: 'phase_modulated' },
    { variant: 'innings_conditional' },
    { variant: 'full' },
    { variant: 'full', use_film: false, use_hierarchical: false, use_innings_heads: false },
  ])('%o', async (model) => {
    const { store, answers } = await exactAnswers(model, graphs, 'causal');
    expect(largestDifference(await packedAnswers(model, graphs, store, 48), answers)).toBeLessThan(1e-4);
    // The published direction is another function.
    const published = await exactAnswers(model, graphs, 'two_way');
    expect(largestDifference(published.answers, answers)).toBeGreaterThan(1e-3);
  });
});
