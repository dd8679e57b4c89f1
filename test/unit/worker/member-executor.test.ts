import { expect, it } from 'vitest';
import type { Executor, StepResult } from '../../../src-main/engine/backend/executor';
import { float32 } from '../../../src-main/engine/backend/host-tensor';
import { memberExecutor } from '../../../src-main/worker/member-executor';
import { tinyModel } from '../../support/tiny-family';
import { createModelStore } from '../../../src-main/engine/trainer/model-store';

const batch = (value: number) => ({ x: float32(Float32Array.of(value), [1]) });

/** Steps that take some turns of the event loop and say when they begin and end. */
function slowExecutor(log: string[]): Executor {
  return {
    id: 'reference',
    version: '1.0',
    threads: 1,
    training: () => ({
      async run(inputs): Promise<StepResult> {
        const loss = inputs['x']!.data[0]!;
        log.push(`begin ${loss}`);
        await new Promise((resolve) => setImmediate(resolve));
        if (loss === 2) throw new Error('step 2');
        log.push(`end ${loss}`);
        return { loss, outputs: {} };
      },
      dispose: () => log.push('step disposed'),
    }),
    forward: () => ({ run: () => Promise.resolve({}), dispose: () => {} }),
    dispose: () => Promise.resolve(void log.push('executor disposed')),
  };
}

it('lets the steps of the seeds take turns in the order they come; an error goes to its own seed', async () => {
  const log: string[] = [];
  const member = memberExecutor(slowExecutor(log));
  const { parameters } = createModelStore(tinyModel);
  const [a, b] = [member.training(tinyModel.loss, parameters), member.training(tinyModel.loss, parameters)];
  const settled = await Promise.allSettled([a.run(batch(1)), b.run(batch(2)), a.run(batch(3))]);
  expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'begin 3', 'end 3']);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('disposes of its own steps and leaves the executor to the others', async () => {
  const log: string[] = [];
  const member = memberExecutor(slowExecutor(log));
  member.training(tinyModel.loss, createModelStore(tinyModel).parameters).dispose();
  await member.dispose();
  expect(log).toEqual(['step disposed']);
});
