import type { DeepSetRankerConfig, TeamFeatureGroup } from '#contract/config/deep-set-ranker';
import type { EvaluationSplit } from '#contract/ids';
import type { PrepareContext } from '../../family';
import { readBoxScores } from '../box-scores/read-box-scores';
import { createLeague } from '../features/league';
import type { League } from '../features/league';
import type { ListDate } from '../lists/list-dates';
import { seasonRanks } from '../lists/season-ranks';
import type { SeasonRanks } from '../lists/season-ranks';
import { configuredSplit } from '../ranking-data/build-ranking-data';
import { loadRankingData } from '../ranking-data/load-ranking-data';
import type { CachedRankingData } from '../ranking-data/ranking-data-cache';
import type { RankingData } from '../ranking-data/ranking-data';
import { teamFeaturesOn } from '../team-features/team-features';

/** Splits that the pipeline judges; holdout dates belong to the training of Model A. */
export const JUDGED_SPLITS = ['validation', 'test'] as const satisfies readonly EvaluationSplit[];
export type JudgedSplit = (typeof JUDGED_SPLITS)[number];

/**
 * The source as the steps of one run need it, each part made when it is first asked for: a run whose steps all come from
 * the cache reads nothing.
 */
export class PipelineData {
  private loadedLeague: League | null = null;
  private loadedLists: Promise<CachedRankingData> | null = null;

  constructor(
    private readonly config: DeepSetRankerConfig,
    private readonly context: PrepareContext,
  ) {}

  league(): League {
    this.loadedLeague ??= createLeague(readBoxScores(this.context.source.path, this.config.data.season_ranges));
    return this.loadedLeague;
  }

  /**
   * Lists of every sampled date: all training dates are in `parts.train`, none held out. Statistics are raw; they must
   * not be changed.
   */
  lists(): Promise<CachedRankingData> {
    const { training, model_a } = this.config;
    const whole = {
      ...this.config,
      training: { ...training, max_final_batches: null },
      model_a: { ...model_a, early_stopping_patience: 0 },
    };
    this.loadedLists ??= loadRankingData(
      whole,
      this.context,
      { name: 'configured', splitter: configuredSplit(whole) },
      () => this.league().box,
    );
    return this.loadedLists;
  }

  /** @returns the final ranks of a season of the source */
  ranks(season: string): SeasonRanks {
    const league = this.league();
    return seasonRanks(
      league,
      league.box.seasons.find(({ name }) => name === season)!,
    );
  }

  /** @returns day, then team position, to feature values */
  features(groups: readonly TeamFeatureGroup[], days: readonly number[]) {
    return teamFeaturesOn(this.league(), groups, days);
  }
}

/** @returns the distinct dates of some lists, in their order */
export function datesOfLists({ encoded }: RankingData, lists: readonly number[]): readonly ListDate[] {
  const dates = new Map(lists.map((list) => [encoded.lists[list]!.day, encoded.lists[list]!] as const));
  return [...dates.values()].map(({ day, season }) => ({ day, season }));
}

/** @returns the lists of a split and, apart, those of its snapshots */
export const judgedLists = ({ parts, snapshots }: RankingData, split: JudgedSplit) => ({
  lists: parts[split],
  snapshots: snapshots[split],
});
