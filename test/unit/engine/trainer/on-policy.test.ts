import { expect, it } from 'vitest';
import { float32 } from '../../../../src-main/engine/backend/host-tensor';
import type { TrainingBatch, TrainingTask } from '../../../../src-main/engine/families/family';
import { stopAfter } from '../../../support/stop-after';
import { tinyTask } from '../../../support/tiny-family';
import { runTinyAttempt, temporaryFolder } from '../../../support/tiny-training';

const EPOCHS = 4;
const STEPS = 6;

/** A task whose targets are its own predictions, moved by a tensor of its state that grows with each epoch. */
function onPolicyTask(options: { readonly evaluateEvery?: number; readonly stopsAfter?: number } = {}): TrainingTask {
  const { stopsAfter = STEPS, ...rest } = options;
  const task = tinyTask({ options: { epochs: EPOCHS, ...rest } });
  let epochsSeen = 0;
  let shift = Float32Array.of(0.125);
  return {
    ...task,
    onPolicy: {
      async *epoch(index, session) {
        const batches = [...task.epoch(index)];
        const rolledOut: TrainingBatch[] = [];
        for (const batch of batches) {
          if (await session.isOver()) return;
          const own = await session.forward.run(batch.inputs);
          const target = batch.inputs['target']!;
          const moved = Float32Array.from(own['y']!.data, (value) => value + shift[0]!);
          rolledOut.push({
            ...batch,
            inputs: { ...batch.inputs, target: { ...target, data: moved } },
          });
        }
        for (const [position, batch] of rolledOut.entries()) {
          if (position === stopsAfter) break;
          yield batch;
          expect(session.lastStep()!.loss).toBeGreaterThanOrEqual(0);
        }
        epochsSeen += 1;
        shift = shift.map((value) => value + 0.125);
      },
      state: () => ({ epochsSeen }),
      tensors: () => ({ shift: float32(shift, [1]) }),
      restore: (state, tensors) => {
        ({ epochsSeen } = state as { epochsSeen: number });
        shift = tensors['shift']!.data as Float32Array<ArrayBuffer>;
        expect([...shift]).toEqual([0.125 * (epochsSeen + 1)]);
      },
    },
  };
}

it('a stop in the middle of an on-policy epoch gives that epoch up; resumed, the run ends with the same bits', async () => {
  const whole = await runTinyAttempt({ task: onPolicyTask(), runFolder: await temporaryFolder() });
  const runFolder = await temporaryFolder();
  const first = await runTinyAttempt({ task: onPolicyTask(), runFolder, ...stopAfter(STEPS + 2) });
  expect(first.outcome).toEqual({ kind: 'interrupted', reason: 'interrupted' });
  const second = await runTinyAttempt({ task: onPolicyTask(), runFolder });
  // One epoch was whole: the second one begins again at its first step.
  expect(second.events.find((event) => event.kind === 'metrics')).toMatchObject({ step: STEPS + 1, epoch: 2 });
  expect([...second.parameters.values]).toEqual([...whole.parameters.values]);
  expect(second.result!.metrics).toEqual(whole.result!.metrics);
});

it('an epoch may end early, and the state of the task still moves on', async () => {
  const { loop } = await runTinyAttempt({ task: onPolicyTask({ stopsAfter: 2 }), runFolder: await temporaryFolder() });
  expect([loop.state.step, loop.state.epoch]).toEqual([2 * EPOCHS, EPOCHS]);
});

it('evaluates every so many epochs, and always the last', async () => {
  const { events } = await runTinyAttempt({
    task: onPolicyTask({ evaluateEvery: 3 }),
    runFolder: await temporaryFolder(),
  });
  const evaluated = events.flatMap((event) =>
    event.kind === 'metrics' && event.split === 'validation' ? [event.epoch] : [],
  );
  expect(evaluated).toEqual([3, 4]);
});
