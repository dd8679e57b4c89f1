import { describe, expect, it } from 'vitest';
import type { CloneReport, TeamTable, TeamTableRow } from '#contract/snapshots/team-ranking';
import {
  baselinesAhead,
  judgedOrders,
  standingsVerdict,
} from '../../../../src-renderer/features/inspect/team-ranking/beside-baselines';
import { cloneParts, cloneRemarks } from '../../../../src-renderer/features/inspect/team-ranking/clone-parts';
import {
  inferenceRemarks,
  type InferenceCounts,
} from '../../../../src-renderer/features/inspect/team-ranking/inference-counts';
import {
  binWords,
  oddsAxisEnd,
  oddsVerdict,
  reliabilityPoints,
} from '../../../../src-renderer/features/inspect/team-ranking/odds-figures';
import {
  offBy,
  outcomeFigures,
  outcomeSeries,
  seasonKeys,
} from '../../../../src-renderer/features/inspect/team-ranking/outcome-figures';
import { meanFigures, rankFigures } from '../../../../src-renderer/features/inspect/team-ranking/rank-figures';
import {
  dependenceText,
  placesOff,
  teamColumns,
} from '../../../../src-renderer/features/inspect/team-ranking/team-columns';
import { verdictWords } from '../../../../src-renderer/features/inspect/team-ranking/verdict-words';
import { compareValues } from '../../../../src-renderer/ui/table/compare-values';

const ranksOf = (predicted: readonly number[], actual: readonly number[]) =>
  predicted.map((rank, index) => ({ predicted: rank, actual: actual[index]! }));

describe('agreement of two orders', () => {
  it('is 1 with no error for the same order, and -1 for the reversed one', () => {
    expect(rankFigures(ranksOf([1, 2, 3], [1, 2, 3]))).toEqual({ teams: 3, spearman: 1, rmse: 0, mae: 0 });
    expect(rankFigures(ranksOf([1, 2, 3], [3, 2, 1]))!.spearman).toBeCloseTo(-1, 12);
  });

  it('is the short formula without ties: squares of 1, 1, 0, 0 over four teams give 1 - 6 * 2 / 60', () => {
    const figures = rankFigures(ranksOf([2, 1, 3, 4], [1, 2, 3, 4]))!;
    expect(figures.spearman).toBeCloseTo(0.8, 12);
    expect(figures.rmse).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(figures.mae).toBe(0.5);
  });

  it('gives equal places their mean: 1, 1.5, 1.5 against 1, 2, 3 give sqrt(3) / 2', () => {
    expect(rankFigures(ranksOf([1, 2, 2], [1, 2, 3]))!.spearman).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });

  it('has no correlation for one team, and nothing for none', () => {
    expect(rankFigures(ranksOf([1], [1]))!.spearman).toBeNull();
    expect(rankFigures([])).toBeNull();
    expect(meanFigures([])).toBeNull();
  });
});

const row = (abbreviation: string, ranks: Partial<TeamTableRow>): TeamTableRow => ({
  teamId: 1,
  abbreviation,
  team: abbreviation,
  conference: 'E',
  predictedRank: 1,
  ensembleValue: 0,
  ensembleScore: 1,
  conferenceRank: 1,
  championshipOdds: 0.5,
  actualConferenceRank: 1,
  eosGlobalRank: 1,
  eosPlayoffStandings: 1,
  postPlayoffRank: 1,
  standingsRank: 1,
  rankDeltaPlayoffs: 0,
  classification: 'as predicted',
  memberRanks: { model_a: 1, model_b: null, model_c: 2 },
  memberScores: { model_a: 1, model_b: null, model_c: 2 },
  agreement: 'High',
  rosterDependence: [],
  contributorsAreFallback: false,
  ...ranks,
});
/** @param ranks predicted, standings and true rank of each team */
const table = (ranks: readonly (readonly [number, number, number])[], changes: Partial<TeamTable> = {}): TeamTable => ({
  split: 'validation',
  season: '2023-24',
  date: '2024-04-14',
  eosRankSource: 'playoffs',
  temperature: 1,
  oddsEntropy: 1,
  teams: ranks.map(([predictedRank, standingsRank, eosGlobalRank], index) =>
    row(`T${index}`, { predictedRank, standingsRank, eosGlobalRank }),
  ),
  ...changes,
});

