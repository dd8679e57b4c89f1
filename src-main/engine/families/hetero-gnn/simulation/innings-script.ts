import type { DeliveryKeys } from '../edges/delivery-keys';
import { inningsKeys } from '../edges/innings-keys';
import type { CricketData } from '../data/cricket-data';
import type { Innings } from '../matches/match-archive';

const SIDE = 11;
const WICKETS = 10;
const SUPER_OVER_WICKETS = 2;
const BALLS_PER_OVER = 6;
/** A bowler may bowl a fifth of the overs (Playing conditions of T20 matches, 13.6). */
const OVERS_A_BOWLER = 5;

/**
 * What a simulation takes from the innings as it was played: who comes in next and who bowls which over. The network does not
 * say either, and a captain's plan is better than none. Nothing that happened from the first simulated ball on is in it.
 */
export interface InningsScript {
  readonly innings: Innings;
  /** Everybody of the batting side in the order of coming in; those who never did are positions behind the known people. */
  readonly battingOrder: readonly number[];
  /** Wickets that end the innings. */
  readonly allOut: number;
  /** @param bowled overs of each bowler so far @param last bowler of the over before @returns who bowls that over */
  bowlerOf(over: number, bowled: ReadonlyMap<number, number>, last: number): number;
}

/** @param position of the innings @param unnamed position of the first person that the archive does not know */
export function inningsScript({ archive }: CricketData, position: number, unnamed: number): InningsScript {
  const innings = archive.innings[position]!;
  const keys = inningsKeys(archive, innings);
  const known = orderOfAppearance(keys);
  const bowlers = bowlerByOver(keys);
  const used = [...new Set(bowlers.values())];
  const mostOvers = Math.ceil(Math.ceil(innings.maximumBalls / BALLS_PER_OVER) / OVERS_A_BOWLER);
  const rest = Array.from({ length: Math.max(0, SIDE - known.length) }, (_, index) => unnamed + index);
  return {
    innings,
    battingOrder: [...known, ...rest],
    allOut: innings.isSuperOver ? SUPER_OVER_WICKETS : WICKETS,
    bowlerOf: (over, bowled, last) => {
      const planned = bowlers.get(over);
      if (planned !== undefined) return planned;
      // Overs that were not played: whoever has bowled least, nobody twice in a row nor beyond a fifth where it can be helped.
      const oversOf = (bowler: number): number => bowled.get(bowler) ?? 0;
      const rested = used.filter((bowler) => bowler !== last);
      const allowed = rested.filter((bowler) => oversOf(bowler) < mostOvers);
      const candidates = [allowed, rested, used].find((some) => some.length > 0)!;
      return candidates.reduce((best, bowler) => (oversOf(bowler) < oversOf(best) ? bowler : best));
    },
  };
}

function orderOfAppearance({ length, striker, nonStriker }: DeliveryKeys): readonly number[] {
  const order = new Set<number>();
  for (let delivery = 0; delivery < length; delivery += 1) order.add(striker[delivery]!).add(nonStriker[delivery]!);
  return [...order];
}

/** Who began each over that was played. */
function bowlerByOver({ length, over, bowler }: DeliveryKeys): ReadonlyMap<number, number> {
  const bowlers = new Map<number, number>();
  for (let delivery = 0; delivery < length; delivery += 1)
    if (!bowlers.has(over[delivery]!)) bowlers.set(over[delivery]!, bowler[delivery]!);
  return bowlers;
}
