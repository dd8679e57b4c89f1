import { expect, it } from 'vitest';
import { WORKLOAD_GROUPS, workloadIdSchema } from '#contract/bench';
import { createEagerExecutor } from '../../../../src-main/engine/backend/eager/eager-executor';
import { createBenchStep } from '../../../../src-main/engine/bench/bench-step';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { mlp } from '../../../../src-main/engine/bench/workloads/mlp';
import { ranker } from '../../../../src-main/engine/bench/workloads/ranker';
import { WORKLOADS } from '../../../../src-main/engine/bench/workloads/registry';
import { workloadNoise, workloadStore } from '../../../../src-main/engine/bench/workloads/workload';

it('has every workload in exactly one group', () => {
  expect(Object.values(WORKLOAD_GROUPS).flat().toSorted()).toEqual(workloadIdSchema.options.toSorted());
});

it('times the models at the sizes of the table', () => {
  const parameters = Object.fromEntries(
    (['mlp-64', 'ranker', 'attention', 'convolution'] as const).map((id) => [
      id,
      workloadStore(WORKLOADS[id].create()).values.length,
    ]),
  );
  // By hand: 17*128+128 + 128*64+64 + 64+1; the family's page says 47,393; 4*(128*128+128) + 2*128 + 129;
  // 3*3*3*16+16 + 3*3*16*32+32 + 8*8*32*10+10.
  expect(parameters).toEqual({ 'mlp-64': 10_625, ranker: 47_393, attention: 66_433, convolution: 25_578 });
});

it('keeps the padding row of the ranker at zero', () => {
  const store = workloadStore(ranker({ embeddings: 4 }));
  const table = store.value('embedding.weight');
  expect(table.subarray(4 * 32).every((value) => value === 0)).toBe(true);
  expect(table.subarray(0, 4 * 32).every((value) => value !== 0)).toBe(true);
});

it('draws dropout masks anew with the probability of keeping', () => {
  expect(workloadNoise(lstm({ width: 4, batch: 2, outputSteps: 3 }))).toEqual([
    { name: 'dropout.decoder', shape: [6, 4], kind: 'bernoulli', keep: 0.8 },
  ]);
  expect(workloadNoise(mlp())).toEqual([]);
});

it('makes a whole training step: the loss of one batch falls from step to step', async () => {
  const executor = await createEagerExecutor({ backend: 'cpu' });
  const step = createBenchStep(mlp({ rows: 8, widths: [3, 4, 1] }), executor);
  const losses = [await step.run(), await step.run(), await step.run()];
  expect(losses[1]!).toBeLessThan(losses[0]!);
  expect(losses[2]!).toBeLessThan(losses[1]!);
  step.dispose();
  await executor.dispose();
});
