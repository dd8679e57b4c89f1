import type { Innings, MatchArchive } from '../matches/match-archive';
import type { RuleSet } from '../data/data-options';

/** What is known of an innings before its first ball, by the rules in force. */
export interface InningsFrame {
  readonly rules: RuleSet;
  /** Runs that win; null = batting first, or (reference) not stated. */
  readonly target: number | null;
  /** Legal balls that the innings may last; 120 by the reference rules. */
  readonly maximumBalls: number;
  /** Second of its pair. Reference: the second innings of the match only. */
  readonly isSecond: boolean;
  readonly isSuperOver: boolean;
  readonly isWomen: boolean;
  /** First and last powerplay over; null in super overs. Reference: overs 0 to 5. */
  readonly powerplay: readonly [first: number, last: number] | null;
}

const REFERENCE_BALLS = 120;

export function inningsFrame(archive: MatchArchive, innings: Innings, rules: RuleSet): InningsFrame {
  const { isWomen } = archive.matches[innings.match]!;
  const { isSuperOver } = innings;
  if (rules === 'corrected') {
    const { target, maximumBalls, powerplay } = innings;
    return { rules, target, maximumBalls, isSecond: innings.position % 2 === 1, isSuperOver, isWomen, powerplay };
  }
  const isSecond = innings.position === 1;
  return {
    rules,
    target: isSecond ? innings.statedTarget : null,
    maximumBalls: REFERENCE_BALLS,
    isSecond,
    isSuperOver,
    isWomen,
    powerplay: null,
  };
}
