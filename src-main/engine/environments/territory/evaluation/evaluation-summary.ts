import type { TerritoryOutcome } from '#contract/territory';
import { quantile } from '../../../../statistics/quantile';
import { proportion, type Proportion } from '../../evaluation/proportion';
import type { TerritoryEpisode } from '#contract/territory';

/** One row of the result table. */
export interface EvaluationSummary {
  readonly games: number;
  readonly outcomes: Readonly<Record<TerritoryOutcome, Proportion>>;
  /** Mean of {@link gameScore}. */
  readonly score: number;
  readonly finalShare: number;
  readonly rank: number;
  /** Decisions survived. */
  readonly decisions: { readonly lowerQuartile: number; readonly median: number; readonly upperQuartile: number };
  readonly meanReturn: number;
  /** WAITs / decisions over all games. */
  readonly waitShare: number;
  readonly launchesPer100: number;
  readonly cities: number;
}

/** @returns 1 for a win, else half the final share: the objective of sweeps and of the best checkpoint */
export const gameScore = ({ game }: TerritoryEpisode): number => (game.outcome === 'win' ? 1 : 0.5 * game.finalShare);

/** @throws StatisticsInputError without a single game */
export function summarizeGames(games: readonly TerritoryEpisode[]): EvaluationSummary {
  const mean = (of: (episode: TerritoryEpisode) => number): number =>
    games.reduce((sum, episode) => sum + of(episode), 0) / games.length;
  const share = (outcome: TerritoryOutcome): Proportion =>
    proportion(games.filter(({ game }) => game.outcome === outcome).length, games.length);
  const decisions = games.map(({ game }) => game.decisions).sort((a, b) => a - b);
  const meanDecisions = mean(({ game }) => game.decisions);
  return {
    games: games.length,
    outcomes: {
      win: share('win'),
      eliminated: share('eliminated'),
      outpaced: share('outpaced'),
      timeout: share('timeout'),
    },
    score: mean(gameScore),
    finalShare: mean(({ game }) => game.finalShare),
    rank: mean(({ game }) => game.rank),
    decisions: {
      lowerQuartile: quantile(decisions, 0.25),
      median: quantile(decisions, 0.5),
      upperQuartile: quantile(decisions, 0.75),
    },
    meanReturn: mean(({ episode }) => episode.episodeReturn),
    waitShare: mean(({ game }) => game.waits) / meanDecisions,
    launchesPer100: (100 * mean(({ game }) => game.launches)) / meanDecisions,
    cities: mean(({ game }) => game.cities),
  };
}
