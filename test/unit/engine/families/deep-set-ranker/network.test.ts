import { beforeAll, describe, expect, it } from 'vitest';
import { createEagerExecutor } from '../../../../../src-main/engine/backend/eager/eager-executor';
import type { Executor } from '../../../../../src-main/engine/backend/executor';
import { elementCount, float32, int32, type HostTensors } from '../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { createNetwork } from '../../../../../src-main/engine/families/deep-set-ranker/network/network';
import {
  inputNames,
  networkNoise,
} from '../../../../../src-main/engine/families/deep-set-ranker/network/network-inputs';
import type { NetworkShape } from '../../../../../src-main/engine/families/deep-set-ranker/network/network-shape';
import { plainRandomFiller } from '../../../../../src-main/engine/random/plain-random-filler';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { initializeParameters } from '../../../../../src-main/engine/trainer/initialize-parameters';

const BRIEF: NetworkShape = {
  statistics: 17,
  embeddings: 500,
  embeddingWidth: 32,
  encoderWidths: [128, 64],
  heads: 4,
  dropout: 0.2,
  poolingMinutesShare: 0,
  minutesSumMinimum: 1e-6,
  hasWinRateResidual: false,
  loss: 'listmle',
};
const SMALL: NetworkShape = {
  ...BRIEF,
  statistics: 3,
  embeddings: 10,
  embeddingWidth: 4,
  encoderWidths: [8, 8],
  heads: 2,
  dropout: 0,
};
const TEAMS = 3;
const PLAYERS = 4;
let executor: Executor;
beforeAll(async () => {
  executor = await createEagerExecutor({ backend: 'cpu' });
});

/** Parameters by block. */
function countByBlock(shape: NetworkShape): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const parameter of createNetwork(shape, 15, 15).parameters)
    counts[parameter.block] = (counts[parameter.block] ?? 0) + elementCount(parameter.shape);
  return counts;
}

/** One list of three teams; `masks` has one row a team. */
function inputs(masks: readonly (readonly number[])[], seed = 1): HostTensors {
  const random = randomStream(seed, 'inputs');
  const mask = Float32Array.from(masks.flat());
  const statistics = Float32Array.from(
    { length: mask.length * 3 },
    (_, index) => random.normal() * mask[Math.floor(index / 3)]!,
  );
  const indices = Int32Array.from(mask, (real) => (real ? random.integer(10) : 10));
  const shape = [1, TEAMS, PLAYERS];
  return {
    embedding_indices: int32(indices, shape),
    player_stats: float32(statistics, [...shape, 3]),
    player_mask: float32(mask, shape),
    minutes: float32(
      Float32Array.from(mask, (real, index) => real / (1 + (index % PLAYERS))),
      shape,
    ),
    team_mask: float32(Float32Array.from([1, 1, 1]), [1, TEAMS]),
    target_ranks: float32(Float32Array.from([1, 2, 3]), [1, TEAMS]),
    win_rate: float32(Float32Array.from([1, 0, -1]), [1, TEAMS]),
  };
}

const used = (shape: NetworkShape, all: HostTensors): HostTensors =>
  Object.fromEntries(inputNames(shape).map((name) => [name, all[name]!]));

function createStore(shape: NetworkShape) {
  const model = createNetwork(shape, TEAMS, PLAYERS);
  const store = new ParameterStore(model.parameters);
  initializeParameters(store, model.parameters, 3, plainRandomFiller);
  return { model, store };
}

async function forward(shape: NetworkShape, all: HostTensors, change: (store: ParameterStore) => void = () => {}) {
  const { model, store } = createStore(shape);
  change(store);
  const outputs = await executor.forward(model.forward, store).run(used(shape, all));
  return {
    scores: [...outputs.scores!.data],
    attention: [...outputs.attention!.data],
    losses: [...outputs.list_losses!.data],
  };
}

const FULL = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [1, 1, 0, 0],
];
const ONE_EMPTY = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [0, 0, 0, 0],
];

