import type { DeliveryFacts } from './delivery';

/** A batter so far. */
export interface BattingRecord {
  runs: number;
  /** Balls without wides. */
  faced: number;
  /** Faced balls without runs off the bat. */
  dots: number;
  boundaries: number;
  /** Position in the innings of the last delivery to him, wides included. */
  lastFaced: number;
}

/** A bowler so far. */
export interface BowlingRecord {
  legal: number;
  conceded: number;
  wickets: number;
  /** Legal balls without any run. */
  dots: number;
}

/** The pair at the crease since the last wicket. */
export interface Partnership {
  readonly one: number;
  readonly other: number;
  runs: number;
  legal: number;
}

const NOT_BATTED: Readonly<BattingRecord> = { runs: 0, faced: 0, dots: 0, boundaries: 0, lastFaced: -1 };
const NOT_BOWLED: Readonly<BowlingRecord> = { legal: 0, conceded: 0, wickets: 0, dots: 0 };

/** Deliveries that momentum and dot pressure look back on. */
const RECENT_DELIVERIES = 12;

/**
 * Running statistics of an innings: what the features of the next delivery are computed from. Each `observe` costs the same,
 * however long the innings is.
 */
export class InningsState {
  /** Deliveries so far, illegal ones included. */
  deliveries = 0;
  legal = 0;
  runs = 0;
  wickets = 0;
  /** Position of the last delivery with 4 or 6 off the bat, or with a wicket; -1 = none. */
  lastBoundary = -1;
  lastWicket = -1;
  /** Over of the last delivery, and its legal balls so far. */
  over = -1;
  legalInOver = 0;
  /** At most the last {@link RECENT_DELIVERIES}, oldest first. */
  readonly recent: DeliveryFacts[] = [];
  private readonly batting = new Map<number, BattingRecord>();
  private readonly bowling = new Map<number, BowlingRecord>();
  /** By unordered pair, since the last wicket. */
  private partnerships: Partnership[] = [];

  batter(person: number): Readonly<BattingRecord> {
    return this.batting.get(person) ?? NOT_BATTED;
  }

  bowler(person: number): Readonly<BowlingRecord> {
    return this.bowling.get(person) ?? NOT_BOWLED;
  }

  /** @returns the partnership of two people since the last wicket; order does not matter */
  partnership(one: number, other: number): Readonly<Partnership> {
    return this.findPartnership(one, other) ?? { one, other, runs: 0, legal: 0 };
  }

  /** Takes the next delivery in. */
  observe(delivery: DeliveryFacts): void {
    this.observeBatter(delivery);
    this.observeBowler(delivery);
    this.observePartnership(delivery);
    if (delivery.over !== this.over) this.legalInOver = 0;
    this.over = delivery.over;
    if (delivery.isLegal) {
      this.legal += 1;
      this.legalInOver += 1;
    }
    this.runs += delivery.total;
    this.wickets += delivery.wickets;
    if (delivery.isBoundary) this.lastBoundary = this.deliveries;
    if (delivery.wickets > 0) this.lastWicket = this.deliveries;
    this.recent.push(delivery);
    if (this.recent.length > RECENT_DELIVERIES) this.recent.shift();
    this.deliveries += 1;
  }

  private observeBatter({ striker, batRuns, isWide, isBoundary }: DeliveryFacts): void {
    const record = this.batting.get(striker) ?? { ...NOT_BATTED };
    this.batting.set(striker, record);
    record.runs += batRuns;
    record.lastFaced = this.deliveries;
    if (isBoundary) record.boundaries += 1;
    if (isWide) return;
    record.faced += 1;
    if (batRuns === 0) record.dots += 1;
  }

  private observeBowler({ bowler, bowlerRuns, bowlerWickets, isLegal, total }: DeliveryFacts): void {
    const record = this.bowling.get(bowler) ?? { ...NOT_BOWLED };
    this.bowling.set(bowler, record);
    record.conceded += bowlerRuns;
    record.wickets += bowlerWickets;
    if (!isLegal) return;
    record.legal += 1;
    if (total === 0) record.dots += 1;
  }

  private observePartnership({ striker, nonStriker, total, isLegal, wicketKind }: DeliveryFacts): void {
    if (wicketKind !== 'none') {
      this.partnerships = [];
      return;
    }
    let pair = this.findPartnership(striker, nonStriker);
    if (pair === undefined) {
      pair = { one: striker, other: nonStriker, runs: 0, legal: 0 };
      this.partnerships.push(pair);
    }
    pair.runs += total;
    if (isLegal) pair.legal += 1;
  }

  private findPartnership(one: number, other: number): Partnership | undefined {
    return this.partnerships.find(
      (pair) => (pair.one === one && pair.other === other) || (pair.one === other && pair.other === one),
    );
  }
}
