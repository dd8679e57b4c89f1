import { describe, expect, it } from 'vitest';
import { rankerAttentionSchema } from '#contract/snapshots/ranker-attention';
import { actionsFor } from '../../../../src-renderer/features/run/run-actions';
import {
  normalizedEntropy,
  rankCorrelation,
  rankTeams,
  weightDomain,
} from '../../../../src-renderer/features/inspect/ranker-attention/attention-figures';
import { epochSeries } from '../../../../src-renderer/features/run/chart-series';
import { roleWords } from '../../../../src-renderer/features/run/role-words';
import { mergeLog } from '../../../../src-renderer/features/run/run-log';
import { baselineVerdict } from '../../../../src-renderer/features/run/run-verdict';
import {
  appendPoints,
  MAX_POINTS,
  NO_POINTS,
  pointsOfSeries,
} from '../../../../src-renderer/features/run/series-points';
import { runRow } from '../../../support/renderer/run-row';

describe('points of a live run', () => {
  const series = pointsOfSeries({
    runId: 'r-0000000001',
    split: 'train',
    metric: 'loss',
    steps: [50, 100],
    epochs: [1, 2],
    values: [3, 'NaN'],
    min: [3, 'NaN'],
    max: [3, 'NaN'],
    reduced: false,
  });

  it('reads words as the numbers they stand for', () => {
    expect(series.y).toEqual([3, NaN]);
  });

  it('appends what is new and leaves out steps that are there already', () => {
    const grown = appendPoints(series, { steps: [100, 150], values: [9, 2] });
    expect(grown.x).toEqual([50, 100, 150]);
    expect(grown.y).toEqual([3, NaN, 2]);
    expect(appendPoints(grown, { steps: [150], values: [2] })).toBe(grown);
  });

  it('reduces a long line again and keeps its extremes', () => {
    const steps = Array.from({ length: 2 * MAX_POINTS + 1 }, (_, index) => index + 1);
    const grown = appendPoints(NO_POINTS, { steps, values: steps.map((step) => (step === 777 ? 50 : 1)) });
    expect(grown.x.length).toBeLessThanOrEqual(MAX_POINTS);
    expect(Math.max(...grown.high)).toBe(50);
    expect(grown.isReduced).toBe(true);
  });

  it('puts steps on the axis of epochs', () => {
    expect(epochSeries({ id: 'a', label: 'a', slot: 1 }, series, 50)).toMatchObject({ x: [1, 2] });
    expect(epochSeries({ id: 'a', label: 'a', slot: 1 }, series, 50)).not.toHaveProperty('low');
  });
});

describe('log', () => {
  const line = (attempt: number, seq: number) => ({
    attempt,
    seq,
    time: 0,
    level: 'info' as const,
    message: `${attempt}.${seq}`,
  });

  it('holds every line once, in order, whichever way it came', () => {
    const merged = mergeLog([line(1, 0), line(1, 1)], [line(2, 0), line(1, 1), line(1, 2)]);
    expect(merged.map(({ message }) => message)).toEqual(['1.0', '1.1', '1.2', '2.0']);
  });
});

describe('verdict against the baseline', () => {
  const baselines = {
    standings: { validation: { n: 46, clusters: 23, conference_spearman: 0.87 } },
    win_rate: {
      validation: { n: 46, clusters: 23, conference_spearman: 0.876 },
      holdout: { n: 20, clusters: 10, conference_spearman: 0.9 },
    },
  };

  it('measures against the win rate and says when the model is below it', () => {
    const run = runRow({ baselines, metrics: { validation: { n: 46, clusters: 23, conference_spearman: 0.82 } } });
    expect(baselineVerdict(run)).toMatchObject({
      split: 'validation',
      value: 0.82,
      isBelow: true,
      baseline: { id: 'win_rate', value: 0.876 },
    });
  });

  it('uses the newest holdout value while there is no result', () => {
    expect(baselineVerdict(runRow({ baselines, metrics: {} }), { holdout: 0.91 })).toMatchObject({
      split: 'holdout',
      isBelow: false,
    });
    expect(baselineVerdict(runRow({ baselines, metrics: {} }))).toBeNull();
  });
});

describe('actions', () => {
  it('offers what the state allows', () => {
    const labels = (status: Parameters<typeof actionsFor>[0]) => actionsFor(status).map(({ label }) => label);
    expect(labels('running')).toEqual(['Pause', 'Stop']);
    expect(labels('paused')).toEqual(['Continue', 'Stop']);
    expect(labels('interrupted')).toEqual(['Resume']);
    expect(labels('done')).toEqual([]);
  });

  it('names roles of checkpoints by their metric', () => {
    expect(roleWords('best-conference_spearman')).toBe('best conference spearman');
    expect(roleWords('last')).toBe('last');
  });
});

describe('attention of the ranker', () => {
  const team = (abbreviation: string, score: number, winRateRank: number, raw: readonly number[]) => ({
    abbreviation,
    team: abbreviation,
    conference: 'East',
    score,
    isFallback: false,
    winRateRank,
    players: raw.map((weight, slot) => ({ name: `p${slot}`, minutes: 1 / raw.length, raw: weight, reported: weight })),
  });
  const { teams } = rankerAttentionSchema.parse({
    season: '2023-24',
    date: '2024-04-14',
    split: 'validation',
    biasInPooling: false,
    teams: [team('NYK', 2, 1, [0.5, 0.5]), team('BOS', 3, 2, [1, 0]), team('MIA', 1, 3, [0.25, 0.25, 0.25, 0.25])],
  });

  it('ranks by score and says how far that is from the win rate', () => {
    const ranked = rankTeams(teams, 'East');
    expect(ranked.map(({ team: { abbreviation }, rank, offBy }) => [abbreviation, rank, offBy])).toEqual([
      ['BOS', 1, 1],
      ['NYK', 2, -1],
      ['MIA', 3, 0],
    ]);
    // d = 1, -1, 0: 1 - 6 * 2 / (3 * 8) = 0.5
    expect(rankCorrelation(ranked)).toBeCloseTo(0.5, 12);
  });

  it('has no correlation of a single team', () => {
    expect(rankCorrelation(rankTeams([team('A', 1, 1, [1])], 'East'))).toBeNull();
  });

  it('measures entropy from all on one to uniform', () => {
    expect(normalizedEntropy([1, 0])).toBe(0);
    expect(normalizedEntropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(1, 12);
    expect(normalizedEntropy([1])).toBe(1);
  });

  it('colours from zero to the largest weight', () => {
    expect(weightDomain(teams.slice(0, 1), 'raw')).toEqual([0, 0.5]);
  });
});