const COUNTS = { n: 40, clusters: 20 };
/** True order 1, 2, 3, 4. */
const WORSE = table([
  [2, 1, 1],
  [1, 2, 2],
  [3, 3, 3],
  [4, 4, 4],
]);
const BETTER = table([
  [1, 2, 1],
  [2, 1, 2],
  [3, 3, 3],
  [4, 4, 4],
]);

describe('the ensemble beside the standings', () => {
  it('says that it does not beat them, with both numbers of both measures', () => {
    const words = verdictWords(standingsVerdict([WORSE], 'validation'));
    expect(words).toMatchObject({ tone: 'warn', title: 'The ensemble does not beat the final standings.' });
    expect(words.cause).toContain('Spearman 0.800 against 1.000');
    expect(words.cause).toContain('rank RMSE 0.71 against 0.00');
    expect(words.cause).toContain('1 season');
  });

  it('says that it beats them only when both measures are better; equal is not better', () => {
    expect(standingsVerdict([BETTER], 'validation').kind).toBe('above');
    const same = table([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect(standingsVerdict([same], 'validation').kind).toBe('below');
  });

  it('leaves out seasons without playoffs, where the standings are the truth, and other parts', () => {
    const withoutPlayoffs = table([[1, 1, 1]], { eosRankSource: 'standings' });
    expect(standingsVerdict([withoutPlayoffs], 'validation').kind).toBe('unjudged');
    expect(standingsVerdict([WORSE], 'test').kind).toBe('unjudged');
    expect(standingsVerdict([BETTER, withoutPlayoffs], 'validation')).toMatchObject({ kind: 'above', seasons: 1 });
  });

  it('names the measure it wins by when the two disagree', () => {
    // One team far off costs RMSE; several a little off cost Spearman no less only if their squares do: a mixed verdict is made by hand.
    const figures = { teams: 30, spearman: 0.8, rmse: 5, mae: 4 };
    const words = verdictWords({
      kind: 'mixed',
      seasons: 2,
      ensemble: { ...figures, spearman: 0.7 },
      standings: { ...figures, rmse: 6 },
      isBetterBySpearman: false,
      isBetterByError: true,
    });
    expect(words.title).toBe('The ensemble beats the final standings by rank RMSE, not by Spearman.');
  });

  it('lists baselines in the order of the family, the ensemble, then the members that were judged', () => {
    const orders = judgedOrders(
      {
        family: 'deep-set-ranker',
        metrics: { validation: { ...COUNTS, spearman_eos: 0.7, rank_rmse: 6.5, model_b_spearman_eos: 0.6 } },
        baselines: {
          point_difference: { validation: { ...COUNTS, spearman_eos: 0.5 } },
          win_rate: { validation: { ...COUNTS, rank_rmse: 6 } },
        },
      },
      'validation',
      [WORSE],
    );
    expect(orders.map(({ label }) => label)).toEqual([
      'Final standings',
      'Win rate',
      'Point difference',
      'Ensemble',
      'Model B alone',
    ]);
    expect(orders.map(({ spearman }) => spearman)).toEqual([1, null, 0.5, 0.7, 0.6]);
  });

  it('names the baselines that are ahead by either measure, also where the final standings are beaten', () => {
    const orders = judgedOrders(
      {
        family: 'deep-set-ranker',
        metrics: { validation: { ...COUNTS, spearman_eos: 0.758, rank_rmse: 6.02 } },
        baselines: {
          win_rate: { validation: { ...COUNTS, spearman_eos: 0.759, rank_rmse: 6.03 } },
          standings: { validation: { ...COUNTS, spearman_eos: 0.75, rank_rmse: 6.12 } },
          point_difference: { validation: COUNTS },
        },
      },
      'validation',
      [BETTER],
    );
    expect(baselinesAhead(orders).map(({ label }) => label)).toEqual(['Win rate']);
  });

  it('takes the ensemble from its table when the run was not evaluated', () => {
    const orders = judgedOrders({ family: 'deep-set-ranker', metrics: {}, baselines: {} }, 'validation', [WORSE]);
    expect(orders.at(-1)).toMatchObject({ id: 'ensemble', spearman: 0.8 });
  });
});

describe('the columns of the team table', () => {
  const teams = [
    row('BOS', { predictedRank: 3, eosGlobalRank: 1 }),
    row('OKC', { predictedRank: 1, eosGlobalRank: 7 }),
    row('DAL', { predictedRank: 2, eosGlobalRank: 2 }),
  ];
  const columns = teamColumns({ ...WORSE, teams }, true);
  const column = (id: string) => columns.find((one) => one.id === id)!;

  it('says by how many places a team was put too high, and sorts by the size of it', () => {
    expect(teams.map(placesOff)).toEqual([-2, 6, 0]);
    expect(teams.map((team) => column('off').text(team))).toEqual(['−2', '+6', '0']);
    const sorted = [...teams].sort((a, b) =>
      compareValues(column('off').sortValue!(a), column('off').sortValue!(b), true),
    );
    expect(sorted.map(({ abbreviation }) => abbreviation)).toEqual(['OKC', 'BOS', 'DAL']);
  });

  it('has a rank and a score for each member of the ensemble and none for a model that is not one', () => {
    const ids = columns.map(({ id }) => id);
    expect(ids).toContain('rank-model_a');
    expect(ids).toContain('score-model_c');
    expect(ids).not.toContain('rank-model_b');
  });

  it('names the player with the largest reported weight, says so when it is the fallback, and n/a without one', () => {
    const player = { player: 'Jayson Tatum', weight: 0.0888, rawWeight: 0.0679, minutes: 0.1375 };
    expect(dependenceText(row('BOS', { rosterDependence: [player] }))).toBe('Jayson Tatum 0.089');
    expect(dependenceText(row('BOS', { rosterDependence: [player], contributorsAreFallback: true }))).toContain(
      'fallback',
    );
    expect(dependenceText(row('BOS', {}))).toBe('n/a');
  });
});

describe('odds', () => {
  const bins = [
    { from: 0, to: 0.1, count: 218, meanOdds: 0.018, championShare: 0.014 },
    { from: 0.1, to: 0.2, count: 15, meanOdds: 0.144, championShare: 0.267 },
    { from: 0.2, to: 0.3, count: 0, meanOdds: null, championShare: null },
  ];

  it('has a point for each bin with teams, weighed by their number', () => {
    const points = reliabilityPoints({ bins });
    expect(points.map(({ x, y, weight }) => [x, y, weight])).toEqual([
      [0.018, 0.014, 218],
      [0.144, 0.267, 15],
    ]);
    expect(points[1]!.text).toBe('odds 10 to 20 %: mean 14.4 %, champions 26.7 %, 15 teams');
    expect(oddsAxisEnd(points)).toBeCloseTo(0.4, 12);
    expect(oddsAxisEnd([])).toBeCloseTo(0.2, 12);
  });

  it('names a bin by its ends', () => expect(binWords(bins[0]!)).toBe('0 to 10 %'));

  it('beats equal odds only with a smaller Brier score', () => {
    const group = { group: 'oof' as const, count: 30, champions: 1, expectedCalibrationError: 0, bins: [] };
    expect(oddsVerdict({ ...group, brier: 0.03, brierUniform: 0.032 })!.isBetter).toBe(true);
    expect(oddsVerdict({ ...group, brier: 0.032, brierUniform: 0.032 })!.isBetter).toBe(false);
    expect(oddsVerdict({ ...group, brier: null, brierUniform: null })).toBeNull();
  });
});

describe('prediction and outcome', () => {
  const point = (abbreviation: string, season: string, predictedRank: number, actualRank: number) => ({
    split: 'validation' as const,
    season,
    abbreviation,
    conference: 'E' as const,
    predictedRank,
    actualRank,
    standingsRank: actualRank,
  });
  const points = [
    point('BOS', '2022-23', 1, 2),
    point('OKC', '2022-23', 2, 1),
    point('BOS', '2023-24', 1, 1),
    point('OKC', '2023-24', 2, 2),
  ];

  it('draws the ensemble and the standings, every team once each', () => {
    const [ensemble, standings] = outcomeSeries(points);
    expect(ensemble!.points.map(({ x, y }) => [x, y])).toEqual([
      [1, 2],
      [2, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(standings!.points.every(({ x, y }) => x === y)).toBe(true);
    expect(offBy(points[0]!, 'predictedRank')).toBe(1);
  });

  it('takes figures a season and their mean: -1 and 1 give 0', () => {
    expect(seasonKeys(points)).toEqual(['validation 2022-23', 'validation 2023-24']);
    const figures = outcomeFigures(points, 'predictedRank')!;
    expect(figures.spearman).toBeCloseTo(0, 12);
    expect(figures.rmse).toBeCloseTo(0.5, 12);
  });
});

describe('inference diagnostics in words', () => {
  const fine: InferenceCounts = {
    attention_fallback_count: 0,
    all_zero_count: 0,
    empty_roster_count: 0,
    n_teams: 30,
    nan_score_count: 0,
    nan_weight_count: 0,
    raw_collapse_count: 0,
    mean_entropy_norm: 0.97,
    mean_max_raw_weight: 0.12,
    score_std: 1,
    score_abs_max: 2,
  };

  it('says once that all is well', () => {
    expect(inferenceRemarks(fine).map(({ tone }) => tone)).toEqual(['ok']);
  });

  it('names each count above 0 with its teams, and does not say that all is well', () => {
    const remarks = inferenceRemarks({ ...fine, attention_fallback_count: 2, raw_collapse_count: 3 });
    expect(remarks.map(({ title }) => title)).toEqual([
      'Fallback weights: 2 of 30 teams.',
      'Collapsed attention: 3 of 30 teams.',
    ]);
  });

  it('remarks on attention that is near uniform and warns of a saturated one', () => {
    expect(inferenceRemarks({ ...fine, mean_entropy_norm: 0.9999 })[1]!.title).toBe('The attention is near uniform.');
    expect(inferenceRemarks({ ...fine, mean_entropy_norm: 0.25 })[1]!.tone).toBe('warn');
  });
});

describe('the clone classifier', () => {
  const part = { n: 600, positives: 300, brier: 0.11 };
  const report: CloneReport = {
    schemaVersion: 1,
    threshold: 15,
    rounds: 20,
    parts: {
      train: { ...part, auc: 0.994, aucWinRate: 0.9 },
      validation: { ...part, auc: 0.91, aucWinRate: 0.931 },
      holdout: null,
    },
    seasons: { train: ['2022-23'], validation: ['2023-24'], holdout: [] },
    importances: [],
  };

  it('is compared with the win rate on judged seasons only, and a gap to the training seasons is said', () => {
    expect(cloneParts(report).map(({ label }) => label)).toEqual(['Training', 'Validation']);
    expect(cloneRemarks(report).map(({ title }) => title)).toEqual([
      'The classifier does not beat the win rate of the day.',
      'It knows its training seasons by heart.',
    ]);
    expect(cloneRemarks({ ...report, parts: { ...report.parts, validation: null } })).toEqual([]);
  });
});
