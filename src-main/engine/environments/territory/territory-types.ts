import type { TerritoryOutcome, TerritoryReward, TerritoryTier } from '#contract/territory';
import type { EpisodeStatistics } from '../vector-environment';

/** How a vector of territory games is made. */
export interface TerritoryOptions {
  readonly environments: number;
  readonly tier: TerritoryTier;
  readonly reward: TerritoryReward;
  /** Maps that games are drawn from; a map takes some milliseconds to make, so they are kept. */
  readonly mapPoolSize: number;
  /**
   * False: row = slot, the learner against the tier's scripted players; the episode ends with the learner. True: row =
   * slot * 6 + player - 1, all six play by `stepAll` and the game goes on until it has a winner.
   */
  readonly selfPlay: boolean;
}

/** What the game itself says of a finished episode. A win counts only from here. */
export interface GameInfo {
  readonly seed: number;
  readonly tier: TerritoryTier;
  /** Player of the row, 1 to 6; the learner is 1. */
  readonly player: number;
  readonly outcome: TerritoryOutcome;
  /** Share of the land at the end, 0 to 1. */
  readonly finalShare: number;
  /** 1 to 6: one more than the players with more tiles; of an eliminated player one more than the living. */
  readonly rank: number;
  readonly decisions: number;
  readonly waits: number;
  /** Actions that moved troops into an order. */
  readonly launches: number;
  /** Tiles taken by orders, absorbed ones included. */
  readonly captures: number;
  readonly cities: number;
  /** Opponents absorbed by this player. */
  readonly absorbed: number;
  /** Decisions for which each action was chosen, [90]. */
  readonly actionCounts: readonly number[];
}

/** Record of a finished episode of one row. */
export interface TerritoryEpisode {
  readonly episode: EpisodeStatistics;
  readonly game: GameInfo;
  /** Sum of each reward term over the episode, by the names of the preset. */
  readonly rewardTerms: Readonly<Record<string, number>>;
}

/** One slot of a saved vector: its game is played again from the seed, which takes milliseconds and cannot go wrong silently. */
export interface TerritorySlotState {
  readonly episode: number;
  /** Actions so far, one for each acting player of each decision: [decisions], in self-play [decisions * 6]. */
  readonly actions: readonly number[];
}

/** Saved vector of territory games. */
export interface TerritoryVectorState {
  readonly environmentHash: string;
  readonly seed: number;
  readonly slots: readonly TerritorySlotState[];
}
