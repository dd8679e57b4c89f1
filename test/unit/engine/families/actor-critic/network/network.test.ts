import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorCriticSchema } from '#contract/config/actor-critic';
import type { Executor } from '../../../../../../src-main/engine/backend/executor';
import { elementCount, float32, type HostTensors } from '../../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../../src-main/engine/backend/parameter-store';
import { createExecutor } from '../../../../../../src-main/engine/backend/registry';
import {
  createExplanation,
  createNetwork,
  createStatistics,
} from '../../../../../../src-main/engine/families/actor-critic/network/network';
import type { NetworkShape } from '../../../../../../src-main/engine/families/actor-critic/network/network-shape';
import type { Model } from '../../../../../../src-main/engine/families/family';
import { plainRandomFiller } from '../../../../../../src-main/engine/random/plain-random-filler';
import { randomStream } from '../../../../../../src-main/engine/random/random-stream';
import { initializeParameters } from '../../../../../../src-main/engine/trainer/initialize-parameters';

const DEFAULTS = actorCriticSchema.parse({ family: 'actor-critic' });
const shapeOf = (changes: Partial<NetworkShape>): NetworkShape => ({ ...DEFAULTS.model, ...changes });
const network = (changes: Partial<NetworkShape>): Model => createNetwork(shapeOf(changes), DEFAULTS.ppo);
const trainable = ({ parameters }: Model): number =>
  parameters.filter((parameter) => parameter.trainable).reduce((sum, { shape }) => sum + elementCount(shape), 0);
const byBlock = ({ parameters, blocks }: Model): Record<string, number> =>
  Object.fromEntries(
    blocks.map(({ block }) => [
      block,
      parameters
        .filter((parameter) => parameter.block === block && parameter.trainable)
        .reduce((sum, { shape }) => sum + elementCount(shape), 0),
    ]),
  );
const multiplyAdds = ({ blocks }: Model): number => blocks.reduce((sum, block) => sum + block.multiplyAdds, 0);

describe('sizes of the brief', () => {
  it('flatten: 6,763,387 parameters, 32.78 M multiply-adds, 94.97 % of them in one linear layer', () => {
    const model = network({ arch: 'flatten' });
    expect(trainable(model)).toBe(6_763_387);
    expect(byBlock(model)).toEqual({
      'convolution 1': 10_272,
      'convolution 2': 32_832,
      'convolution 3': 36_928,
      map: 6_423_040,
      globals: 18_688,
      fusion: 164_096,
      actor: 44_506,
      critic: 33_025,
    });
    expect(multiplyAdds(model) / 1e6).toBeCloseTo(32.78, 2);
  });

  it('attention: 517,982 trainable parameters, 15.06 M multiply-adds', () => {
    const model = network({ arch: 'attention' });
    expect(trainable(model)).toBe(517_982);
    expect(byBlock(model)).toEqual({
      'convolution 1': 10_272 + 64 + 33,
      'convolution 2': 32_832 + 128 + 65,
      'convolution 3': 131_200 + 256 + 129,
      map: 33_024,
      globals: 18_688,
      'cross-attention': 82_432,
      fusion: 131_328,
      actor: 44_506,
      critic: 33_025,
    });
    expect(multiplyAdds(model) / 1e6).toBeCloseTo(15.06, 1);
    const all = model.parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
    // The running statistics of batch norm: 2 x (32 + 64 + 128).
    expect(all - trainable(model)).toBe(448);
  });

  it.each([
    [{ cross_attention: 'repaired' }, 501_598],
    [{ cross_attention: 'none' }, 402_782],
    [{ spatial_attention: false }, 517_982 - 227],
    [{ norm: 'none' }, 517_982 - 448],
    [{ norm: 'group8' }, 517_982],
    [{ pool: 'flatten' }, 517_982 + (2048 - 128) * 256],
    [{ heads: 'sb3' }, 487_582],
    [{ initial_wait_share: 0.45 }, 517_982],
    // 590,257 is the count with 45 actions; 45 more logits have 129 weights each.
    [{ frame_stack: 4 }, 590_257 + 45 * 129],
  ] as const)('attention with %o has %i', (changes, count) => {
    expect(trainable(network(changes))).toBe(count);
  });
});

