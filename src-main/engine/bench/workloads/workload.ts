import type { CutBatch } from '../../backend/batch-parts';
import type { LossFunction } from '../../backend/executor';
import { elementCount, type HostTensor, type HostTensors } from '../../backend/host-tensor';
import { ParameterStore } from '../../backend/parameter-store';
import type { NoiseSpec } from '../../families/family';
import type { Allocate } from '../../optimizers/vector-kernels';
import { seededRandom, type Random } from './random';

/** Gives element `index` of a tensor. */
export type ElementGenerator = (random: Random, index: number) => number;

/** A parameter tensor and how it starts. */
export interface WorkloadParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: ElementGenerator;
  /** Kept as it is by steps, such as running statistics. */
  readonly isFrozen?: boolean;
}

/** A tensor of the batch and how a made-up one is filled. */
export interface WorkloadInput {
  readonly shape: readonly number[];
  readonly dtype?: HostTensor['dtype'];
  readonly element: ElementGenerator;
  /** Set for a dropout mask: probability of keeping. A timed step draws it anew, as the trainer does. */
  readonly keep?: number;
}

/** A model with a made-up batch: enough to time and compare one training step. */
export interface Workload {
  /** In words, with its sizes. */
  readonly name: string;
  /** Samples of one batch, for rates. */
  readonly sampleCount: number;
  readonly parameters: readonly WorkloadParameter[];
  readonly inputs: Readonly<Record<string, WorkloadInput>>;
  readonly loss: LossFunction;
  /** As a family's model has it. */
  readonly cut?: CutBatch | undefined;
}

/**
 * @param allocate where the buffers lie; that of optimiser kernels to step in place
 * @returns a parameter store with the workload's initial values
 */
export function workloadStore({ parameters }: Workload, seed = 1, allocate?: Allocate): ParameterStore {
  const store = new ParameterStore(
    parameters.map(({ name, shape, isFrozen = false }) => ({
      name,
      shape,
      trainable: !isFrozen,
      decay: shape.length > 1,
      block: 'model',
    })),
    allocate,
  );
  const random = seededRandom(seed);
  for (const { name, initial } of parameters) {
    const values = store.value(name);
    for (let index = 0; index < values.length; index++) values[index] = initial(random, index);
  }
  return store;
}

/** @returns a made-up batch */
export function workloadBatch({ inputs }: Workload, seed = 7): HostTensors {
  const random = seededRandom(seed);
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, makeTensor(input, random)]));
}

function makeTensor({ shape, dtype = 'float32', element }: WorkloadInput, random: Random): HostTensor {
  const count = elementCount(shape);
  const data =
    dtype === 'float32' ? new Float32Array(count) : dtype === 'int32' ? new Int32Array(count) : new Uint8Array(count);
  for (let index = 0; index < count; index++) data[index] = element(random, index);
  return { dtype, shape, data };
}

/** Uniform between plus and minus 1 / sqrt(fanIn). */
export const uniformFor =
  (fanIn: number): ElementGenerator =>
  (random) =>
    (random() * 2 - 1) / Math.sqrt(fanIn);
export const zero: ElementGenerator = () => 0;
export const one: ElementGenerator = () => 1;

/** Inverted dropout's mask: 0 with the probability given, else what keeps the mean. */
export const dropoutInput = (shape: readonly number[], probability: number): WorkloadInput => ({
  shape,
  element: (random) => (random() < probability ? 0 : 1 / (1 - probability)),
  keep: 1 - probability,
});

/** @returns the noise that a step of the workload draws: its dropout masks */
export const workloadNoise = ({ inputs }: Workload): NoiseSpec[] =>
  Object.entries(inputs).flatMap(([name, { shape, keep }]) =>
    keep === undefined ? [] : [{ name, shape, kind: 'bernoulli', keep }],
  );

/** Weight `<name>.weight` [inputs, outputs] and bias `<name>.bias` [outputs]. */
export function linearParameters(name: string, inputs: number, outputs: number): WorkloadParameter[] {
  return [
    { name: `${name}.weight`, shape: [inputs, outputs], initial: uniformFor(inputs) },
    { name: `${name}.bias`, shape: [outputs], initial: uniformFor(inputs) },
  ];
}

/** Scale `<name>.scale` and offset `<name>.offset` of a layer norm. */
export function normParameters(name: string, shape: readonly number[]): WorkloadParameter[] {
  return [
    { name: `${name}.scale`, shape, initial: one },
    { name: `${name}.offset`, shape, initial: zero },
  ];
}
