import { describe, expect, it } from 'vitest';
import type { StudyDetail, StudySummary, TrialReport } from '#contract/sweeps';
import { applyStudySummary, applyTrials } from '../../../../src-renderer/lib/apply-study';
import { baselineVerdict, median } from '../../../../src-renderer/features/sweeps/baseline-verdict';
import { limitOverrides, wholeNumberProblem } from '../../../../src-renderer/features/sweeps/limit-overrides';
import { openingOf } from '../../../../src-renderer/features/sweeps/opening';
import {
  brushAfterKey,
  goodness,
  isWithinBrushes,
  objectiveRange,
  parallelAxes,
  withBrush,
} from '../../../../src-renderer/features/sweeps/parallel-axes';
import { linePath } from '../../../../src-renderer/features/sweeps/parallel-path';
import {
  parameterText,
  shareOf,
  shortNames,
  valueAt,
  type ParameterAxisSpec,
} from '../../../../src-renderer/features/sweeps/parameter-text';
import { lastSteps, prunedTrials } from '../../../../src-renderer/features/sweeps/pruned-trials';
import { outcomeOf, progressText } from '../../../../src-renderer/features/sweeps/study-words';
import { exampleTrial } from '../../../support/sweep-trials';

const NUMBERS = { choices: [], kind: 'float' as const, log: false };
const DROPOUT: ParameterAxisSpec = { ...NUMBERS, name: 'model_a.dropout', low: 0, high: 0.5 };
const RATE: ParameterAxisSpec = { ...NUMBERS, name: 'model_a.learning_rate', low: 1e-5, high: 1e-3, log: true };
const WINDOWS: ParameterAxisSpec = {
  name: 'training.rolling_windows',
  kind: 'categorical',
  log: false,
  low: null,
  high: null,
  choices: [
    [5, 10],
    [10, 30],
    [15, 30],
  ],
};
const COUNTS = { queued: 0, running: 0, done: 3, pruned: 0, failed: 1, masked: 0 };
const RULES = { early_stop_no_learning: true, early_stop_metric_threshold: 0.01 };
const MAXIMIZE = { direction: 'maximize', rules: RULES, lastStep: null } as const;

const summary = (change: Partial<StudySummary> = {}): StudySummary => ({
  studyId: 'st-1',
  name: 'Example',
  status: 'running',
  family: 'deep-set-ranker',
  experiment: 'sample',
  configPath: null,
  sampler: 'tpe',
  pruner: 'none',
  objective: { metric: 'conference_spearman', split: 'validation', direction: 'maximize' },
  totalTrials: 8,
  jobs: 1,
  counts: COUNTS,
  best: { number: 2, runId: null, objective: 0.6, parameters: {} },
  stoppedBy: null,
  streaks: [],
  createdAt: 0,
  endedAt: null,
  elapsedMs: 0,
  queueMs: 0,
  timeLeftMs: null,
  ...change,
});

const trials = [
  exampleTrial(0, { objective: 0.2, parameters: { [DROPOUT.name]: 0 } }),
  exampleTrial(1, { objective: 0.4, parameters: { [DROPOUT.name]: 0.25 } }),
  exampleTrial(2, { objective: 0.6, parameters: { [DROPOUT.name]: 0.5 } }),
  exampleTrial(3, { state: 'failed', objective: null, parameters: {} }),
];
const [dropoutAxis, objectiveAxis] = parallelAxes(
  { parameters: [DROPOUT], trials, summary: summary() },
  'Spearman',
  (value) => value.toFixed(1),
);

describe('values of parameters', () => {
  it('are written with four digits, lists with a space, and n/a where they do not apply', () => {
    expect([3e-5, 0.123456, 12_000, -0.5, 'minutes', true, [10, 30], undefined].map(parameterText)).toEqual([
      '3e−5',
      '0.1235',
      '12,000',
      '−0.5',
      'minutes',
      'true',
      '[10, 30]',
      'n/a',
    ]);
  });

  it('lie in the middle of a log axis at the geometric mean', () => {
    expect(shareOf(RATE, 1e-4)).toBeCloseTo(0.5, 12);
    expect(valueAt(RATE, 0.5)).toBeCloseTo(1e-4, 12);
  });

  it('find their choice by content, also lists', () => {
    expect(shareOf(WINDOWS, [10, 30])).toBe(0.5);
    expect(shareOf(WINDOWS, [30, 10])).toBeNull();
    expect(valueAt(WINDOWS, 1)).toEqual([15, 30]);
  });

  it('keep the whole key where its last part is not enough', () => {
    const names = shortNames(['model_a.epochs', 'model_b.epochs', 'model_a.dropout']);
    expect([...names.values()]).toEqual(['model_a.epochs', 'model_b.epochs', 'dropout']);
  });
});

