import type { TerritoryReward, TerritoryTier } from '#contract/territory';

/** Which players beside the learner are played from outside, by `stepAll`, and when a game ends. */
export interface SelfPlay {
  /** Players 1 to `players` are, 2 to 6 of them; the others are the tier's scripted players. */
  readonly players: number;
  /**
   * learner: a slot starts its next game when the learner's episode ends; the others' episodes are cut off there, neither
   * terminated nor truncated. winner: it goes on until it has a winner; rows of eliminated players are idle.
   */
  readonly until: 'learner' | 'winner';
}

/** How a vector of territory games is made. */
export interface TerritoryOptions {
  readonly environments: number;
  readonly tier: TerritoryTier;
  readonly reward: TerritoryReward;
  /** Maps that games are drawn from; a map takes some milliseconds to make, so they are kept. */
  readonly mapPoolSize: number;
  /**
   * null: the learner alone against the tier's scripted players. Else several players of a game have rows. Either way row =
   * (player - 1) * environments + slot: the learners' rows come first.
   */
  readonly selfPlay: SelfPlay | null;
}

/** One slot of a saved vector: its game is played again from the seed, which takes milliseconds and cannot go wrong silently. */
export interface TerritorySlotState {
  readonly episode: number;
  /** Actions so far, [decisions] of the learner, in self-play of all players [decisions * 6], -1 = scripted. */
  readonly actions: readonly number[];
}

/** Saved vector of territory games. */
export interface TerritoryVectorState {
  readonly environmentHash: string;
  readonly seed: number;
  readonly slots: readonly TerritorySlotState[];
}