describe('the computed network', () => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await createExecutor('onnxruntime', { threads: 1 });
  });
  afterAll(() => executor.dispose());

  const POSITIONS = 3;
  const storeOf = (model: Model): ParameterStore => {
    const store = new ParameterStore(model.parameters);
    initializeParameters(store, model.parameters, 5, plainRandomFiller);
    return store;
  };
  const random = randomStream(1, 'test.positions');
  const floats = (shape: readonly number[], element: (at: number) => number) =>
    float32(
      Float32Array.from({ length: elementCount(shape) }, (_, at) => element(at)),
      shape,
    );
  /** Every third action is valid; the first one was taken. */
  const isValid = (at: number): number => ((at % 90) % 3 === 0 ? 1 : 0);
  const positions = (frames = 1): HostTensors => ({
    map: floats([POSITIONS, 128, 128, 5 * frames], () => random.uniform()),
    globals: floats([POSITIONS, 16 * frames], () => random.uniform()),
    action_mask: floats([POSITIONS, 90], isValid),
  });
  const update = (observations: HostTensors, oldLogProbability: ArrayLike<number>): HostTensors => ({
    ...observations,
    action: floats([POSITIONS, 90], (at) => (at % 90 === 0 ? 1 : 0)),
    old_log_probability: float32(Float32Array.from(oldLogProbability), [POSITIONS]),
    advantage: floats([POSITIONS], (at) => at - 1.5),
    returns: floats([POSITIONS], (at) => at),
  });
  async function policy(model: Model, store: ParameterStore, observations: HostTensors) {
    const pass = executor.forward(model.forward, store);
    try {
      return await pass.run(observations);
    } finally {
      pass.dispose();
    }
  }

  const VARIANTS: readonly (readonly [string, Partial<NetworkShape>])[] = [
    ['flatten', { arch: 'flatten' }],
    ['attention', {}],
    ['repaired', { cross_attention: 'repaired' }],
    ['group norm, flattened map, heads of sb3', { norm: 'group8', pool: 'flatten', heads: 'sb3' }],
    [
      'four frames, no norm, no gates',
      { frame_stack: 4, norm: 'none', spatial_attention: false, cross_attention: 'none' },
    ],
  ];

  it.each(VARIANTS)('%s: probabilities of valid actions sum to 1, masked ones have none', async (_, changes) => {
    const model = network(changes);
    const answer = await policy(model, storeOf(model), positions(changes.frame_stack));
    const probabilities = Array.from(answer['log_probabilities']!.data, Math.exp);
    for (let row = 0; row < POSITIONS; row += 1) {
      const own = probabilities.slice(row * 90, (row + 1) * 90);
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(own.every((value, at) => isValid(at) === 1 || value === 0)).toBe(true);
      // Logits start with gain 0.01: nearly uniform over the 30 valid actions.
      expect(Math.max(...own)).toBeLessThan(1.2 / 30);
    }
    expect(answer['value']!.shape).toEqual([POSITIONS]);
  });

  it.each([
    ['without a city to build', 2, 40],
    ['with one', 1, 80],
  ] as const)(
    'begins by waiting as often as configured where every attack is allowed, %s',
    async (_, every, attacks) => {
      const observations = {
        ...positions(),
        // Attacks are the first 80 actions, WAIT those from 80 on; of WAIT only the first intensity is ever allowed.
        action_mask: floats([POSITIONS, 90], (at) => (at % 90 < 82 && (at % 90) % every === 0 ? 1 : 0)),
      };
      const model = network({ initial_wait_share: 0.45 });
      const answer = await policy(model, storeOf(model), observations);
      const probabilities = Array.from(answer['log_probabilities']!.data.slice(0, 90), Math.exp);
      const waits = probabilities.slice(80).reduce((sum, value) => sum + value, 0);
      expect(waits).toBeCloseTo(0.45, 1.5);
      expect(probabilities.slice(0, 80).every((value) => value < (1.2 * 0.55) / attacks)).toBe(true);
    },
  );

  it.each(VARIANTS)(
    '%s: the first ratio of an update is 1, and a masked action gets no gradient',
    async (_, changes) => {
      const model = network(changes);
      const store = storeOf(model);
      const observations = positions(changes.frame_stack);
      const answer = await policy(model, store, observations);
      const before = Array.from({ length: POSITIONS }, (_unused, row) => answer['log_probabilities']!.data[row * 90]!);
      const step = executor.training(model.loss, store);
      const { outputs, loss } = await step.run(update(observations, before));
      step.dispose();
      outputs['log_probability']!.data.forEach((value, row) =>
        expect(Math.abs(Math.exp(value - before[row]!) - 1)).toBeLessThan(1e-5),
      );
      expect(Number.isFinite(loss)).toBe(true);
      // The uniform start: entropy of 30 valid actions, ln 30 = 3.401.
      expect(outputs['entropy']!.data[0]).toBeCloseTo(Math.log(30), 2);
      const bias = store.gradient('actor.output.bias');
      expect(bias.every((value, at) => isValid(at) === 1 || value === 0)).toBe(true);
      expect(bias.some((value) => value !== 0)).toBe(true);
    },
  );

  it('parity: query and key never get a gradient; repaired: they do', async () => {
    for (const [cross_attention, isDead] of [
      ['parity', true],
      ['repaired', false],
    ] as const) {
      const model = network({ cross_attention });
      const store = storeOf(model);
      const step = executor.training(model.loss, store);
      await step.run(update(positions(), [-3, -3, -3]));
      step.dispose();
      for (const part of ['query', 'key'])
        expect(store.gradient(`cross_attention.${part}.weight`).every((value) => value === 0)).toBe(isDead);
    }
  });

  it('repaired: the weights over the 16 places sum to 1; parity: the one weight is 1', async () => {
    for (const [cross_attention, places] of [
      ['repaired', 16],
      ['parity', 1],
    ] as const) {
      const model = network({ cross_attention });
      const pass = executor.forward(createExplanation(shapeOf({ cross_attention })), storeOf(model));
      const { attention, ...rest } = await pass.run(positions());
      pass.dispose();
      expect(attention!.shape).toEqual([POSITIONS, places]);
      const sum = Array.from(attention!.data.slice(0, places)).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(1, 5);
      expect(rest['gate.0']!.shape).toEqual([POSITIONS, 32, 32, 1]);
      expect(rest['gate.2']!.shape).toEqual([POSITIONS, 4, 4, 1]);
    }
  });

  it('batch norm with its own statistics of a batch equals batch norm in training mode on that batch', async () => {
    const shape = shapeOf({});
    const model = createNetwork(shape, DEFAULTS.ppo);
    const store = storeOf(model);
    const observations = positions();
    const pass = executor.forward(createStatistics(shape)!, store);
    // Layer by layer: the statistics of a layer hold once those before it are in place.
    for (let layer = 0; layer < 3; layer += 1) {
      const statistics = await pass.run(observations);
      store.value(`convolution.${layer}.norm.mean`).set(statistics[`mean.${layer}`]!.data);
      store.value(`convolution.${layer}.norm.variance`).set(statistics[`variance.${layer}`]!.data);
    }
    pass.dispose();
    const frozen = await policy(model, store, observations);
    const trained = createNetwork(shapeOf({ norm: 'batch-train' }), DEFAULTS.ppo);
    const step = executor.training(trained.loss, store);
    const { outputs } = await step.run(update(observations, [-3, -3, -3]));
    step.dispose();
    outputs['value']!.data.forEach((value, row) => expect(value).toBeCloseTo(frozen['value']!.data[row]!, 4));
  });
});
