import { describe, expect, it } from 'vitest';
import { configTree, settingText } from '../../../../src-renderer/features/compare/config-tree';
import { largest, rowShares, shareDifferences } from '../../../../src-renderer/features/compare/confusion-shares';
import {
  readCompareChoice,
  requestOf,
  writeCompareChoice,
  type CompareChoice,
} from '../../../../src-renderer/features/compare/compare-choice';
import { intervalText, pText, verdictLook } from '../../../../src-renderer/features/compare/comparison-words';
import { curveSeries } from '../../../../src-renderer/features/compare/curve-series';
import { axisShare, differenceAxis } from '../../../../src-renderer/features/compare/difference-axis';
import { boldGroups, markOf, pinnedBaselines } from '../../../../src-renderer/features/compare/group-marks';
import { matrixMetrics, queueableSeeds } from '../../../../src-renderer/features/compare/matrix-cells';
import { familyChoices, runChoices, toggleGroup } from '../../../../src-renderer/features/compare/run-choice';
import { runRow } from '../../../support/renderer/run-row';

describe('the address of a comparison', () => {
  const choice: CompareChoice = {
    runs: ['r-0000000001', 'r-0000000002'],
    query: 'family = deep-set-ranker and seed < 3',
    metric: 'validation.ndcg_10',
    checkpoint: 'best',
    against: 'group b',
    seeds: 'shared',
    view: 'slices',
    ladder: 'configs/stages/tiny.yaml',
  };

  it('comes back from its text as it went in', () => {
    expect(readCompareChoice(writeCompareChoice(choice).toString())).toEqual(choice);
  });

  it('leaves out what is as usual', () => {
    const usual = readCompareChoice('runs=r-0000000001');
    expect(writeCompareChoice(usual).toString()).toBe('runs=r-0000000001');
    expect(usual).toMatchObject({ checkpoint: 'shipped', seeds: 'equal', view: 'tests', query: '' });
  });

  it('reads words that nobody wrote as the usual ones', () => {
    expect(readCompareChoice('checkpoint=worst&view=nothing&seeds=none')).toMatchObject({
      checkpoint: 'shipped',
      view: 'tests',
      seeds: 'equal',
    });
  });

  it('asks nothing while nothing is chosen', () => {
    expect(requestOf(readCompareChoice(''))).toBeNull();
    expect(requestOf(readCompareChoice('of=seed%20%3D%201'))).toMatchObject({ runs: [], query: 'seed = 1' });
  });
});

describe('words of a comparison', () => {
  it('says how many seeds there are and how many it takes', () => {
    expect(verdictLook({ verdict: 'cannot-be-shown', n: 3, seedsNeeded: 9 }).words).toBe(
      'Cannot be shown with n = 3, needs 9',
    );
    expect(verdictLook({ verdict: 'no-difference-shown', n: 10, seedsNeeded: null }).words).toBe('No difference shown');
  });

  it('writes p with three decimals and never as 0', () => {
    expect([pText(0.0753), pText(0.0004), pText(0.001), pText(1), pText(null)]).toEqual([
      '0.075',
      '< 0.001',
      '0.001',
      '1.000',
      'n/a',
    ]);
  });

  it('writes the interval of a difference with signs', () => {
    expect(intervalText({ lower: -0.0033, upper: 0.0293 }, 4, true)).toBe('[−0.0033, +0.0293]');
    expect(intervalText({ lower: 0.18, upper: 0.2 }, 3)).toBe('[0.180, 0.200]');
    expect(intervalText(null, 3)).toBe('n/a');
  });
});

describe('the axis of differences', () => {
  const pair = (difference: number, lower: number, upper: number) => ({
    difference,
    interval: { lower, upper },
    differences: [{ seed: 1, difference }],
  });

  it('holds 0 even when every difference is on one side', () => {
    const [low, high] = differenceAxis([pair(0.02, 0.01, 0.03)]);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0.03);
  });

  it('does not let an interval of two seeds flatten all others', () => {
    // t of one degree of freedom is 12.7: such an interval is many times as wide as anything measured.
    const [low, high] = differenceAxis([pair(0.01, -2, 2)]);
    // Four times the largest difference, and 6 % of the span at each end.
    expect(high).toBeCloseTo(0.04 + 0.06 * 0.08, 10);
    expect(low).toBeCloseTo(-0.0448, 10);
  });

  it('puts values beyond an end on it', () => {
    expect([axisShare(5, [-1, 1]), axisShare(-5, [-1, 1]), axisShare(0, [-1, 1])]).toEqual([1, 0, 0.5]);
  });
});

