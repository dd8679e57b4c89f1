import { describe, expect, it } from 'vitest';
import type { LogLine, RunStepState } from '#contract/run-detail';
import {
  failedStep,
  lastLinesOf,
  stepDurationMs,
  stepLook,
  stepTotals,
} from '../../../../src-renderer/features/run/pipeline-steps';

const step = (changes: Partial<RunStepState>): RunStepState => ({
  name: 'Model A',
  state: 'finished',
  exitCode: 0,
  durationMs: 1_500,
  cached: false,
  startedAt: 1_000,
  ...changes,
});
const started = step({ state: 'started', exitCode: null, durationMs: null });

describe('steps of a pipeline run', () => {
  it('tells computed, cached, stopped, diverged and failed steps apart by words and icons', () => {
    expect(stepLook(step({}), 'done').word).toBe('Done');
    expect(stepLook(step({ cached: true }), 'done').word).toBe('From the cache');
    expect(stepLook(step({ exitCode: 75 }), 'stopped').word).toBe('Stopped');
    expect(stepLook(step({ exitCode: 65 }), 'diverged')).toMatchObject({ word: 'Diverged', tone: 'odd' });
    expect(stepLook(step({ exitCode: 64 }), 'failed')).toMatchObject({ word: 'Failed', icon: 'status-failed' });
  });

  it('calls a step that began and did not end running only while its run goes on', () => {
    expect(stepLook(started, 'running').word).toBe('Running');
    expect(stepLook(started, 'paused').word).toBe('Paused');
    expect(stepLook(started, 'interrupted').word).toBe('Cut off');
  });

  it('counts the time of the running step and knows none of one that was cut off', () => {
    expect(stepDurationMs(started, 'running', 4_000)).toBe(3_000);
    expect(stepDurationMs(started, 'interrupted', 4_000)).toBeNull();
    expect(stepDurationMs(step({}), 'running', 9_999)).toBe(1_500);
  });

  it('adds up what was computed and what the cache had, and counts no outputs of a failed step', () => {
    expect(
      stepTotals([step({}), step({ cached: true, durationMs: 20 }), step({ exitCode: 64, durationMs: 5 }), started]),
    ).toEqual({
      computed: 1,
      cached: 1,
      durationMs: 1_525,
    });
  });

  it('finds the failed step and the lines between its beginning and the next one, of the newest attempt', () => {
    const failed = step({ name: 'Model B', exitCode: 70, startedAt: 2_000 });
    const later = step({ name: 'Model C', startedAt: 3_000 });
    const steps = [step({}), failed, later];
    expect(failedStep(steps, 'failed')).toBe(failed);
    expect(failedStep([step({})], 'done')).toBeNull();
    const line = (attempt: number, seq: number, time: number): LogLine => ({
      attempt,
      seq,
      time,
      level: 'info',
      message: `line ${seq}`,
    });
    const lines = [line(1, 0, 2_100), line(2, 0, 1_500), line(2, 1, 2_100), line(2, 2, 2_200), line(2, 3, 3_000)];
    expect(lastLinesOf(failed, steps, lines, 10).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(lastLinesOf(failed, steps, lines, 1).map(({ seq }) => seq)).toEqual([2]);
    expect(lastLinesOf(failed, steps, [], 10)).toEqual([]);
  });
});
