import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentConfig } from '#contract/config/experiment';
import type { ExecutorId } from '#contract/ids';
import { PartMemory } from '../../src-main/engine/backend/batch-parts';
import type { Executor } from '../../src-main/engine/backend/executor';
import { elementCount, float32, type HostTensors } from '../../src-main/engine/backend/host-tensor';
import { createExecutor } from '../../src-main/engine/backend/registry';
import { ParameterStore } from '../../src-main/engine/backend/parameter-store';
import type { Family, NoiseSpec, TrainingBatch, TrainingTask } from '../../src-main/engine/families/family';
import { plainRandomFiller } from '../../src-main/engine/random/plain-random-filler';
import { initializeParameters } from '../../src-main/engine/trainer/initialize-parameters';
import { expectNoTensorLeak } from '../support/no-tensor-leak';

/** What a family brings to the suite: a small experiment on data that is quick to read. */
export interface FamilyFixture {
  readonly family: Family;
  readonly config: ExperimentConfig;
  readonly sourcePath: string;
  /** Default: the reference. For models that it takes minutes for. */
  readonly executor?: ExecutorId;
  /** Parameters whose rows the data decide: tables of entities. */
  readonly sizedByData?: readonly string[];
  /** The same batch with other values wherever its masks say padding; the loss may not notice. */
  changePadding(inputs: HostTensors): HostTensors;
}

const SEED = 11;

const context = (sourcePath: string, seed: number) => ({
  seed,
  source: { name: 'fixture', path: sourcePath, fingerprint: '' },
  cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-family-')),
  phase: () => {},
  signal: new AbortController().signal,
});

function drawNoise(specs: readonly NoiseSpec[], step: number): HostTensors {
  return Object.fromEntries(
    specs.map(({ name, shape, kind, keep }) => {
      const data = new Float32Array(elementCount(shape));
      const address = { seed: SEED, stream: name, step };
      if (kind === 'bernoulli') plainRandomFiller.fillBernoulliMask(data, keep!, address);
      else if (kind === 'normal') plainRandomFiller.fillNormal(data, address);
      else plainRandomFiller.fillUniform(data, address);
      return [name, float32(data, shape)];
    }),
  );
}

/** Plain values for comparison: typed arrays of batches become arrays. */
const plain = (batches: Iterable<TrainingBatch>) =>
  [...batches].map(({ inputs }) => Object.entries(inputs).map(([name, { shape, data }]) => [name, shape, [...data]]));

