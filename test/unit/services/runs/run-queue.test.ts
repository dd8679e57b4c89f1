import { expect, it } from 'vitest';
import { RunQueue } from '../../../../src-main/services/runs/run-queue';

/** A queue whose runs of one letter belong together, and the starts it made. */
function queueOf(places: number) {
  const started: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const queue = new RunQueue({
    places: () => places,
    beside: (runId, waiting) => waiting.filter((other) => other[0] === runId[0] && runId[0] !== 'x'),
    start: (runIds) => {
      started.push(runIds);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  const end = async (index: number): Promise<void> => {
    ends[index]!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, started, end };
}

it('starts what comes together and belongs together in one place, and the rest when a place is free', async () => {
  const { queue, started, end } = queueOf(1);
  queue.enqueue('a1', 'b1', 'a2', 'b2', 'x1', 'x2');
  expect(started).toEqual([['a1', 'a2']]);
  expect(queue.waiting).toEqual(['b1', 'b2', 'x1', 'x2']);
  await end(0);
  await end(1);
  expect(started).toEqual([['a1', 'a2'], ['b1', 'b2'], ['x1']]);
});

it('leaves out a run that was taken from the queue meanwhile', async () => {
  const { queue, started, end } = queueOf(1);
  queue.enqueue('x1', 'a1', 'a2', 'a3');
  expect(queue.remove('a2')).toBe(true);
  await end(0);
  expect(started).toEqual([['x1'], ['a1', 'a3']]);
});
