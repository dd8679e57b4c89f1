import type { BallRelation } from '../edges/relations';
import type { DeliveryKeys } from '../edges/delivery-keys';

/** What joins an earlier ball to a later one, and the number on that edge. */
export interface PairRule {
  /** @param source position of the earlier ball @param target of the later one */
  holds(keys: DeliveryKeys, source: number, target: number): boolean;
  /** 0 where the operator takes none. */
  feature(keys: DeliveryKeys, source: number, target: number): number;
}

const RECENT_BALLS = 6;
const MEDIUM_BALLS = 24;
const none = (): number => 0;

/**
 * The seven relations between balls as rules over a pair of one innings (spec section 2.6): what batches fill their matrices
 * with, pair by pair, without lists of edges in between.
 */
export const PAIR_RULES = {
  recent_precedes: {
    holds: (_, i, j) => j - i <= RECENT_BALLS,
    feature: (_, i, j) => (j - i) / RECENT_BALLS,
  },
  medium_precedes: {
    holds: (_, i, j) => j - i > RECENT_BALLS && j - i <= MEDIUM_BALLS,
    feature: (_, i, j) => (j - i - RECENT_BALLS) / (MEDIUM_BALLS - RECENT_BALLS),
  },
  distant_precedes: {
    holds: (_, i, j) => j - i > MEDIUM_BALLS && (j - i) % RECENT_BALLS === 0,
    feature: none,
  },
  same_bowler: {
    holds: ({ bowler }, i, j) => bowler[i] === bowler[j],
    feature: (_, i, j) => (j - i) / 24,
  },
  same_batsman: {
    holds: ({ striker }, i, j) => striker[i] === striker[j],
    feature: (_, i, j) => (j - i) / 60,
  },
  same_matchup: {
    holds: ({ striker, bowler }, i, j) => striker[i] === striker[j] && bowler[i] === bowler[j],
    feature: none,
  },
  same_over: {
    holds: ({ over }, i, j) => over[i] === over[j],
    feature: ({ positionInOver }, _, j) => Math.min(positionInOver[j]! / 5, 1),
  },
} as const satisfies Record<BallRelation, PairRule>;

/** Whether an earlier ball speaks to a player of a moment (spec section 2.6, last rows). */
export const HISTORY_RULES = {
  faced_by: ({ striker }, ball, moment) => striker[ball] === striker[moment],
  partnered_by: ({ striker, nonStriker }, ball, moment) =>
    striker[ball] === nonStriker[moment] || nonStriker[ball] === nonStriker[moment],
  bowled_by: ({ bowler }, ball, moment) => bowler[ball] === bowler[moment],
  attends: () => true,
} as const satisfies Record<string, (keys: DeliveryKeys, ball: number, moment: number) => boolean>;
