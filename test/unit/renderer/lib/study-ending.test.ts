import { expect, it } from 'vitest';
import type { StudySummary } from '#contract/sweeps';
import { studyEnding } from '../../../../src-renderer/lib/study-ending';

const study = (change: Partial<StudySummary>): StudySummary => ({
  studyId: 'st-1',
  name: 'Rates',
  status: 'done',
  family: 'deep-set-ranker',
  experiment: 'sample',
  configPath: null,
  sampler: 'grid',
  pruner: 'none',
  objective: { metric: 'conference_spearman', split: 'validation', direction: 'maximize' },
  totalTrials: 8,
  jobs: 1,
  counts: { queued: 0, running: 0, done: 3, pruned: 1, failed: 2, masked: 0 },
  best: null,
  stoppedBy: null,
  streaks: [],
  createdAt: 0,
  endedAt: null,
  elapsedMs: 120_000,
  queueMs: 0,
  timeLeftMs: null,
  ...change,
});

it('speaks once, when a sweep that ran has ended', () => {
  expect(studyEnding('running', study({}))).toEqual({
    tone: 'ok',
    title: 'Sweep Rates is done',
    detail: '6 of 8 trials in 2 min, 2 failed',
  });
  expect(studyEnding('done', study({}))).toBeNull();
  expect(studyEnding(undefined, study({}))).toBeNull();
  expect(studyEnding('running', study({ status: 'running' }))).toBeNull();
});

it('repeats the words of the rule that stopped it', () => {
  const message = 'Stopping sweep: models not learning (5 consecutive poor/invalid trials).';
  const stopped = study({ status: 'stopped_early', stoppedBy: { kind: 'poor', message } });
  expect(studyEnding('running', stopped)).toMatchObject({ tone: 'warn', detail: message });
});
