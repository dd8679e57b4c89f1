import type { SplitMetrics } from '#contract/runs';
import type { TerritoryEpisode } from '#contract/territory';
import { pairedDifference } from '../../../environments/evaluation/paired-difference';
import { gameScore, summarizeGames } from '../../../environments/territory/evaluation/evaluation-summary';
import type { GamesByMode } from './game-rows';

/** Metrics of finished games; every game is a cluster of its own. @param games at least one */
export function gameMetrics(games: readonly TerritoryEpisode[]): SplitMetrics {
  const { outcomes, decisions, ...means } = summarizeGames(games);
  return {
    n: games.length,
    clusters: games.length,
    win_rate: outcomes.win.share,
    win_rate_lower: outcomes.win.lower,
    win_rate_upper: outcomes.win.upper,
    score: means.score,
    final_share: means.finalShare,
    mean_rank: means.rank,
    eliminated_share: outcomes.eliminated.share,
    outpaced_share: outcomes.outpaced.share,
    timeout_share: outcomes.timeout.share,
    decisions_survived: decisions.median,
    decisions_lower_quartile: decisions.lowerQuartile,
    decisions_upper_quartile: decisions.upperQuartile,
    episodic_return: means.meanReturn,
    wait_share: means.waitShare,
    launches_per_100: means.launchesPer100,
    cities: means.cities,
  };
}

/**
 * Metrics of a policy: its sampled games, the argmax ones beside them, and the paired difference of the sampled scores to
 * those of `greedy` in the same games. A policy beats greedy when the lower end is above 0.
 */
export function policyMetrics({ sampled, argmax }: GamesByMode, greedy: readonly TerritoryEpisode[]): SplitMetrics {
  const games = sampled ?? [];
  const { difference, lower, upper } = pairedDifference(games.map(gameScore), greedy.map(gameScore));
  const byArgmax = argmax && argmax.length > 0 ? gameMetrics(argmax) : null;
  return {
    ...gameMetrics(games),
    score_minus_greedy: difference,
    score_minus_greedy_lower: lower,
    score_minus_greedy_upper: upper,
    win_rate_argmax: byArgmax?.['win_rate'] ?? null,
    score_argmax: byArgmax?.['score'] ?? null,
  };
}