describe('parallel coordinates', () => {
  it('put the best finished trial at the top of the objective and a failed one nowhere', () => {
    expect(trials.map((trial) => objectiveAxis!.placeOf(trial))).toEqual([0, expect.closeTo(0.5, 12), 1, null]);
    expect(objectiveAxis!.ticks.map(({ text }) => text)).toEqual(['0.2', '0.6']);
  });

  it('keep trials inside every range; a trial without a place on a ranged axis is outside', () => {
    const kept = (range: readonly [number, number]) =>
      trials.filter((trial) => isWithinBrushes(trial, [dropoutAxis!, objectiveAxis!], { [DROPOUT.name]: range }));
    expect(kept([0.5, 1]).map(({ number }) => number)).toEqual([1, 2]);
    expect(kept([0, 1]).map(({ number }) => number)).toEqual([0, 1, 2]);
  });

  it('drop a range that is the whole axis', () => {
    expect(withBrush({ a: [0.2, 0.4] }, 'a', [0, 1])).toEqual({});
    expect(withBrush({ a: [0.2, 0.4] }, 'b', [0.5, 1])).toEqual({ a: [0.2, 0.4], b: [0.5, 1] });
  });

  it('move the ends of a range by keys, never past each other', () => {
    expect(brushAfterKey('ArrowUp', 'low', [0, 1], 0.25)).toEqual([0.25, 1]);
    expect(brushAfterKey('ArrowDown', 'high', [0.5, 0.6], 0.25)).toEqual([0.5, 0.5]);
    expect(brushAfterKey('End', 'low', [0.1, 0.6], 0.25)).toEqual([0.6, 0.6]);
    expect(brushAfterKey('Enter', 'low', [0, 1], 0.25)).toBeNull();
  });

  it('call the smallest value the best one when the objective is minimised', () => {
    const range = objectiveRange(trials);
    expect(range).toEqual([0.2, 0.6]);
    expect(goodness(trials[0]!, range, 'minimize')).toBe(1);
    expect(goodness(trials[0]!, range, 'maximize')).toBe(0);
    expect(goodness(trials[3]!, range, 'maximize')).toBeNull();
  });

  it('draw a curve between neighbouring axes and leave a gap where one does not apply', () => {
    expect(linePath([{ x: 0, y: 10 }, { x: 10, y: 0 }, null, { x: 30, y: 5 }])).toBe('M0 10C5 10 5 0 10 0');
    expect(linePath([null, { x: 10, y: 0 }, { x: 20, y: 4 }])).toBe('M10 0C15 0 15 4 20 4');
  });
});

describe('outcomes of trials', () => {
  it('name the step that failed, the teams that were masked, the epoch of the cut', () => {
    const error = { step: 'train', exitCode: 1, code: 'x', message: 'm', nextStep: '', logLines: [] };
    const failed = exampleTrial(0, { state: 'failed', objective: null, error });
    const masked = exampleTrial(0, { state: 'masked', masked: { teams: 30, fallback: 18, allZero: 2 } });
    const pruned = exampleTrial(0, { state: 'pruned' });
    expect(outcomeOf(failed, MAXIMIZE).text).toBe('Failed in train');
    expect(outcomeOf(masked, MAXIMIZE).text).toBe('Masked, 18 of 30');
    expect(outcomeOf(pruned, { ...MAXIMIZE, lastStep: 4 }).text).toBe('Pruned after epoch 4');
  });

  it('call a trial at the threshold poor, and none of a minimised objective', () => {
    const poor = exampleTrial(0, { objective: 0.01 });
    expect(outcomeOf(poor, MAXIMIZE).text).toBe('Poor, at most 0.01');
    expect(outcomeOf({ ...poor, objective: 0.0101 }, MAXIMIZE).text).toBe('Done');
    expect(outcomeOf(poor, { ...MAXIMIZE, direction: 'minimize' }).text).toBe('Done');
    expect(outcomeOf(poor, { ...MAXIMIZE, rules: { ...RULES, early_stop_no_learning: false } }).text).toBe('Done');
  });

  it('are counted with those that failed', () => {
    expect(progressText(summary())).toBe('4 of 8, 1 failed');
  });
});

