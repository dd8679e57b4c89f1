import * as tf from '@tensorflow/tfjs-core';
import { optimizerConfigSchema, scheduleConfigSchema } from '#contract/config/optimization';
import type { ForwardFunction, ForwardPass, LossFunction, NamedTensors } from '../../src-main/engine/backend/executor';
import { float32, type HostTensors } from '../../src-main/engine/backend/host-tensor';
import type {
  EpochFindings,
  Evaluation,
  Family,
  Model,
  ModelParameter,
  TrainingBatch,
  TrainingTask,
} from '../../src-main/engine/families/family';
import { randomStream } from '../../src-main/engine/random/random-stream';
import type { TrainingOptions } from '../../src-main/engine/trainer/training-options';

const FEATURES = 3;
const HIDDEN = 4;
const BATCH = 5;

const parameter = (
  name: string,
  shape: readonly number[],
  initializer: ModelParameter['initializer'],
): ModelParameter => ({
  name,
  shape,
  initializer,
  trainable: true,
  decay: shape.length > 1,
  block: name.split('.')[0]!,
});

const PARAMETERS: readonly ModelParameter[] = [
  parameter('hidden.weight', [FEATURES, HIDDEN], { kind: 'uniform', bound: 0.5 }),
  parameter('hidden.bias', [HIDDEN], { kind: 'zeros' }),
  parameter('output.weight', [HIDDEN, 1], { kind: 'normal', deviation: 0.5 }),
  parameter('output.bias', [1], { kind: 'zeros' }),
];

const hidden = (p: NamedTensors, x: tf.Tensor) =>
  tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, p['hidden.weight'] as tf.Tensor2D), p['hidden.bias']!));
const output = (p: NamedTensors, h: tf.Tensor) =>
  tf.add(tf.matMul(h as tf.Tensor2D, p['output.weight'] as tf.Tensor2D), p['output.bias']!);

const forward: ForwardFunction = (p, inputs) => ({ y: output(p, hidden(p, inputs['x']!)) });
const loss: LossFunction = (p, inputs) => {
  const y = output(p, tf.mul(hidden(p, inputs['x']!), inputs['keep']!));
  return { loss: tf.mean<tf.Scalar>(tf.square(tf.sub(y, inputs['target']!))), outputs: { y } };
};

/** A one-hidden-layer network with dropout: the smallest model that has everything a real one has. */
export const tinyModel: Model = {
  parameters: PARAMETERS,
  blocks: [
    { block: 'hidden', multiplyAdds: 12 },
    { block: 'output', multiplyAdds: 4 },
  ],
  loss,
  forward,
};

/** `count` rows of y = sin(x0) + x1 * x2, drawn from a named stream of the seed. */
function makeRows(seed: number, stream: string, count: number): { readonly x: Float32Array; readonly y: Float32Array } {
  const random = randomStream(seed, stream);
  const x = Float32Array.from({ length: count * FEATURES }, () => random.normal());
  const y = Float32Array.from({ length: count }, (_, i) => Math.sin(x[3 * i]!) + x[3 * i + 1]! * x[3 * i + 2]!);
  return { x, y };
}

const inputsOf = ({ x, y }: { x: Float32Array; y: Float32Array }): HostTensors => ({
  x: float32(x, [y.length, FEATURES]),
  target: float32(y, [y.length, 1]),
});

export const tinyOptions = (changes: Partial<TrainingOptions> = {}): TrainingOptions => ({
  seed: 7,
  epochs: 4,
  learningRate: 0.02,
  optimizer: optimizerConfigSchema.parse({ kind: 'adamw', weight_decay: 0.01 }),
  schedule: scheduleConfigSchema.parse({ kind: 'plateau', warmup_fraction: 0.1, plateau_patience: 0 }),
  maxGradientNorm: 0.5,
  monitor: { split: 'holdout', metric: 'fit', mode: 'max' },
  lossMonitor: { split: 'holdout', metric: 'loss', mode: 'min' },
  earlyStopping: null,
  notLearningPatience: 0,
  engine: { executor: 'reference', threads: 1, parallel: 'auto', batch_seeds: false },
  ...changes,
});

/** What tests change about a tiny task. */
export interface TinyTaskChanges {
  readonly options?: Partial<TrainingOptions>;
  readonly stepsPerEpoch?: number;
  /** Sees every batch before it is trained; may replace it, for example by one that diverges. */
  readonly onBatch?: (batch: TrainingBatch, epoch: number, index: number) => TrainingBatch;
  readonly onAfterEpoch?: (context: Parameters<TrainingTask['afterEpoch']>[0]) => void;
  /** Counts the evaluations, by split. */
  readonly onEvaluate?: (split: string) => void;
}

