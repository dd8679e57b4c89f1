import { describe, expect, it } from 'vitest';
import { attentionHealth } from '../../../../../src-main/engine/families/deep-set-ranker/attention/attention-health';
import { winRateRanks } from '../../../../../src-main/engine/families/deep-set-ranker/attention/attention-snapshot';
import { reportedWeights } from '../../../../../src-main/engine/families/deep-set-ranker/attention/reported-weights';
import { attentionDiagnostics } from '../../../../../src-main/engine/families/deep-set-ranker/diagnostics/attention-diagnostics';
import { baselineDiagnostic } from '../../../../../src-main/engine/families/deep-set-ranker/diagnostics/baseline-diagnostic';
import { collisionShare } from '../../../../../src-main/engine/families/deep-set-ranker/diagnostics/data-diagnostics';

const OPTIONS = { minutes_bias_weight: 0.3, minutes_sum_min: 1e-6, attention_fallback_strategy: 'minutes' as const };
const firstThree = (slot: number): boolean => slot < 3;
const rounded = (values: Float64Array): number[] => [...values].map((value) => Math.round(value * 1e6) / 1e6);

describe('reportedWeights', () => {
  it('blends the share of minutes in: the published saturated case', () => {
    // 0.7 x 1 + 0.3 x 0.5, then 0.3 x the shares: a saturated attention looks like a star player.
    const { weights, isFallback } = reportedWeights([1, 0, 0, 0], [1, 0.6, 0.4, 9], firstThree, OPTIONS);
    expect(rounded(weights)).toEqual([0.85, 0.09, 0.06, 0]);
    expect(isFallback).toBe(false);
  });

  it('leaves the weights alone with a share of 0, or without minutes', () => {
    expect(
      rounded(
        reportedWeights([0.2, 0.3, 0.5, 0], [1, 1, 1, 0], firstThree, { ...OPTIONS, minutes_bias_weight: 0 }).weights,
      ),
    ).toEqual([0.2, 0.3, 0.5, 0]);
    expect(rounded(reportedWeights([0.2, 0.3, 0.5, 0], [0, 0, 0, 0], firstThree, OPTIONS).weights)).toEqual([
      0.2, 0.3, 0.5, 0,
    ]);
  });

  it('minutes_sum_min decides whether minutes count at all', () => {
    const weights = (minutes_sum_min: number) =>
      rounded(reportedWeights([0.5, 0.5, 0], [1, 0, 0], firstThree, { ...OPTIONS, minutes_sum_min }).weights);
    expect(weights(1e-6)).toEqual([0.65, 0.35, 0]);
    expect(weights(2)).toEqual([0.5, 0.5, 0]);
  });

  it.each([[[0, 0, 0, 0]], [[Number.NaN, 0, 0, 0]], [[Infinity, 0, 0, 0]]])('falls back for %j', (attention) => {
    const byMinutes = reportedWeights(attention, [1, 0.5, 0.5, 3], firstThree, OPTIONS);
    expect(byMinutes.isFallback).toBe(true);
    expect(rounded(byMinutes.weights)).toEqual([0.5, 0.25, 0.25, 0]);
    const uniform = reportedWeights(attention, [1, 0.5, 0.5, 3], firstThree, {
      ...OPTIONS,
      attention_fallback_strategy: 'uniform',
    });
    expect(rounded(uniform.weights)).toEqual([0.333333, 0.333333, 0.333333, 0]);
  });

  it('the minutes strategy without minutes is uniform; a team without players has no weights and no fallback', () => {
    expect(rounded(reportedWeights([0, 0, 0], [0, 0, 0], firstThree, OPTIONS).weights)).toEqual([
      0.333333, 0.333333, 0.333333,
    ]);
    expect(reportedWeights([0, 0], [1, 1], () => false, OPTIONS)).toEqual({
      weights: new Float64Array(2),
      isFallback: false,
    });
  });
});

describe('winRateRanks', () => {
  it('gives each team of a list its place by win rate, ties by team id', () => {
    const entry = (team: number, winRate: number) => ({
      team,
      winRate,
      pointDifference: 0,
      relevance: 0,
      standingsRank: 1,
      endOfSeasonRank: null,
    });
    const season = { name: '2023-24', start: 0, end: 200 };
    const entries = [entry(7, 0.5), entry(3, 0.75), entry(2, 0.5), entry(9, 0.25)];
    expect(winRateRanks({ day: 100, season, conference: 'E', entries })).toEqual([3, 1, 2, 4]);
  });
});

