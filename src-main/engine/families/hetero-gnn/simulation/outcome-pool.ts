import type { RandomStream } from '../../../random/random-stream';
import type { CricketData } from '../data/cricket-data';
import { targetDeliveries } from '../data/sample-counts';
import { CLASS_COUNT, WICKET } from '../matches/ball-class';
import type { Delivery } from '../matches/delivery-columns';
import { NO_PERSON } from '../matches/match-archive';

/** What a delivery brings, without who was there. */
export type Outcome = Pick<
  Delivery,
  'batRuns' | 'wides' | 'noBalls' | 'byes' | 'legByes' | 'penalty' | 'wicketKind'
> & {
  /** Whether the batter at the other end is out, as in some run-outs. */
  readonly isNonStrikerOut: boolean;
};

/**
 * Training deliveries by class. The network gives the class of a ball; wides, byes and how a wicket falls are drawn from what
 * came with that class in training, all phases alike.
 */
export class OutcomePool {
  private readonly byClass: readonly (readonly number[])[];

  constructor(private readonly data: CricketData) {
    const byClass: number[][] = Array.from({ length: CLASS_COUNT }, () => []);
    for (const position of data.parts.train.innings) {
      const { firstDelivery } = data.archive.innings[position]!;
      for (const { delivery, label } of targetDeliveries(data.archive, position, data.options))
        byClass[label]!.push(firstDelivery + delivery);
    }
    this.byClass = byClass;
  }

  /** @returns whether training holds a delivery of the class; one that it never saw cannot be drawn */
  has(ballClass: number): boolean {
    return this.byClass[ballClass]!.length > 0;
  }

  /** @param ballClass one that {@link has} */
  draw(ballClass: number, stream: RandomStream): Outcome {
    const { batRuns, wides, noBalls, byes, legByes, penalty, wicketKind, playerOut, nonStriker } =
      this.data.archive.deliveries;
    const members = this.byClass[ballClass]!;
    const at = members[stream.integer(members.length)]!;
    const isOut = ballClass === WICKET;
    return {
      batRuns: batRuns[at]!,
      wides: wides[at]!,
      noBalls: noBalls[at]!,
      byes: byes[at]!,
      legByes: legByes[at]!,
      penalty: penalty[at]!,
      // A batter who retires for a while is no Wicket by the corrected rules, and nobody leaves in a simulation.
      wicketKind: isOut ? wicketKind[at]! : 0,
      isNonStrikerOut: isOut && playerOut[at] !== NO_PERSON && playerOut[at] === nonStriker[at],
    };
  }
}