describe('marks of groups', () => {
  const group = (key: string, n: number, mean: number) => ({ key, n, mean });

  it('prints the best mean bold only among groups of three seeds or more', () => {
    expect([...boldGroups([group('a', 3, 0.2), group('b', 3, 0.3), group('c', 1, 0.9)], 'maximize')]).toEqual(['b']);
    expect([...boldGroups([group('a', 3, 0.2), group('b', 3, 0.3)], 'minimize')]).toEqual(['a']);
    expect([...boldGroups([group('a', 3, 0.2), group('c', 2, 0.9)], 'maximize')]).toEqual([]);
    expect([...boldGroups([group('a', 3, 0.2), group('b', 3, 0.3)], 'none')]).toEqual([]);
  });

  it('marks what is better after correction, nothing else', () => {
    const comparisons = [
      { a: 'x', verdict: 'better' },
      { a: 'y', verdict: 'worse' },
    ] as const;
    expect(['x', 'y', 'z'].map((key) => markOf(key, comparisons))).toEqual(['*', '', '']);
  });

  it('pins the baselines of the newest run, on the compared part only', () => {
    const win_rate = { validation: { n: 1, clusters: 1, loss: 1 }, test: { n: 1, clusters: 1, loss: 2 } };
    const old = runRow({ createdAt: 1, baselines: { standings: win_rate } });
    const newer = runRow({ createdAt: 2, baselines: { win_rate, random: { test: win_rate.test } } });
    expect(pinnedBaselines([old, newer], 'validation')).toEqual([
      { id: 'win_rate', name: 'Baseline: win rate', metrics: win_rate.validation },
    ]);
  });
});

describe('curves over seeds', () => {
  const curve = { key: 'a', label: 'a', epochs: [1, 2], mean: [1, 2], seeds: [] };

  it('draw one standard deviation around the mean', () => {
    expect(curveSeries([{ ...curve, sd: [0.5, 0.25], n: [3, 3] }])).toMatchObject([
      { label: 'a', bandWords: '± sd', low: [0.5, 1.75], high: [1.5, 2.25] },
    ]);
  });

  it('draw no band for one seed', () => {
    const [line] = curveSeries([{ ...curve, sd: [null, null], n: [1, 1] }]);
    expect(line).toMatchObject({ label: 'a, one seed' });
    expect(line).not.toHaveProperty('low');
  });
});

describe('the configuration difference', () => {
  const row = (path: string) => ({ path, baseline: '1', values: [] });

  it('is nested as the file is, keys of one object together', () => {
    const tree = configTree([row('model_a.epochs'), row('engine'), row('model_a.schedule.kind'), row('model_a.rate')]);
    expect(tree.map(({ kind, name, depth }) => `${'  '.repeat(depth)}${name}${kind === 'object' ? ':' : ''}`)).toEqual([
      'model_a:',
      '  epochs',
      '  schedule:',
      '    kind',
      '  rate',
      'engine',
    ]);
  });

  it('says in words that a key is not there', () => {
    expect([settingText(null), settingText('"adam"'), settingText('[1,2]')]).toEqual(['not set', 'adam', '[1,2]']);
  });
});

describe('confusion matrices side by side', () => {
  it('are shares of the true class', () => {
    expect(
      rowShares([
        [3, 1],
        [0, 0],
      ]),
    ).toEqual([
      [0.75, 0.25],
      [null, null],
    ]);
  });

  it('differ in points, second minus first', () => {
    const differences = shareDifferences([[0.5, 0.5]], [[0.75, 0.25]]);
    expect(differences).toEqual([[25, -25]]);
    expect(largest(differences, 0.1)).toBe(25);
    expect(shareDifferences([[null]], [[0.5]])).toEqual([[null]]);
  });
});

describe('choosing runs', () => {
  const runs = [
    runRow({ runId: 'r-0000000001', groupKey: 'a', seed: 1 }),
    runRow({ runId: 'r-0000000002', groupKey: 'a', seed: 2 }),
    runRow({ runId: 'r-0000000003', groupKey: 'b', seed: 1, status: 'failed' }),
  ];

  it('puts groups in and takes them out whole', () => {
    const [a, b] = runChoices(runs);
    expect(a).toMatchObject({ seeds: 2, runIds: ['r-0000000001', 'r-0000000002'] });
    expect(toggleGroup(['r-0000000002'], a!)).toEqual([]);
    expect(toggleGroup(['r-0000000002'], b!)).toEqual(['r-0000000002', 'r-0000000003']);
  });

  it('offers finished runs by family', () => {
    expect(familyChoices(runs)).toEqual([
      {
        family: 'deep-set-ranker',
        runs: 2,
        query: 'family = deep-set-ranker and status in (done, stopped_early)',
      },
    ]);
  });
});

describe('cells of the ablation matrix', () => {
  it('queue what is missing and what failed, nothing that is under way', () => {
    const states = ['missing', 'queued', 'running', 'failed', 'done'] as const;
    const seeds = states.map((state, seed) => ({ seed, state, runId: null }));
    expect(queueableSeeds({ seeds })).toEqual([0, 3]);
  });

  it('offer the metrics of their part once each, counts left out', () => {
    expect(matrixMetrics({ metric: 'test.loss', rows: [] })).toEqual(['test.loss']);
    const rows = [{ group: { metrics: { loss: 1, macro_f1: 1, n: 9 } } }, { group: null }];
    expect(matrixMetrics({ metric: 'test.loss', rows })).toEqual(['test.loss', 'test.macro_f1']);
  });
});
