import { describe, expect, it } from 'vitest';
import { stopRulesSchema } from '#contract/config/sweep';
import type { Trial } from '#contract/sweeps';
import { isMasked, isPoor } from '../../../../src-main/sweep/stop-rules/judge-trial';
import { stopRuleAfter, streaksOf } from '../../../../src-main/sweep/stop-rules/streaks';
import { exampleTrial } from '../../../support/sweep-trials';

const RULES = stopRulesSchema.parse({});
const row = (...changes: Partial<Trial>[]): Trial[] => changes.map((change, number) => exampleTrial(number, change));
const good = { objective: 0.4 };
const poor = { objective: 0.01 };
const failed = { state: 'failed', objective: null } as const;
const masked = { state: 'masked', objective: null } as const;

describe('masked', () => {
  const counts = (teams: number | null, fallback: number, allZero: number) => ({ teams, fallback, allZero });

  it('is more than the ratio of the teams; exactly half is not', () => {
    expect(isMasked(counts(30, 15, 0), 0.5)).toBe(false);
    expect(isMasked(counts(30, 16, 0), 0.5)).toBe(true);
    expect(isMasked(counts(30, 0, 15), 0.5)).toBe(false);
    expect(isMasked(counts(30, 0, 16), 0.5)).toBe(true);
    // Neither alone is more than half, and they are not added up.
    expect(isMasked(counts(30, 10, 10), 0.5)).toBe(false);
  });

  it('cannot be said without teams, which is poor but not masked', () => {
    expect(isMasked(counts(0, 0, 0), 0.5)).toBe('unknown');
    expect(isMasked(counts(null, 0, 0), 0.5)).toBe('unknown');
    const unknown = row(...Array<Partial<Trial>>(5).fill({ ...good, masked: counts(0, 0, 0) }));
    expect(isPoor(unknown[0]!, RULES, 'maximize')).toBe(true);
    expect(stopRuleAfter(RULES, 'maximize', unknown)?.kind).toBe('poor');
  });
});

describe('poor', () => {
  it('is at or below the threshold when maximised, and not a number when minimised', () => {
    const isPoorWith = (objective: number | null, direction: 'maximize' | 'minimize') =>
      isPoor(exampleTrial(0, { objective }), RULES, direction);
    expect([0.01, 0.010_001, -1, null].map((value) => isPoorWith(value, 'maximize'))).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([0.01, -5, 0, null].map((value) => isPoorWith(value, 'minimize'))).toEqual([false, false, false, true]);
    expect(isPoorWith(Number.POSITIVE_INFINITY, 'minimize')).toBe(true);
  });
});

describe('stop rules', () => {
  it('stop after five poor trials with the words of the brief', () => {
    expect(stopRuleAfter(RULES, 'maximize', row(poor, failed, poor, failed))).toBeNull();
    expect(stopRuleAfter(RULES, 'maximize', row(poor, failed, poor, failed, poor))).toEqual({
      kind: 'poor',
      message: 'Stopping sweep: models not learning (5 consecutive poor/invalid trials).',
    });
  });

  it('stop after three masked trials with the words of the brief, and a masked trial is poor too', () => {
    expect(stopRuleAfter(RULES, 'maximize', row(masked, masked))).toBeNull();
    expect(stopRuleAfter(RULES, 'maximize', row(masked, masked, masked))).toEqual({
      kind: 'masked',
      message: 'Stopping sweep: players masked again (3 trials with high fallback/all_zero).',
    });
    expect(stopRuleAfter(RULES, 'maximize', row(poor, masked, poor, masked, poor))?.kind).toBe('poor');
  });

  it('count anew after a good trial', () => {
    expect(stopRuleAfter(RULES, 'maximize', row(poor, poor, poor, poor, good, poor))).toBeNull();
    expect(streaksOf(RULES, 'maximize', row(masked, masked, good)).map(({ count }) => count)).toEqual([0, 0]);
    expect(streaksOf(RULES, 'maximize', row(poor, masked, masked)).map(({ id, count }) => [id, count])).toEqual([
      ['masked', 2],
      ['poor', 3],
    ]);
  });

  it('can be switched off, while a rule on a diagnostic stands by itself', () => {
    const off = stopRulesSchema.parse({
      early_stop_no_learning: false,
      stop_on_diagnostics: [{ id: 'scores-collapsed', consecutive: 2 }],
    });
    expect(stopRuleAfter(off, 'maximize', row(failed, failed, failed, failed, failed, failed))).toBeNull();
    const collapsed = { ...good, diagnostics: ['scores-collapsed'] };
    expect(stopRuleAfter(off, 'maximize', row(collapsed, good, collapsed))).toBeNull();
    expect(stopRuleAfter(off, 'maximize', row(good, collapsed, collapsed))).toEqual({
      kind: 'diagnostic',
      message: 'Stopping sweep: scores-collapsed in 2 trials in a row.',
    });
  });
});