describe('the best trial beside its baselines', () => {
  const baselines = [
    { id: 'team_win_rate', objective: 0.7 },
    { id: 'chance', objective: 0 },
  ];

  it('is measured against the strongest one', () => {
    expect(baselineVerdict({ summary: summary(), baselines, trials })).toEqual({
      isBeaten: false,
      strongest: baselines[0],
      difference: expect.closeTo(-0.1, 12) as number,
      better: 0,
      finished: 3,
    });
  });

  it('beats a minimised baseline from below; the strongest one is the smallest', () => {
    const objective = { ...summary().objective, direction: 'minimize' as const };
    const best = { number: 0, runId: null, objective: -0.1, parameters: {} };
    const verdict = baselineVerdict({ summary: summary({ objective, best }), baselines, trials });
    expect([verdict!.isBeaten, verdict!.strongest.id]).toEqual([true, 'chance']);
  });

  it('does not count an equal value as better', () => {
    const equal = [{ id: 'same', objective: 0.6 }];
    expect(baselineVerdict({ summary: summary(), baselines: equal, trials })!.isBeaten).toBe(false);
  });

  it('has a median: the middle value, of an even count the mean of two', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
  });
});

describe('what the pruner saw', () => {
  const report = (step: number, decision: TrialReport['decision']): TrialReport => ({
    step,
    value: 0.1,
    decision,
    reason: decision === 'prune' ? 'below the median' : '',
  });
  const curves: StudyDetail['curves'] = [
    { number: 0, reports: [report(1, 'continue'), report(2, 'continue')] },
    { number: 1, reports: [report(1, 'prune')] },
    { number: 2, reports: [] },
  ];

  it('gives the trials that were cut off with the reason of the last report', () => {
    expect(prunedTrials(curves)).toEqual([{ number: 1, ...report(1, 'prune') }]);
    expect([...lastSteps(curves)]).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });
});

describe('messages about a study', () => {
  it('replace its head in the list; an unknown one asks for the list again', () => {
    const changed = summary({ status: 'done' });
    expect(applyStudySummary([summary()], changed)).toEqual({ studies: [changed], isUnknown: false });
    expect(applyStudySummary([], changed)).toEqual({ studies: [], isUnknown: true });
  });

  it('replace trials by number and put new ones in their place', () => {
    const detail = { summary: summary(), trials: [trials[0], trials[2]] } as unknown as StudyDetail;
    const next = applyTrials(detail, summary({ status: 'done' }), [trials[1]!, exampleTrial(2, { objective: 0.9 })]);
    expect(next.trials.map(({ number, objective }) => [number, objective])).toEqual([
      [0, 0.2],
      [1, 0.4],
      [2, 0.9],
    ]);
    expect(next.summary.status).toBe('done');
  });
});

describe('the Sweeps screen', () => {
  const files = [{ path: 'configs/sweeps/a.yaml' }];
  const studies = [
    { studyId: 'newest', status: 'done' as const },
    { studyId: 'older', status: 'running' as const },
  ];
  const nowhere = { studyId: null, file: null };

  it('opens what runs, else the newest study, else the first file', () => {
    expect(openingOf(nowhere, studies, files)).toEqual({ kind: 'study', studyId: 'older' });
    expect(openingOf(nowhere, [studies[0]!], files)).toEqual({ kind: 'study', studyId: 'newest' });
    expect(openingOf(nowhere, [], files)).toEqual({ kind: 'file', path: 'configs/sweeps/a.yaml' });
    expect(openingOf(nowhere, [], [])).toEqual({ kind: 'nothing' });
    expect(openingOf({ studyId: null, file: 'x' }, studies, files)).toEqual({ kind: 'file', path: 'x' });
  });

  it('sets limits as keys of the sweep file and leaves out empty ones', () => {
    expect(limitOverrides({ trials: ' 8 ', jobs: '' })).toEqual(['limits.trials=8']);
    expect([
      wholeNumberProblem(''),
      wholeNumberProblem('0'),
      wholeNumberProblem('2.5'),
      wholeNumberProblem('12'),
    ]).toEqual([null, 'A whole number from 1, or nothing.', 'A whole number from 1, or nothing.', null]);
  });
});
