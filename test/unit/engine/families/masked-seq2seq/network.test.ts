import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { createEagerExecutor } from '../../../../../src-main/engine/backend/eager/eager-executor';
import type { Executor, NamedTensors } from '../../../../../src-main/engine/backend/executor';
import { elementCount, float32, type HostTensors } from '../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { maskedSeq2Seq } from '../../../../../src-main/engine/families/masked-seq2seq/family';
import {
  bindDecoder,
  encode,
  type DecoderState,
} from '../../../../../src-main/engine/families/masked-seq2seq/network/decoder';
import { createNetwork } from '../../../../../src-main/engine/families/masked-seq2seq/network/network';
import type { NetworkShape } from '../../../../../src-main/engine/families/masked-seq2seq/network/network-shape';
import {
  createJointNetwork,
  type JointShape,
} from '../../../../../src-main/engine/families/masked-seq2seq/joint/joint-network';
import { curveWeights } from '../../../../../src-main/engine/families/masked-seq2seq/joint/joint-batches';
import { PAIR_FEATURES } from '../../../../../src-main/engine/families/masked-seq2seq/joint/joint-features';
import { PartMemory } from '../../../../../src-main/engine/backend/batch-parts';
import type { Model } from '../../../../../src-main/engine/families/family';
import { plainRandomFiller } from '../../../../../src-main/engine/random/plain-random-filler';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { initializeParameters } from '../../../../../src-main/engine/trainer/initialize-parameters';

const describeModel = (model: object, sequences: object = { feature_set: 'original' }) =>
  maskedSeq2Seq.describe(experimentSchema.parse({ family: 'masked-seq2seq', sequences, model }));
const countOf = (model: Model, block?: string): number =>
  model.parameters
    .filter((parameter) => block === undefined || parameter.block === block)
    .reduce((sum, { shape }) => sum + elementCount(shape), 0);

const SHAPE: NetworkShape = {
  features: 3,
  inputSteps: 4,
  cell: 'lstm',
  layers: 2,
  width: 5,
  denseUnits: 6,
  dropout: 0,
  mode: 'free',
  isLossOnPositions: true,
  normalization: 'valid',
  maxOutputLen: 6,
  targetDeviation: [0.3, 0.4],
  wayDeviation: 2,
};
const [BATCH, STEPS] = [3, 6];

const random = randomStream(3, 'test');
const normal = (...shape: number[]) =>
  float32(
    Float32Array.from({ length: elementCount(shape) }, () => random.normal()),
    shape,
  );
/** Samples of 6, 2 and 1 real frames. */
const MASK = float32(
  Float32Array.from({ length: STEPS * BATCH }, (_, row) => (Math.floor(row / BATCH) < [6, 2, 1][row % BATCH]! ? 1 : 0)),
  [STEPS * BATCH, 1],
);
const INPUTS: HostTensors = {
  encoder: normal(SHAPE.inputSteps * BATCH, SHAPE.features),
  target: normal(STEPS * BATCH, 2),
  mask: MASK,
  sample_mask: float32(new Float32Array(BATCH).fill(1), [BATCH, 1]),
};

function storeOf(model: Model): ParameterStore {
  const store = new ParameterStore(model.parameters);
  initializeParameters(store, model.parameters, 1, plainRandomFiller);
  return store;
}

let executor: Executor;
beforeAll(async () => {
  executor = await createEagerExecutor({ backend: 'cpu' });
});

async function lossAndGradients(model: Model, inputs: HostTensors) {
  const store = storeOf(model);
  const step = executor.training(model.loss, store);
  const { loss } = await step.run(inputs);
  step.dispose();
  return { loss, gradients: [...store.gradients] };
}

describe('parameters', () => {
  it.each([
    [128, [83_968, 131_584, 67_072, 131_584, 16_512, 258], 430_978],
    [256, [299_008, 525_312, 265_216, 525_312, 32_896, 258], 1_648_002],
    [512, [1_122_304, 2_099_200, 1_054_720, 2_099_200, 65_664, 258], 6_441_346],
  ])('with L = %d and F = 35 are those of the published model, part by part', (latent_dim, parts, total) => {
    const model = describeModel({ latent_dim });
    const blocks = ['encoder.0', 'encoder.1', 'decoder.0', 'decoder.1', 'head.dense', 'head.output'];
    expect(blocks.map((block) => countOf(model, block))).toEqual(parts);
    expect(countOf(model)).toBe(total);
  });

  it('of the one-layer siblings: LSTM 564,738, GRU 425,218 in the form that resets after the product', () => {
    const sibling = { layers: 1, latent_dim: 256, dense_units: 0 };
    expect(countOf(describeModel(sibling))).toBe(564_738);
    expect(countOf(describeModel({ ...sibling, cell: 'gru' }))).toBe(425_218);
  });

  it('grow by 4 L a feature', () => {
    const extended = describeModel({ latent_dim: 128 }, { feature_set: 'extended' });
    expect(countOf(extended) - 430_978).toBe(3 * 4 * 128);
  });

  it('start with an orthogonal state matrix and a forget bias of 1', () => {
    const store = storeOf(createNetwork(SHAPE));
    const hidden = tf.tensor2d(store.value('encoder.0.hidden'), [5, 20]);
    const product = tf.matMul(hidden, hidden, false, true);
    const difference = tf.max(tf.abs(tf.sub(product, tf.eye(5))));
    expect(difference.dataSync()[0]).toBeLessThan(1e-5);
    tf.dispose([hidden, product, difference]);
    expect([...store.value('encoder.0.bias')]).toEqual(
      Array.from({ length: 20 }, (_, index) => (index >= 5 && index < 10 ? 1 : 0)),
    );
  });
});

