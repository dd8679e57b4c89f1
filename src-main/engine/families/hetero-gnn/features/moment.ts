import type { InningsFrame } from './innings-frame';
import type { InningsState } from './innings-state';

/** Who is about to play, and in which over: known before the delivery. */
export interface NextDelivery {
  readonly striker: number;
  readonly nonStriker: number;
  readonly bowler: number;
  readonly over: number;
}

/** The moment before a delivery. */
export interface Moment {
  readonly frame: InningsFrame;
  /** Of the deliveries before. */
  readonly state: InningsState;
  readonly next: NextDelivery;
}
