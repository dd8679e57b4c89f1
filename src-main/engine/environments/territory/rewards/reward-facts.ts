import type { TerritoryOutcome } from '#contract/territory';

/** What one decision changed for a player: all that a reward may depend on. */
export interface RewardFacts {
  /** Own tiles / land, before and after the decision. */
  readonly shareBefore: number;
  readonly share: number;
  /** Troops at home and in orders, before and after. */
  readonly troopsBefore: number;
  readonly troops: number;
  /** Home troops / capacity. */
  readonly fullness: number;
  /** Home troops / tile. */
  readonly density: number;
  readonly capacity: number;
  readonly rankBefore: number;
  readonly rank: number;
  /** Opponents absorbed in this decision. */
  readonly absorbed: number;
  /** The action was WAIT. */
  readonly isWait: boolean;
  /** Different octants of the last five launches. */
  readonly distinctOctants: number;
  /** Decisions played / cap, 0 to 1. */
  readonly progress: number;
  /** Null while the game goes on. */
  readonly outcome: TerritoryOutcome | null;
}

/** One addend of a reward. */
export type RewardTerm = (facts: RewardFacts) => number;

/** A reward is the sum of its terms; they are kept apart so that a dominant one is seen. */
export type RewardPreset = Readonly<Record<string, RewardTerm>>;
