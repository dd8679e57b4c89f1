import { describe, expect, it } from 'vitest';
import { baselineVerdict, exitCodeOfRun } from '../../../src-main/cli/run-report';
import { timeLeftMs } from '../../../src-main/cli/run-progress';
import { runSummary } from '../../support/run-summary';

const ranked = (own: number) =>
  runSummary({
    metrics: { validation: { n: 46, clusters: 23, conference_spearman: own } },
    best: {
      metric: 'conference_spearman',
      split: 'validation',
      value: own,
      epoch: 3,
      checkpointId: 'r-0123456789:best-conference_spearman',
    },
    baselines: {
      win_rate: { validation: { n: 46, clusters: 23, conference_spearman: 0.876 } },
      point_difference: { validation: { n: 46, clusters: 23, conference_spearman: 0.85 } },
    },
  });

describe('baselineVerdict', () => {
  it('says so when the model stays below its strongest baseline', () => {
    expect(baselineVerdict(ranked(0.86))).toBe(
      'On validation conference_spearman the model (0.8600) does not beat the baseline win_rate (0.8760).',
    );
  });

  it('says so when the model is above it', () => {
    expect(baselineVerdict(ranked(0.89))).toContain('beats the baseline win_rate');
  });

  it('says nothing without a value of its own', () => {
    expect(baselineVerdict(runSummary({}))).toBeNull();
  });
});

describe('exitCodeOfRun', () => {
  it.each([
    ['done', 0],
    ['stopped_early', 0],
    ['diverged', 65],
    ['stopped', 75],
    ['interrupted', 75],
  ] as const)('%s exits with %d', (status, code) => {
    expect(exitCodeOfRun(runSummary({ status }))).toBe(code);
  });

  it('tells a fault of ours from a bad input', () => {
    const error = { message: 'm', nextStep: 'n', details: {} };
    expect(exitCodeOfRun(runSummary({ status: 'failed', error: { ...error, code: 'E-INTERNAL' } }))).toBe(70);
    expect(exitCodeOfRun(runSummary({ status: 'failed', error: { ...error, code: 'E-DATA-COLUMN' } }))).toBe(64);
  });
});

it('estimates the time left from the steps done', () => {
  expect(timeLeftMs({ step: 25, totalSteps: 100, durationMs: 5000 })).toBe(15_000);
  expect(timeLeftMs({ step: 0, totalSteps: 100, durationMs: 5000 })).toBeNull();
});