async function evaluate(rows: { x: Float32Array; y: Float32Array }, pass: ForwardPass): Promise<Evaluation> {
  const predicted = (await pass.run(inputsOf(rows)))['y']!.data;
  let sum = 0;
  rows.y.forEach((y, i) => {
    sum += (predicted[i]! - y) ** 2;
  });
  const meanSquare = sum / rows.y.length;
  return {
    metrics: { n: rows.y.length, clusters: rows.y.length, fit: -meanSquare },
    loss: meanSquare,
    predictions: { columns: ['row', 'predicted'], rows: Array.from(rows.y, (_, i) => [i, predicted[i]!]) },
  };
}

const NO_FINDINGS: EpochFindings = { metrics: {}, diagnostics: [], logLines: [], snapshots: [] };

/** A training task that needs no data and takes milliseconds. */
export function tinyTask(changes: TinyTaskChanges = {}): TrainingTask {
  const options = tinyOptions(changes.options);
  const stepsPerEpoch = changes.stepsPerEpoch ?? 6;
  const training = makeRows(options.seed, 'tiny.train', stepsPerEpoch * BATCH);
  const held = {
    holdout: makeRows(options.seed, 'tiny.holdout', 8),
    validation: makeRows(options.seed, 'tiny.validation', 8),
    test: makeRows(options.seed, 'tiny.test', 8),
  };
  const batchOf = (start: number): TrainingBatch => ({
    inputs: inputsOf({
      x: training.x.slice(start * BATCH * FEATURES, (start + 1) * BATCH * FEATURES),
      y: training.y.slice(start * BATCH, (start + 1) * BATCH),
    }),
    noise: [{ name: 'keep', shape: [BATCH, HIDDEN], kind: 'bernoulli', keep: 0.8 }],
    samples: BATCH,
  });
  return {
    model: tinyModel,
    options,
    stepsPerEpoch,
    splits: ['holdout', 'validation', 'test'],
    *epoch(index) {
      const order = randomStream(options.seed, 'tiny.order', index).shuffle(
        Array.from({ length: stepsPerEpoch }, (_, i) => i),
      );
      for (const [position, start] of order.entries()) {
        const batch = batchOf(start);
        yield changes.onBatch?.(batch, index, position) ?? batch;
      }
    },
    evaluate: (split, pass) => {
      changes.onEvaluate?.(split);
      return evaluate(held[split], pass);
    },
    baselines: { zero: { validation: { n: 8, clusters: 8, fit: -2 } } },
    afterEpoch: async (context) => {
      changes.onAfterEpoch?.(context);
      // Depends on the first step, so that a resumed epoch must still know it.
      return { ...NO_FINDINGS, metrics: { first_output: context.firstStep.outputs['y']!.data[0]! } };
    },
    preprocessing: { features: ['a', 'b', 'c'] },
    facts: [{ label: 'Rows', value: String(stepsPerEpoch * BATCH), state: 'ok', group: 'data' }],
  };
}

/** The tiny task as a family: lets workers run it in place of a real one. */
export const tinyFamily = (changes: TinyTaskChanges = {}): Family => ({
  id: 'deep-set-ranker',
  prepare: async (_config, context) => tinyTask({ ...changes, options: { ...changes.options, seed: context.seed } }),
  describe: () => tinyModel,
  probe: (_config, samples) => ({
    inputs: inputsOf(makeRows(0, 'probe', samples)),
    noise: [{ name: 'keep', kind: 'bernoulli', keep: 0.5, shape: [samples, HIDDEN] }],
    samples,
  }),
  infer: async () => {
    const task = tinyTask(changes);
    return {
      model: tinyModel,
      splits: task.splits,
      evaluate: (split, pass) => task.evaluate(split, pass),
      baselines: task.baselines,
      slices: () => [],
      predict: async (pass) => (await task.evaluate('test', pass)).predictions,
      sampleInputs: (count) => [...task.epoch(0)].slice(0, count).map(({ inputs }) => inputs),
    };
  },
  checkSource: async () => ({ fingerprint: 'f', rows: 30, bytes: 1, warnings: [], facts: [], credits: [] }),
  generateSource: async () => ({ files: [], rows: 0 }),
});
