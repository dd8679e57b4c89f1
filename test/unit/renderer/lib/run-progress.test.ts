import { describe, expect, it } from 'vitest';
import { currentWork, remainingMs, runFraction } from '../../../../src-renderer/lib/run-progress';
import { runRow } from '../../../support/renderer/run-row';

describe('currentWork', () => {
  it('shows the run that started first, and counts the others', () => {
    const work = currentWork([
      runRow({ runId: 'r-0000000003', status: 'running', startedAt: 30 }),
      runRow({ runId: 'r-0000000002', status: 'running', startedAt: 20 }),
      runRow({ runId: 'r-0000000001', status: 'paused', startedAt: 10 }),
      runRow({ runId: 'r-0000000004', status: 'queued', startedAt: null }),
      runRow({ runId: 'r-0000000005', status: 'done' }),
    ]);
    expect(work.run?.runId).toBe('r-0000000002');
    expect(work.runningCount).toBe(2);
    expect(work.queuedCount).toBe(1);
  });

  it('shows a paused run when none trains', () => {
    expect(currentWork([runRow({ status: 'paused' })]).run?.status).toBe('paused');
    expect(currentWork([runRow({ status: 'done' })]).run).toBeNull();
  });
});

it('expects the rest to go as fast as the first part', () => {
  // 100 of 280 steps in 1 s: 180 steps are left, 10 ms each.
  expect(remainingMs(runRow())).toBeCloseTo(1800, 6);
  expect(remainingMs(runRow({ step: 0 }))).toBeNull();
  expect(runFraction(runRow())).toBeCloseTo(100 / 280, 9);
  expect(runFraction(runRow({ totalSteps: 0 }))).toBeNull();
});
