import type { TerritoryReward, TerritoryTier } from '#contract/territory';

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