describe('parameters', () => {
  it.each([
    [17, 6_400, 47_393],
    [21, 6_912, 47_905],
    [24, 7_296, 48_289],
  ])('with %d statistics the first encoder layer has %d, the network %d', (statistics, first, total) => {
    const counts = countByBlock({ ...BRIEF, statistics });
    expect(counts).toEqual({ embedding: 16_032, encoder: first + 8_256, attention: 16_640, scorer: 65 });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  it('the residual adds one to the scorer', () => {
    expect(countByBlock({ ...BRIEF, hasWinRateResidual: true })['scorer']).toBe(66);
  });

  it('starts as the reference does: bounds of the linear layers, Xavier over the joint projection, padding row 0', () => {
    const initializers = Object.fromEntries(
      createNetwork(BRIEF, 15, 15).parameters.map(({ name, initializer }) => [name, initializer]),
    );
    expect(initializers['attention.query.weight']).toEqual({ kind: 'uniform', bound: Math.sqrt(6 / 256) });
    expect(initializers['attention.output.weight']).toEqual({ kind: 'uniform', bound: 0.125 });
    expect(initializers['attention.output.bias']).toEqual({ kind: 'zeros' });
    const { store } = createStore(SMALL);
    expect([...store.value('embedding.weight').slice(40)]).toEqual([0, 0, 0, 0]);
  });
});

describe('forward pass', () => {
  it('weights sum to 1 over the players and are 0 on padding', async () => {
    const { attention } = await forward(SMALL, inputs(FULL));
    FULL.forEach((mask, team) => {
      const weights = attention.slice(team * PLAYERS, (team + 1) * PLAYERS);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      expect(weights.filter((_, slot) => mask[slot] === 0).every((weight) => weight === 0)).toBe(true);
    });
  });

  it('the order of players does not matter', async () => {
    const all = inputs(FULL);
    const swap = (name: string, width: number) => {
      const tensor = all[name]!;
      const data = tensor.data.slice();
      const [a, b] = [tensor.data.slice(0, width), tensor.data.slice(2 * width, 3 * width)];
      data.set(b, 0);
      data.set(a, 2 * width);
      return { ...tensor, data };
    };
    const swapped = { ...all, embedding_indices: swap('embedding_indices', 1), player_stats: swap('player_stats', 3) };
    const [first, second] = [await forward(SMALL, all), await forward(SMALL, swapped)];
    expect(first.scores[0]).not.toBeCloseTo(first.scores[1]!, 3);
    second.scores.forEach((score, team) => expect(score).toBeCloseTo(first.scores[team]!, 5));
    expect(second.attention[0]).toBeCloseTo(first.attention[2]!, 5);
  });

  it('what stands in padded slots does not matter', async () => {
    const all = inputs(FULL);
    const dirty = {
      ...all,
      player_stats: {
        ...all.player_stats!,
        data: all.player_stats!.data.map((value, index) => (all.player_mask!.data[Math.floor(index / 3)] ? value : 77)),
      },
    };
    const [clean, noisy] = [await forward(SMALL, all), await forward(SMALL, dirty)];
    noisy.scores.forEach((score, team) => expect(score).toBeCloseTo(clean.scores[team]!, 5));
  });

  it('bias_in_pooling changes the scores and not the raw weights; its weight 0 is the same as off', async () => {
    const all = inputs(FULL);
    const off = await forward(SMALL, all);
    const on = await forward({ ...SMALL, poolingMinutesShare: 0.3 }, all);
    expect(Math.abs(on.scores[0]! - off.scores[0]!)).toBeGreaterThan(1e-5);
    expect(on.attention).toEqual(off.attention);
    // Without minutes the attention alone pools.
    const noMinutes = { ...all, minutes: { ...all.minutes!, data: new Float32Array(TEAMS * PLAYERS) } };
    (await forward({ ...SMALL, poolingMinutesShare: 0.3 }, noMinutes)).scores.forEach((score, team) =>
      expect(score).toBeCloseTo(off.scores[team]!, 5),
    );
  });

  it('the residual adds its weight times the standardised win rate', async () => {
    const all = inputs(FULL);
    const plain = await forward(SMALL, all);
    const residual = await forward({ ...SMALL, hasWinRateResidual: true }, all, (store) =>
      store.value('scorer.win_rate_weight').fill(2),
    );
    [1, 0, -1].forEach((rate, team) => expect(residual.scores[team]).toBeCloseTo(plain.scores[team]! + 2 * rate, 5));
  });

  it.each(['listmle', 'spearman_surrogate', 'rank_rmse_surrogate'] as const)(
    '%s ignores a padded team',
    async (loss) => {
      const all = inputs(ONE_EMPTY);
      const two = { ...all, team_mask: float32(Float32Array.from([1, 1, 0]), [1, TEAMS]) };
      const moved = { ...two, win_rate: float32(Float32Array.from([1, 0, 50]), [1, TEAMS]) };
      const shape = { ...SMALL, loss, hasWinRateResidual: true };
      expect((await forward(shape, moved)).losses[0]).toBeCloseTo((await forward(shape, two)).losses[0]!, 5);
    },
  );
});

describe('training step', () => {
  async function gradients(shape: NetworkShape, all: HostTensors) {
    const { model, store } = createStore(shape);
    const noise = Object.fromEntries(
      networkNoise(shape, 1, TEAMS, PLAYERS).map((spec) => {
        const data = new Float32Array(elementCount(spec.shape));
        plainRandomFiller.fillBernoulliMask(data, spec.keep!, { seed: 1, stream: spec.name });
        return [spec.name, float32(data, spec.shape)];
      }),
    );
    const { loss } = await executor.training(model.loss, store).run({ ...used(shape, all), ...noise });
    return { loss, store };
  }

  it.each(['listmle', 'spearman_surrogate', 'rank_rmse_surrogate'] as const)(
    '%s: a list with one fully masked team has a finite loss and finite gradients that are not zero',
    async (loss) => {
      const result = await gradients({ ...SMALL, loss, dropout: 0.2 }, inputs(ONE_EMPTY));
      expect(Number.isFinite(result.loss)).toBe(true);
      expect(result.store.gradients.every(Number.isFinite)).toBe(true);
      expect(result.store.gradient('encoder.0.weight').some((value) => value !== 0)).toBe(true);
    },
  );

  it('the padding row has no gradient, rows of players have', async () => {
    const { store } = await gradients(SMALL, inputs(FULL));
    const gradient = store.gradient('embedding.weight');
    expect([...gradient.slice(40)]).toEqual([0, 0, 0, 0]);
    expect(gradient.slice(0, 40).some((value) => value !== 0)).toBe(true);
  });

  // The softmax cancels the key bias. ListMLE cancels what all teams have in common: without dropout the weights of a team
  // sum to 1, so the value, output and scorer biases shift every score alike.
  it('every parameter learns, except the four biases that no order depends on', async () => {
    const { store } = await gradients({ ...SMALL, hasWinRateResidual: true }, inputs(FULL));
    const still = store.slots
      .filter(({ name }) => store.gradient(name).every((value) => Math.abs(value) < 1e-6))
      .map(({ name }) => name);
    expect(still).toEqual(['attention.key.bias', 'attention.value.bias', 'attention.output.bias', 'scorer.bias']);
  });

  it('without dropout a step needs no noise', () => {
    expect(networkNoise(SMALL, 1, TEAMS, PLAYERS)).toEqual([]);
    expect(networkNoise(BRIEF, 1, 15, 15).map(({ name, shape, keep }) => ({ name, shape, keep }))).toEqual([
      { name: 'dropout.encoder.0', shape: [225, 128], keep: 0.8 },
      { name: 'dropout.encoder.1', shape: [225, 64], keep: 0.8 },
      { name: 'dropout.attention', shape: [15, 4, 1, 15], keep: 0.8 },
    ]);
  });
});
