import { describe, expect, it } from 'vitest';
import type { PrunerConfig } from '#contract/config/sweep';
import type { TrialReport } from '#contract/sweeps';
import { StudyHistory, type Direction } from '../../src-main/sweep/history/study-history';
import { createPruner } from '../../src-main/sweep/pruners/registry';
import type { Verdict } from '../../src-main/sweep/pruners/pruner';
import { exampleTrial } from '../support/sweep-trials';

const STEPS = 20;

/** Curves of ten trials, all but the last ended; each trial is a little worse than the one before. */
function studyOf(direction: Direction): StudyHistory {
  const history = new StudyHistory(direction);
  const sign = direction === 'minimize' ? 1 : -1;
  for (let number = 0; number < 10; number += 1) {
    history.put(exampleTrial(number, { state: 'running', objective: null, endedAs: null }));
    for (let step = 1; step <= STEPS; step += 1) report(history, number, step, sign * (number / 10 + 1 / step));
    history.put(exampleTrial(number, { objective: sign * (number / 10 + 1 / STEPS) }));
  }
  history.put(exampleTrial(10, { state: 'running', objective: null, endedAs: null }));
  return history;
}

function report(history: StudyHistory, number: number, step: number, value: number | null): void {
  const entry: TrialReport = { step, value, decision: 'continue', reason: '' };
  history.report(number, entry);
}

/** @returns what a pruner says at each step of the last trial */
function verdictsOn(config: PrunerConfig, direction: Direction, valueAt: (step: number) => number | null): Verdict[] {
  const history = studyOf(direction);
  const pruner = createPruner(config);
  const sign = direction === 'minimize' ? 1 : -1;
  return Array.from({ length: STEPS }, (_, index) => {
    const value = valueAt(index + 1);
    report(history, 10, index + 1, value === null ? null : sign * value);
    return pruner.judge({ history, number: 10, step: index + 1 });
  });
}

/** Facts that hold for every pruner. */
export function prunerSuite(config: PrunerConfig): void {
  describe(`pruner ${config.kind}`, () => {
    it('says the same for the same reports, and for their mirror image when more is better', () => {
      const curve = (step: number): number => 5 + 1 / step;
      const first = verdictsOn(config, 'minimize', curve);
      expect(verdictsOn(config, 'minimize', curve)).toEqual(first);
      expect(verdictsOn(config, 'maximize', curve).map(({ prunes }) => prunes)).toEqual(
        first.map(({ prunes }) => prunes),
      );
    });

    it('lets the best of all curves go on', () => {
      const verdicts = verdictsOn(config, 'minimize', (step) => -1 - step / 100);
      expect(verdicts.some(({ prunes }) => prunes)).toBe(false);
    });

    it('gives a reason with every decision to prune', () => {
      const verdicts = verdictsOn(config, 'minimize', () => 9);
      for (const { prunes, reason } of verdicts) if (prunes) expect(reason).toMatch(/\d/);
      expect(verdicts.some(({ prunes }) => prunes)).toBe(config.kind !== 'none');
    });

    it('takes a report that is no number', () => {
      const verdicts = verdictsOn(config, 'minimize', (step) => (step === 3 ? null : -1 - step / 100));
      expect(verdicts).toHaveLength(STEPS);
    });

    it('lets the first trial of a study go on', () => {
      const history = new StudyHistory('minimize');
      history.put(exampleTrial(0, { state: 'running', objective: null, endedAs: null }));
      const pruner = createPruner(config);
      for (let step = 1; step <= 3; step += 1) {
        report(history, 0, step, 1 / step);
        expect(pruner.judge({ history, number: 0, step }).prunes).toBe(false);
      }
    });
  });
}
