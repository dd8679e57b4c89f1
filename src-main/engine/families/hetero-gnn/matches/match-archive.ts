/*
 * A Cricsheet archive in compact form: plain values for matches and innings, one typed array a column for deliveries.
 * 620,594 deliveries take 11 MB. Everything that features, edges, labels and slices need is here; nothing is derived twice.
 */

/** One match. Indices point into the lists of {@link MatchArchive}. */
export interface Match {
  /** File name without `.json`, for example `430885`. */
  readonly id: string;
  /** First day, days since 1970-01-01. */
  readonly day: number;
  readonly venue: number;
  /** Both teams as listed by the source. */
  readonly teams: readonly [number, number];
  readonly isWomen: boolean;
  /** False for abandoned matches and those without result: they count as far as they were played. */
  readonly hasResult: boolean;
  /** Position of its first innings in `MatchArchive.innings`, and how many follow. Innings without a delivery are left out. */
  readonly firstInnings: number;
  readonly inningsCount: number;
}

/** One innings, super overs included. */
export interface Innings {
  /** Position in `MatchArchive.matches`. */
  readonly match: number;
  /** Position within the match as published: 0, 1, then super overs. */
  readonly position: number;
  readonly battingTeam: number;
  readonly bowlingTeam: number;
  readonly isSuperOver: boolean;
  /** Legal balls that the side may face: 120, fewer in reduced matches, 6 in a super over. */
  readonly maximumBalls: number;
  /** Runs that win; null when batting first. Taken from the source, else the runs of the innings before plus 1. */
  readonly target: number | null;
  /** The target as the source states it, null where it states none; the reference rules know no other. */
  readonly statedTarget: number | null;
  /** First and last over of the powerplay, from 0; overs 0 to 5 where the source is silent, null in super overs. */
  readonly powerplay: readonly [first: number, last: number] | null;
  /** Position of its first delivery in the columns, and how many follow. */
  readonly firstDelivery: number;
  readonly deliveryCount: number;
}

/** How a delivery took a wicket; positions are stored, so the order may not change. */
export const WICKET_KINDS = [
  'none',
  'bowled',
  'caught',
  'caught and bowled',
  'lbw',
  'run out',
  'stumped',
  'hit wicket',
  'retired hurt',
  'retired not out',
  'retired out',
  'obstructing the field',
  'hit the ball twice',
  'handled the ball',
  'timed out',
] as const;
export type WicketKind = (typeof WICKET_KINDS)[number];

/** Where a column of people holds nobody. */
export const NO_PERSON = 0xffff;

/** One entry a delivery, in the order of play. Runs are runs; people are positions in `MatchArchive.people`. */
export interface DeliveryColumns {
  readonly over: Uint8Array;
  readonly batter: Uint16Array;
  readonly nonStriker: Uint16Array;
  readonly bowler: Uint16Array;
  readonly batRuns: Uint8Array;
  readonly wides: Uint8Array;
  readonly noBalls: Uint8Array;
  readonly byes: Uint8Array;
  readonly legByes: Uint8Array;
  readonly penalty: Uint8Array;
  /** First wicket entry, a position in {@link WICKET_KINDS}; 0 = none. */
  readonly wicketKind: Uint8Array;
  /** Person of the first wicket entry; {@link NO_PERSON} where there is none. */
  readonly playerOut: Uint16Array;
  /** Who stumped, which is how keepers are known; {@link NO_PERSON} elsewhere. */
  readonly stumper: Uint16Array;
  /** Second wicket entry of the same delivery (2 deliveries of the full archive); 0 = none. */
  readonly secondWicketKind: Uint8Array;
}
export type DeliveryColumn = keyof DeliveryColumns;

/** A person by registry id: 31 names belong to two people. */
export interface Person {
  readonly id: string;
  /** For reading only. */
  readonly name: string;
}

/** A match that was left out, with the place and the reason. */
export interface BrokenMatch {
  readonly file: string;
  readonly reason: string;
}

/** All matches of a source, ordered by date, then by number of the match. */
export interface MatchArchive {
  readonly matches: readonly Match[];
  readonly innings: readonly Innings[];
  readonly deliveries: DeliveryColumns;
  readonly people: readonly Person[];
  readonly venues: readonly string[];
  readonly teams: readonly string[];
  readonly broken: readonly BrokenMatch[];
  readonly warnings: readonly string[];
}