describe('recurrent network', () => {
  it.each(['lstm', 'gru'] as const)('decodes %s step by step with the true steps as all at once', async (cell) => {
    const shape: NetworkShape = { ...SHAPE, cell };
    const model = createNetwork(shape);
    const store = storeOf(model);
    const forward = executor.forward(model.forward, store);
    const { teacher } = await forward.run(INPUTS);
    const stepwise = tf.tidy(() => {
      const parameters: NamedTensors = Object.fromEntries(
        store.slots.map(({ name, shape: of }) => [name, tf.tensor(store.value(name), [...of])]),
      );
      const decoder = bindDecoder(parameters, shape);
      const encoder = tf.tensor2d(INPUTS['encoder']!.data as Float32Array, [12, 3]);
      let state: DecoderState = decoder.start(encode(parameters, shape, encoder));
      let token = tf.zeros<tf.Rank.R2>([BATCH, 2]);
      const outputs: number[] = [];
      for (let frame = 0; frame < STEPS; frame += 1) {
        const stepped = decoder.step(token, state);
        state = stepped.state;
        outputs.push(...stepped.output.dataSync());
        const row = INPUTS['target']!.data.slice(frame * BATCH * 2, (frame + 1) * BATCH * 2) as Float32Array;
        token = tf.tensor2d(row, [BATCH, 2]);
      }
      return outputs;
    });
    const largest = Math.max(...stepwise.map((value, index) => Math.abs(value - teacher!.data[index]!)));
    expect(largest).toBeLessThan(1e-5);
  });

  it.each(['valid', 'all'] as const)('does not see padded targets (%s)', async (normalization) => {
    const dirty = float32(
      Float32Array.from(INPUTS['target']!.data, (value, index) =>
        MASK.data[Math.floor(index / 2)] === 0 ? 77 : value,
      ),
      [STEPS * BATCH, 2],
    );
    for (const mode of ['teacher', 'free'] as const) {
      const model = createNetwork({ ...SHAPE, mode, normalization });
      const [clean, changed] = [
        await lossAndGradients(model, INPUTS),
        await lossAndGradients(model, { ...INPUTS, target: dirty }),
      ];
      expect(changed.loss).toBeCloseTo(clean.loss, 5);
      expect(
        Math.max(...clean.gradients.map((value, index) => Math.abs(value - changed.gradients[index]!))),
      ).toBeLessThan(1e-5);
    }
  });

  it('gives the same valid loss when a batch is padded to fewer frames: bucketing changes time only', async () => {
    const inputs = {
      ...INPUTS,
      mask: float32(MASK.data.map((_, row) => (row < 2 * BATCH ? 1 : 0)) as Float32Array, MASK.shape),
    };
    const cut = (name: string, width: number) =>
      float32(inputs[name as 'mask'].data.slice(0, 2 * BATCH * width) as Float32Array, [2 * BATCH, width]);
    const short = { ...inputs, target: cut('target', 2), mask: cut('mask', 1) };
    for (const normalization of ['valid', 'all'] as const) {
      const model = createNetwork({ ...SHAPE, normalization });
      const [long, brief] = [await lossAndGradients(model, inputs), await lossAndGradients(model, short)];
      expect(brief.loss).toBeCloseTo(long.loss, 5);
    }
  });

  it('is taught when the true step is certain, and free when it never comes', async () => {
    const model = createNetwork({ ...SHAPE, mode: 'scheduled', isLossOnPositions: false });
    const draw = float32(new Float32Array(STEPS * BATCH).fill(0.5), [STEPS * BATCH, 1]);
    const at = (share: number) =>
      lossAndGradients(model, {
        ...INPUTS,
        'scheduled.draw': draw,
        teacher_share: float32(Float32Array.of(share), [1]),
      });
    const of = (mode: 'teacher' | 'free') =>
      lossAndGradients(createNetwork({ ...SHAPE, mode, isLossOnPositions: false }), INPUTS);
    expect((await at(1)).loss).toBeCloseTo((await of('teacher')).loss, 5);
    expect((await at(0)).loss).toBeCloseTo((await of('free')).loss, 5);
  });
});

