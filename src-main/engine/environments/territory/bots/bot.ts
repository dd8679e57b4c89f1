import type { RandomNumbers } from '../game/random-numbers';
import type { SeatView } from '../game/seat-view';

/** A scripted player: looks at its seat and says an action, 0 to 89. Its random numbers come from the stream of its seat. */
export type Bot = (seat: SeatView, random: RandomNumbers) => number;
