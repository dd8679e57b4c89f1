import { describe, expect, it } from 'vitest';
import { QueryFieldError } from '#contract/errors/query-errors';
import { distinguishingKeys } from '../../../../src-renderer/features/runs/distinguishing-keys';
import { groupStatus } from '../../../../src-renderer/features/runs/group-status';
import { intervalAxis } from '../../../../src-renderer/features/runs/interval-mark';
import { mainChoice } from '../../../../src-renderer/features/runs/metric-choice';
import { queryFault } from '../../../../src-renderer/features/runs/query-error';
import { countBy, filterRuns, NO_FILTER } from '../../../../src-renderer/features/runs/run-filter';
import { baselineRows, groupRows } from '../../../../src-renderer/features/runs/run-rows';
import { seedStatistics, tQuantile975 } from '../../../../src-renderer/features/runs/seed-statistics';
import { runRow } from '../../../support/renderer/run-row';

const scored = (value: number | null, over: Parameters<typeof runRow>[0] = {}) =>
  runRow({ metrics: { validation: { n: 46, clusters: 23, conference_spearman: value } }, ...over });
const CHOICE = { split: 'validation', metric: 'conference_spearman' } as const;

describe('seedStatistics', () => {
  it('gives mean, sample deviation and t interval', () => {
    // mean 2, sd sqrt((1 + 0 + 1) / 2) = 1, half width 4.303 * 1 / sqrt(3) = 2.4843
    const statistics = seedStatistics([1, 2, 3])!;
    expect(statistics).toMatchObject({ n: 3, mean: 2, standardDeviation: 1, min: 1, max: 3 });
    expect(statistics.interval![0]).toBeCloseTo(2 - 2.4843, 4);
    expect(statistics.interval![1]).toBeCloseTo(2 + 2.4843, 4);
  });

  it('says nothing about spread for one seed and nothing at all for none', () => {
    expect(seedStatistics([0.5, null, NaN])).toMatchObject({ n: 1, standardDeviation: null, interval: null });
    expect(seedStatistics([null])).toBeNull();
  });

  it('continues the table of t above 30 degrees of freedom', () => {
    // NIST table: t(0.975, 40) = 2.021, t(0.975, 100) = 1.984.
    expect(tQuantile975(40)).toBeCloseTo(2.021, 3);
    expect(tQuantile975(100)).toBeCloseTo(1.984, 3);
  });
});

describe('rows of the table', () => {
  it('groups all but seed; the worst follows the direction of the metric', () => {
    const runs = [
      scored(0.9, { runId: 'r-0000000001', groupKey: 'a', seed: 2 }),
      scored(0.7, { runId: 'r-0000000002', groupKey: 'b', seed: 1 }),
      scored(0.8, { runId: 'r-0000000003', groupKey: 'a', seed: 1 }),
    ];
    const [a, b] = groupRows(runs, CHOICE);
    expect(a!.runs.map(({ run }) => run.seed)).toEqual([1, 2]);
    expect(a!.statistics!.mean).toBeCloseTo(0.85, 12);
    expect(a!.worst).toBe(0.8);
    expect(b!.worst).toBeNull();
  });

  it('calls a mean the best only among groups of three seeds or more', () => {
    const group = (key: string, values: readonly number[]) =>
      values.map((value, seed) => scored(value, { groupKey: key, seed, runId: `r-${key}00000000${seed}` }));
    const rows = groupRows(
      [...group('a', [0.9, 0.9]), ...group('b', [0.8, 0.8, 0.8]), ...group('c', [0.7, 0.7, 0.7])],
      CHOICE,
    );
    expect(rows.map(({ isBest }) => isBest)).toEqual([false, true, false]);
  });

  it('pins the baselines of a family with the win rate first, none for mixed families', () => {
    const baselines = {
      standings: { validation: { n: 46, clusters: 23, conference_spearman: 0.87 } },
      win_rate: { validation: { n: 46, clusters: 23, conference_spearman: 0.876 } },
    };
    expect(baselineRows([scored(0.8, { baselines })]).map(({ name }) => name)).toEqual([
      'Baseline: win rate',
      'Baseline: standings',
    ]);
    expect(baselineRows([])).toEqual([]);
  });

  it('compares by the metric with a direction rather than by the loss', () => {
    const run = runRow({
      metrics: { validation: { n: 1, clusters: 1, loss: 25, score_sd: 1, conference_spearman: 0.8 } },
    });
    expect(mainChoice([run])).toEqual(CHOICE);
    expect(mainChoice([])).toBeNull();
  });

  it('tells groups apart by the keys in which they differ', () => {
    const base = { 'model_a.epochs': '28', 'model_a.learning_rate': '0.001', name: '"a"' };
    expect(distinguishingKeys([base, base, { ...base, 'model_a.learning_rate': '0.0001', name: '"b"' }])).toEqual([
      '',
      '',
      'learning_rate 0.0001',
    ]);
  });

  it('takes the most urgent status for a group', () => {
    expect(groupStatus([{ status: 'done' }, { status: 'running' }, { status: 'done' }])).toEqual({
      status: 'running',
      count: 1,
      others: 2,
    });
  });

  it('gives all intervals one axis that holds the baseline', () => {
    const axis = intervalAxis([seedStatistics([0.8, 0.9])!], [0.95])!;
    expect(axis[0]).toBeLessThan(0.8);
    expect(axis[1]).toBeGreaterThan(0.95);
    expect(intervalAxis([], [])).toBeNull();
  });
});

describe('filter', () => {
  const runs = [runRow({ status: 'done' }), runRow({ status: 'running' }), runRow({ status: 'done', trashedAt: 1 })];

  it('keeps the trash apart', () => {
    expect(filterRuns(runs, NO_FILTER)).toHaveLength(2);
    expect(filterRuns(runs, { ...NO_FILTER, isTrash: true })).toEqual([runs[2]]);
    expect(filterRuns(runs, { ...NO_FILTER, status: 'running' })).toEqual([runs[1]]);
  });

  it('counts outside the trash', () => {
    expect(countBy(runs, ({ status }) => status)).toEqual([
      ['done', 1],
      ['running', 1],
    ]);
  });
});

describe('queryFault', () => {
  it('marks the field and offers the nearest one in its place', () => {
    const query = 'seed = 1 and validation.macro_f2 > 0.1';
    const fault = queryFault(query, new QueryFieldError(query, 14, 'validation.macro_f2', 'validation.macro_f1'))!;
    expect(fault.marked).toBe('validation.macro_f2');
    expect(fault.replacement).toEqual({
      label: 'Replace with validation.macro_f1',
      query: 'seed = 1 and validation.macro_f1 > 0.1',
    });
  });

  it('leaves other errors alone', () => {
    expect(queryFault('seed', new Error('disk full'))).toBeNull();
  });
});