/** What every family promises the trainer (docs/recipes/add-a-family.md). */
export function familySuite(create: () => Promise<FamilyFixture>): void {
  describe('family', () => {
    let fixture: FamilyFixture;
    let task: TrainingTask;
    let executor: Executor;
    let store: ParameterStore;

    const prepare = (seed = SEED) => fixture.family.prepare(fixture.config, context(fixture.sourcePath, seed));
    const stepOn = async (inputs: HostTensors) => {
      const step = executor.training(task.model.loss, store);
      const result = await step.run(inputs);
      step.dispose();
      return { loss: result.loss, gradients: store.gradients.slice() };
    };
    const firstBatch = (): TrainingBatch => [...task.epoch(0)][0]!;
    const withNoise = ({ inputs, noise }: TrainingBatch): HostTensors => ({ ...inputs, ...drawNoise(noise, 0) });

    beforeAll(async () => {
      fixture = await create();
      // Tensors that are left behind are counted by a backend, whatever computes.
      const reference = await createExecutor('reference', { threads: 1 });
      executor = fixture.executor === undefined ? reference : await createExecutor(fixture.executor, { threads: 1 });
      task = await prepare();
      store = new ParameterStore(task.model.parameters);
      initializeParameters(store, task.model.parameters, SEED, plainRandomFiller);
    });

    it('names every parameter once and describes every block', () => {
      const names = task.model.parameters.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(task.model.parameters.map(({ block }) => block))).toEqual(
        new Set(task.model.blocks.map(({ block }) => block)),
      );
    });

    it('describes the model that it trains', () => {
      // A table of entities has as many rows as the data have entities; a description without data cannot know them.
      const sizedByData = fixture.sizedByData ?? [];
      const shapes = (model: TrainingTask['model']) =>
        model.parameters.map(({ name, shape }) => [name, sizedByData.includes(name) ? shape.slice(1) : shape]);
      expect(shapes(fixture.family.describe(fixture.config))).toEqual(shapes(task.model));
    });

    it('probes with made-up batches of any size that its model takes as it takes real ones', async () => {
      const real = firstBatch();
      const described = fixture.family.describe(fixture.config);
      const own = new ParameterStore(described.parameters);
      initializeParameters(own, described.parameters, SEED, plainRandomFiller);
      for (const samples of [1, 3]) {
        const probe = fixture.family.probe(fixture.config, samples);
        expect(probe.samples).toBeGreaterThanOrEqual(samples);
        expect(Object.keys(probe.inputs).sort()).toEqual(Object.keys(real.inputs).sort());
        expect(probe.noise.map(({ name }) => name).sort()).toEqual(real.noise.map(({ name }) => name).sort());
        const step = executor.training(described.loss, own);
        const { loss } = await step.run(withNoise(probe));
        step.dispose();
        expect(Number.isFinite(loss)).toBe(true);
        expect(own.gradients.some((value) => value !== 0)).toBe(true);
      }
    });

    it('gives as many batches an epoch as it announces, the same for the same seed and epoch', async () => {
      const again = await prepare();
      expect(plain(task.epoch(1))).toHaveLength(task.stepsPerEpoch);
      expect(plain(again.epoch(1))).toEqual(plain(task.epoch(1)));
    });

    it('has another order in another epoch and for another seed', async () => {
      const other = await prepare(SEED + 1);
      expect(plain(task.epoch(1))).not.toEqual(plain(task.epoch(0)));
      expect(plain(other.epoch(0))).not.toEqual(plain(task.epoch(0)));
    });

    it('has a finite loss and a gradient that is finite and not zero', async () => {
      const { loss, gradients } = await stepOn(withNoise(firstBatch()));
      expect(Number.isFinite(loss)).toBe(true);
      expect(gradients.every(Number.isFinite)).toBe(true);
      expect(gradients.some((value) => value !== 0)).toBe(true);
    });

    it('computes the same step twice, bit for bit', async () => {
      const inputs = withNoise(firstBatch());
      expect(await stepOn(inputs)).toEqual(await stepOn(inputs));
    });

    it('has parts of a batch that add up to the whole, where it cuts batches', async () => {
      if (!task.model.cut) return;
      const inputs = withNoise(firstBatch());
      const parts = task.model.cut(inputs, 2, new PartMemory()) ?? [];
      expect(parts).toHaveLength(2);
      const whole = await stepOn(inputs);
      const sum = { loss: 0, gradients: new Float32Array(whole.gradients.length) };
      for (const part of parts) {
        const { loss, gradients } = await stepOn(part.inputs);
        sum.loss += part.weight * loss;
        gradients.forEach((value, at) => (sum.gradients[at]! += part.weight * value));
      }
      expect(Math.abs(sum.loss - whole.loss)).toBeLessThan(1e-5 * Math.abs(whole.loss));
      const largest = whole.gradients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const apart = whole.gradients.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - sum.gradients[at]!)),
        0,
      );
      expect(apart).toBeLessThan(1e-5 * largest);
    });

    it('does not look at padding', async () => {
      const inputs = withNoise(firstBatch());
      const [clean, dirty] = [await stepOn(inputs), await stepOn({ ...inputs, ...fixture.changePadding(inputs) })];
      expect(dirty.loss).toBeCloseTo(clean.loss, 4);
      const differences = clean.gradients.map((value, index) => Math.abs(value - dirty.gradients[index]!));
      const largest = differences.reduce((most, value) => Math.max(most, value), 0);
      expect(largest).toBeLessThan(1e-4);
    });

    it('gives rows that start as zero no gradient', async () => {
      const { gradients } = await stepOn(withNoise(firstBatch()));
      for (const { name, zeroRows, shape } of task.model.parameters) {
        const width = elementCount(shape.slice(1));
        for (const row of zeroRows ?? []) {
          const first = store.slot(name).offset + row * width;
          expect([...gradients.subarray(first, first + width)].every((value) => value === 0)).toBe(true);
        }
      }
    });

    it('evaluates alike when prepared for training and for inference from what a checkpoint stores', async () => {
      const split = task.splits.at(-1)!;
      const stored: unknown = JSON.parse(JSON.stringify(task.preprocessing));
      const inference = await fixture.family.infer(fixture.config, stored as typeof task.preprocessing, {
        ...context(fixture.sourcePath, SEED),
        split,
      });
      const [trained, inferred] = await Promise.all(
        [task, inference].map((side) => side.evaluate(split, executor.forward(side.model.forward, store))),
      );
      expect(inferred).toEqual(trained);
      expect(inference.baselines).toMatchObject(
        Object.fromEntries(Object.entries(task.baselines).map(([id, splits]) => [id, { [split]: splits[split] }])),
      );
      expect(inference.sampleInputs(2).length).toBeGreaterThan(0);
    });

    it('counts samples and clusters with every metric, and has a value for every column of its predictions', async () => {
      const { metrics, loss, predictions } = await task.evaluate(
        task.splits[0]!,
        executor.forward(task.model.forward, store),
      );
      expect(Number.isFinite(loss)).toBe(true);
      expect(metrics.n).toBeGreaterThan(0);
      expect(metrics.clusters).toBeGreaterThan(0);
      expect(metrics.clusters).toBeLessThanOrEqual(metrics.n);
      expect(predictions.rows.length).toBeGreaterThan(0);
      expect(predictions.rows.every((row) => row.length === predictions.columns.length)).toBe(true);
    });

    it('leaves no tensor behind', async () => {
      const inputs = withNoise(firstBatch());
      await expectNoTensorLeak(async () => {
        const { loss } = await stepOn(inputs);
        expect(Number.isFinite(loss)).toBe(true);
        await task.evaluate(task.splits[0]!, executor.forward(task.model.forward, store));
      });
    });

    it('checks the source that it trains on, with a fingerprint of 64 hexadecimal digits', async () => {
      const found = await fixture.family.checkSource(fixture.sourcePath, new AbortController().signal);
      expect(found.fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(found.rows).toBeGreaterThan(0);
    });
  });
}
