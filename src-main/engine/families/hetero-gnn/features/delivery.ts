import { WICKET_KINDS } from '../matches/match-archive';
import type { DeliveryColumns, WicketKind } from '../matches/match-archive';
import type { RuleSet } from '../data/data-options';

/** One delivery as features see it, with what the rules make of it. */
export interface DeliveryFacts {
  readonly over: number;
  /** Position within the over, illegal deliveries counted, from 0. */
  readonly positionInOver: number;
  readonly striker: number;
  readonly nonStriker: number;
  readonly bowler: number;
  readonly batRuns: number;
  readonly total: number;
  readonly isWide: boolean;
  readonly isNoBall: boolean;
  readonly isBye: boolean;
  readonly isLegBye: boolean;
  /** No wide and no no-ball. */
  readonly isLegal: boolean;
  /** Bat runs 4 or 6. */
  readonly isBoundary: boolean;
  /** Kind of the first wicket entry. */
  readonly wicketKind: WicketKind;
  readonly playerOut: number;
  /** Wickets that the side lost. Reference: every entry; corrected: no retirements of players who may return. */
  readonly wickets: number;
  /** Wickets that count for the bowler. Reference: every entry; corrected: no run-outs and the like. */
  readonly bowlerWickets: number;
  /** Runs that count against the bowler. Reference: all; corrected: off the bat, wides and no-balls. */
  readonly bowlerRuns: number;
}

/** A batter who retired hurt, or left and was not out, is not dismissed. */
const MAY_RETURN: ReadonlySet<WicketKind> = new Set(['retired hurt', 'retired not out']);

/** Laws of Cricket (2017 code), 32 to 36, 38 and 39: how the bowler is credited. */
const CREDITED_TO_BOWLER: ReadonlySet<WicketKind> = new Set([
  'bowled',
  'caught',
  'caught and bowled',
  'lbw',
  'stumped',
  'hit wicket',
]);

/** @param delivery position in the columns */
export function deliveryFacts(
  columns: DeliveryColumns,
  delivery: number,
  positionInOver: number,
  rules: RuleSet,
): DeliveryFacts {
  const batRuns = columns.batRuns[delivery]!;
  const wides = columns.wides[delivery]!;
  const noBalls = columns.noBalls[delivery]!;
  const byes = columns.byes[delivery]!;
  const legByes = columns.legByes[delivery]!;
  const total = batRuns + wides + noBalls + byes + legByes + columns.penalty[delivery]!;
  const first = WICKET_KINDS[columns.wicketKind[delivery]!]!;
  const second = WICKET_KINDS[columns.secondWicketKind[delivery]!]!;
  const count = (counts: (kind: WicketKind) => boolean): number =>
    (first !== 'none' && counts(first) ? 1 : 0) + (second !== 'none' && counts(second) ? 1 : 0);
  const isReference = rules === 'reference';
  return {
    over: columns.over[delivery]!,
    positionInOver,
    striker: columns.batter[delivery]!,
    nonStriker: columns.nonStriker[delivery]!,
    bowler: columns.bowler[delivery]!,
    batRuns,
    total,
    isWide: wides > 0,
    isNoBall: noBalls > 0,
    isBye: byes > 0,
    isLegBye: legByes > 0,
    isLegal: wides === 0 && noBalls === 0,
    isBoundary: batRuns === 4 || batRuns === 6,
    wicketKind: first,
    playerOut: columns.playerOut[delivery]!,
    wickets: count((kind) => isReference || !MAY_RETURN.has(kind)),
    bowlerWickets: count((kind) => isReference || CREDITED_TO_BOWLER.has(kind)),
    bowlerRuns: isReference ? total : batRuns + wides + noBalls,
  };
}
