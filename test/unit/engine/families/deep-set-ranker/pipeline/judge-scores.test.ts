import { describe, expect, it } from 'vitest';
import {
  judgeConference,
  judgeSeason,
  meanMetrics,
} from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/judge-scores';
import type { ScoredTeam } from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/scored-team';

const OPTIONS = { ndcg_places: [2], ece_bins: 10 };

/** A team by its final rank. */
const row = (rank: number, change: Partial<ScoredTeam> = {}): ScoredTeam => ({
  season: '2022-23',
  day: 1,
  date: '2023-04-09',
  conference: 'E',
  team: rank,
  teamId: rank,
  abbreviation: `T${rank}`,
  name: `Team ${rank}`,
  score: 0,
  within: 0,
  conferenceStrength: 0,
  relevance: 0,
  winRate: 0.5,
  pointDifference: 0,
  standingsRank: rank,
  playoffRank: rank,
  endOfSeasonRank: rank,
  ...change,
});
/** Teams that ended 1st, 2nd, ... with these scores. */
const teams = (scores: readonly number[], change: Partial<ScoredTeam> = {}) =>
  scores.map((score, index) => ({ row: row(index + 1, change), score, odds: null }));

describe('metrics of a season', () => {
  it('are perfect for the true order', () => {
    expect(judgeSeason(teams([4, 3, 2, 1]), OPTIONS)).toMatchObject({
      spearman_eos: 1,
      rank_mae: 0,
      rank_rmse: 0,
      ndcg_2: 1,
      mrr_top_2: 1,
      precision_4: 1,
      playoff_spearman: 1,
      roc_auc_upset: 0.5,
    });
  });

  it('of the order 3, 1, 2, 4: by hand', () => {
    const found = judgeSeason(teams([3, 2, 4, 1]), OPTIONS);
    // Predicted ranks 2, 3, 1, 4: differences 1, 1, 2, 0.
    expect(found['rank_mae']).toBe(1);
    expect(found['rank_rmse']).toBeCloseTo(Math.sqrt(6 / 4), 12);
    expect(found['spearman_eos']).toBeCloseTo(1 - (6 * 6) / (4 * 15), 12);
    // The first of the two best stands second.
    expect(found['mrr_top_2']).toBe(0.5);
    // Relevances 4, 3, 2, 1: gains 15, 7, 3, 1.
    const dcg = 3 / Math.log2(2) + 15 / Math.log2(3);
    expect(found['ndcg_2']).toBeCloseTo(dcg / (15 / Math.log2(2) + 7 / Math.log2(3)), 12);
    // Only the third ended worse than predicted; it has the largest score.
    expect(found['roc_auc_upset']).toBe(1);
  });

  it('without playoffs are against the final standings, and playoff metrics are absent', () => {
    const found = judgeSeason(teams([4, 3, 2, 1], { endOfSeasonRank: null, playoffRank: null }), OPTIONS);
    expect(found['spearman_eos']).toBe(1);
    expect(Object.keys(found).filter((id) => id.startsWith('playoff'))).toEqual([]);
  });

  it('count ranks anew within a conference', () => {
    const [first, second] = teams([1, 2]);
    expect(
      judgeConference([
        { ...first!, row: row(14) },
        { ...second!, row: row(29) },
      ])['spearman_eos'],
    ).toBe(-1);
  });

  it('are averaged over the seasons that have them', () => {
    expect(meanMetrics([{ a: 1, b: 4 }, { a: 3 }])).toEqual({ a: 2, b: 4 });
  });
});