describe('joint network', () => {
  const JOINT: JointShape = {
    features: 4,
    width: 8,
    heads: 2,
    blocks: 2,
    controlPoints: 3,
    dropout: 0,
    normalization: 'valid',
    maxOutputLen: 4,
    wayDeviation: 1,
  };
  const [PLAYS, SLOTS, FRAMES] = [2, 3, 4];
  const model = createJointNetwork(JOINT, SLOTS);
  const mask = float32(Float32Array.of(1, 1, 1, 1, 1, 0), [PLAYS, SLOTS]);
  const inputs: HostTensors = {
    players: normal(PLAYS, SLOTS, 4),
    pairs: normal(PLAYS, SLOTS, SLOTS, PAIR_FEATURES),
    player_mask: mask,
    velocity: normal(PLAYS, 1, SLOTS * 2),
    seconds: float32(
      Float32Array.from({ length: PLAYS * FRAMES }, (_, at) => ((at % FRAMES) + 1) / 10),
      [PLAYS, FRAMES, 1],
    ),
    curve: normal(PLAYS, FRAMES, 3),
  };
  const waysOf = async (changed: HostTensors) => {
    const executor = await createEagerExecutor({ backend: 'cpu' });
    const forward = executor.forward(model.forward, storeOf(model));
    return (await forward.run({ ...inputs, ...changed }))['ways']!.data;
  };
  const way = (data: ArrayLike<number>, play: number, slot: number): number[] =>
    Array.from(
      { length: FRAMES * 2 },
      (_, at) => data[2 * ((Math.floor(at / 2) * PLAYS + play) * SLOTS + slot) + (at % 2)]!,
    );

  it('does not depend on the order of the players', async () => {
    const swap = (name: string, perSlot: number): Float32Array => {
      const data = inputs[name]!.data.slice() as Float32Array;
      const [first, second] = [data.slice(0, perSlot), data.slice(perSlot, 2 * perSlot)];
      data.set(second, 0);
      data.set(first, perSlot);
      return data;
    };
    const pairs = swap('pairs', SLOTS * PAIR_FEATURES);
    // Both sides of a pair change places.
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const at = slot * SLOTS * PAIR_FEATURES;
      const [first, second] = [
        pairs.slice(at, at + PAIR_FEATURES),
        pairs.slice(at + PAIR_FEATURES, at + 2 * PAIR_FEATURES),
      ];
      pairs.set(second, at);
      pairs.set(first, at + PAIR_FEATURES);
    }
    const [plain, swapped] = await Promise.all([
      waysOf({}),
      waysOf({
        players: float32(swap('players', 4), [PLAYS, SLOTS, 4]),
        pairs: float32(pairs, [PLAYS, SLOTS, SLOTS, PAIR_FEATURES]),
        velocity: float32(swap('velocity', 2), [PLAYS, 1, SLOTS * 2]),
      }),
    ]);
    way(plain, 0, 0).forEach((value, at) => expect(way(swapped, 0, 1)[at]).toBeCloseTo(value, 4));
  });

  it('does not look at empty slots', async () => {
    const players = inputs['players']!.data.slice() as Float32Array;
    players.fill(9, 5 * 4, 6 * 4);
    const [plain, dirty] = await Promise.all([waysOf({}), waysOf({ players: float32(players, [PLAYS, SLOTS, 4]) })]);
    expect(way(dirty, 1, 0)).toEqual(way(plain, 1, 0));
  });

  it.each(['valid', 'all'] as const)('is the sum of its plays where threads share them: %s', async (normalization) => {
    const whole = createJointNetwork({ ...JOINT, normalization }, SLOTS);
    const batch: HostTensors = {
      ...inputs,
      target: normal(FRAMES * PLAYS * SLOTS, 2),
      mask: float32(
        Float32Array.from({ length: FRAMES * PLAYS * SLOTS }, (_, row) => (row % 4 === 0 ? 0 : 1)),
        [FRAMES * PLAYS * SLOTS, 1],
      ),
      sample_mask: float32(mask.data as Float32Array, [PLAYS * SLOTS, 1]),
    };
    const expected = await lossAndGradients(whole, batch);
    const parts = await Promise.all(
      whole.cut!(batch, 2, new PartMemory())!.map(async ({ inputs: part, weight }) => {
        const { loss, gradients } = await lossAndGradients(whole, part);
        return { loss: weight * loss, gradients: gradients.map((value) => weight * value) };
      }),
    );
    expect(parts.reduce((sum, { loss }) => sum + loss, 0)).toBeCloseTo(expected.loss, 5);
    const sums = parts[0]!.gradients.map((value, at) => value + parts[1]!.gradients[at]!);
    sums.forEach((value, at) => expect(value).toBeCloseTo(expected.gradients[at]!, 4));
  });

  it('adds a curve that starts at the release, and whose last control point is its end', () => {
    expect(curveWeights(0, 4)).toEqual([0, 0, 0, 0]);
    expect(curveWeights(1, 4)).toEqual([0, 0, 0, 1]);
    // Bernstein of degree 2 at one half: 2 * 1/2 * 1/2 and 1/4.
    expect(curveWeights(0.5, 2)).toEqual([0.5, 0.25]);
  });
});
