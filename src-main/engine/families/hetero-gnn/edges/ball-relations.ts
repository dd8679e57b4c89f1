import type { DeliveryKeys } from './delivery-keys';
import type { BallRelation } from './relations';

/** A relation between an earlier ball i and a later ball j. */
export interface PairRule {
  readonly connects: (keys: DeliveryKeys, i: number, j: number) => boolean;
  /** Edge feature; null where the operator takes none. */
  readonly feature: ((keys: DeliveryKeys, i: number, j: number) => number) | null;
  /** Whether the reference also leads edges from the later to the earlier ball, with the same feature. */
  readonly isMutual: boolean;
}

const RECENT = 6;
const MEDIUM = 24;

/** Which earlier balls a ball listens to. */
export const PAIR_RULES = {
  recent_precedes: {
    connects: (_, i, j) => j - i <= RECENT,
    feature: (_, i, j) => (j - i) / RECENT,
    isMutual: false,
  },
  medium_precedes: {
    connects: (_, i, j) => j - i > RECENT && j - i <= MEDIUM,
    feature: (_, i, j) => (j - i - RECENT) / (MEDIUM - RECENT),
    isMutual: false,
  },
  distant_precedes: {
    connects: (_, i, j) => j - i > MEDIUM && (j - i) % RECENT === 0,
    feature: (_, i, j) => (j - i - MEDIUM) / 120,
    isMutual: false,
  },
  same_bowler: {
    connects: ({ bowler }, i, j) => bowler[i] === bowler[j],
    feature: (_, i, j) => (j - i) / 24,
    isMutual: true,
  },
  same_batsman: {
    connects: ({ striker }, i, j) => striker[i] === striker[j],
    feature: (_, i, j) => (j - i) / 60,
    isMutual: true,
  },
  same_matchup: {
    connects: ({ striker, bowler }, i, j) => striker[i] === striker[j] && bowler[i] === bowler[j],
    feature: null,
    isMutual: false,
  },
  same_over: {
    connects: ({ over }, i, j) => over[i] === over[j],
    feature: ({ positionInOver }, _, j) => Math.min(positionInOver[j]! / 5, 1),
    isMutual: false,
  },
} as const satisfies Record<BallRelation, PairRule>;
