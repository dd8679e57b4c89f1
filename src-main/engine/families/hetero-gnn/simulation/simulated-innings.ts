import type { DeliveryFacts } from '../features/delivery';
import type { NextDelivery } from '../features/moment';
import type { Delivery } from '../matches/delivery-columns';
import { NO_PERSON } from '../matches/match-archive';
import type { InningsScript } from './innings-script';
import type { Outcome } from './outcome-pool';

const BALLS_PER_OVER = 6;

/** How an innings stands or ended. */
export interface InningsScore {
  readonly runs: number;
  readonly wickets: number;
  readonly legalBalls: number;
}

/** Where a simulation begins: what was played, and who faces and bowls next. */
export interface SimulationStart {
  /** Entries of the columns, in the order of play. */
  readonly deliveries: readonly Delivery[];
  /** The same deliveries by the rules of the data. */
  readonly facts: readonly DeliveryFacts[];
  readonly next: NextDelivery;
}

/**
 * One innings that goes on from a moment by outcomes that are handed in: strike, overs, order of batting, and when it ends
 * (Laws of Cricket 2017, 17, 18 and 25). Batters cross by the runs that they ran; who comes in takes the place of who is out;
 * a boundary, and a wide or no-ball by itself, is not run.
 */
export class SimulatedInnings {
  readonly deliveries: Delivery[];
  private runs = 0;
  private wickets = 0;
  private legal = 0;
  private legalInOver = 0;
  private at: NextDelivery;
  private readonly waiting: number[];
  private readonly oversBowled = new Map<number, number>();
  private hasNobodyLeft = false;

  constructor(
    private readonly script: InningsScript,
    { deliveries, facts, next }: SimulationStart,
  ) {
    this.deliveries = [...deliveries];
    this.at = next;
    const hasBatted = new Set([next.striker, next.nonStriker]);
    const oversOf = new Map<number, number>();
    for (const { striker, nonStriker, bowler, over, total, wickets, isLegal } of facts) {
      hasBatted.add(striker).add(nonStriker);
      oversOf.set(over, bowler);
      this.runs += total;
      this.wickets += wickets;
      if (!isLegal) continue;
      this.legal += 1;
      if (over === next.over) this.legalInOver += 1;
    }
    for (const [over, bowler] of oversOf) if (over !== next.over) this.countOver(bowler);
    this.waiting = script.battingOrder.filter((person) => !hasBatted.has(person));
  }

  /** The next delivery, not yet played. */
  get next(): NextDelivery {
    return this.at;
  }

  get score(): InningsScore {
    return { runs: this.runs, wickets: this.wickets, legalBalls: this.legal };
  }

  get isOver(): boolean {
    const { target, maximumBalls } = this.script.innings;
    return (
      this.hasNobodyLeft ||
      this.wickets >= this.script.allOut ||
      this.legal >= maximumBalls ||
      (target !== null && this.runs >= target)
    );
  }

  /** The delivery that is next as an entry of the columns, with what it brings. */
  entry(outcome: Outcome): Delivery {
    const { striker, nonStriker, bowler, over } = this.at;
    const { isNonStrikerOut, ...brought } = outcome;
    const out = isNonStrikerOut ? nonStriker : striker;
    return {
      ...brought,
      over,
      batter: striker,
      nonStriker,
      bowler,
      playerOut: outcome.wicketKind === 0 ? NO_PERSON : out,
      stumper: NO_PERSON,
      secondWicketKind: 0,
    };
  }

  /** Plays the next delivery. */
  play(outcome: Outcome): void {
    this.deliveries.push(this.entry(outcome));
    const { batRuns, wides, noBalls, byes, legByes, penalty, wicketKind, isNonStrikerOut } = outcome;
    this.runs += batRuns + wides + noBalls + byes + legByes + penalty;
    let { striker, nonStriker } = this.at;
    if (wicketKind !== 0) {
      this.wickets += 1;
      const following = this.waiting.shift();
      if (following === undefined) this.hasNobodyLeft = true;
      else if (isNonStrikerOut) nonStriker = following;
      else striker = following;
    }
    const isLegal = wides === 0 && noBalls === 0;
    if (isLegal) {
      this.legal += 1;
      this.legalInOver += 1;
    }
    const ran = batRuns + byes + legByes + Math.max(0, wides - 1) + Math.max(0, noBalls - 1);
    const hasOverEnded = this.legalInOver >= BALLS_PER_OVER;
    // Crossing twice, by an odd run off the last ball of an over, leaves everybody where he was.
    if ((ran % 2 === 1) !== hasOverEnded) [striker, nonStriker] = [nonStriker, striker];
    this.at = hasOverEnded ? this.nextOver(striker, nonStriker) : { ...this.at, striker, nonStriker };
  }

  private nextOver(striker: number, nonStriker: number): NextDelivery {
    const { over, bowler } = this.at;
    this.countOver(bowler);
    this.legalInOver = 0;
    const following = this.script.bowlerOf(over + 1, this.oversBowled, bowler);
    return { striker, nonStriker, bowler: following, over: over + 1 };
  }

  private countOver(bowler: number): void {
    this.oversBowled.set(bowler, (this.oversBowled.get(bowler) ?? 0) + 1);
  }
}