describe('attentionHealth', () => {
  const encoded = {
    shape: { teams: 2, players: 3, statistics: 1 },
    lists: [],
    embeddingIndices: new Int32Array(6),
    statistics: new Float32Array(6),
    emptyRosters: 0,
    players: Int32Array.from([1, 2, -1, 3, 4, 5]),
    minutes: Float32Array.from([1, 0.5, 0, 1, 1, 1]),
  };
  const health = (attention: number[][], scores: number[]) =>
    attentionHealth(
      encoded,
      [{ list: 0, scores, attention: attention.map((weights) => Float32Array.from(weights)), loss: 0 }],
      OPTIONS,
    );

  it('measures entropy against uniform weights over the players, not the slots', () => {
    expect(
      health(
        [
          [0.5, 0.5, 0],
          [1 / 3, 1 / 3, 1 / 3],
        ],
        [1, 3],
      ).entropy,
    ).toBeCloseTo(1, 6);
    expect(
      health(
        [
          [1, 0, 0],
          [1, 0, 0],
        ],
        [1, 3],
      ).entropy,
    ).toBe(0);
    expect(
      health(
        [
          [1, 0, 0],
          [0.5, 0.5, 0],
        ],
        [1, 3],
      ),
    ).toMatchObject({ teams: 2, maximumWeight: 0.75, scoreDeviation: 1, fallbackCount: 0, allZeroCount: 0 });
  });

  it('counts zeros, fallbacks and what is not finite', () => {
    expect(
      health(
        [
          [0, 0, 0],
          [Number.NaN, 0.5, 0.5],
        ],
        [Number.NaN, 3],
      ),
    ).toMatchObject({
      allZeroCount: 1,
      fallbackCount: 2,
      nonFiniteWeights: 1,
      nonFiniteScores: 1,
      minutes: { minimum: 0.5, mean: 0.9, maximum: 1 },
    });
  });

  const ids = (attention: number[][], scores: number[], epoch: number): string[] =>
    attentionDiagnostics(health(attention, scores), epoch).map(({ id }) => id);

  it('warns of a saturated attention, and of a uniform one only after the first epochs', () => {
    expect(
      ids(
        [
          [1, 0, 0],
          [0.98, 0.02, 0],
        ],
        [1, 3],
        1,
      ),
    ).toEqual(['attention-saturated']);
    expect(
      ids(
        [
          [0.5, 0.5, 0],
          [1 / 3, 1 / 3, 1 / 3],
        ],
        [1, 3],
        1,
      ),
    ).toEqual([]);
    expect(
      ids(
        [
          [0.5, 0.5, 0],
          [1 / 3, 1 / 3, 1 / 3],
        ],
        [1, 3],
        3,
      ),
    ).toEqual(['attention-uniform']);
    expect(
      ids(
        [
          [0.7, 0.3, 0],
          [0.5, 0.3, 0.2],
        ],
        [1, 3],
        9,
      ),
    ).toEqual([]);
  });

  it('warns of equal scores, of zero attention and of numbers that are not finite', () => {
    expect(
      ids(
        [
          [0.7, 0.3, 0],
          [0.5, 0.3, 0.2],
        ],
        [2, 2],
        1,
      ),
    ).toEqual(['scores-collapsed']);
    expect(
      ids(
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        [1, 3],
        1,
      ),
    ).toEqual(['attention-all-zero', 'attention-fallback', 'attention-saturated']);
    expect(
      ids(
        [
          [0.7, 0.3, 0],
          [0.5, 0.3, 0.2],
        ],
        [Number.NaN, 3],
        1,
      ),
    ).toContain('not-finite-outputs');
  });
});

describe('baselineDiagnostic', () => {
  const found = (value: number) =>
    baselineDiagnostic('validation', 'conference_spearman', { value, epoch: 3 }, { id: 'win_rate', value: 0.876 }, 9);

  it('names both values when the model does not beat the baseline, and says nothing when it does', () => {
    expect(found(0.8428)!.message).toBe(
      'conference_spearman on validation is at best 0.8428 (epoch 3); the baseline win_rate has 0.8760.',
    );
    expect(found(0.876)).not.toBeNull();
    expect(found(0.88)).toBeNull();
  });
});

describe('collisionShare', () => {
  it('counts players who share a row', () => {
    expect(collisionShare([1, 2, 3], 1)).toBe(1);
    expect(collisionShare([1], 1)).toBe(0);
  });

  it('is about 0.66 for 540 players in 500 rows', () => {
    const ids = Array.from({ length: 540 }, (_, index) => 1_626_000 + 7 * index);
    expect(collisionShare(ids, 500)).toBeGreaterThan(0.55);
    expect(collisionShare(ids, 500)).toBeLessThan(0.75);
  });
});
