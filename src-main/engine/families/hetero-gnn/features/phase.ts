import type { InningsFrame } from './innings-frame';
import type { InningsState } from './innings-state';

/** The three phases of the phase node; a super over is none of them by the corrected rules. */
export type MatchPhase = 'powerplay' | 'middle' | 'death' | 'super_over';

const BALLS_PER_OVER = 6;
const REFERENCE_POWERPLAY_END = 6;
const REFERENCE_DEATH_START = 16;
const DEATH_OVERS = 4;

/** Over that the next delivery belongs to, from 0. Reference: all deliveries by six, illegal ones too, so that it drifts ahead. */
export const overOfNext = (frame: InningsFrame, state: InningsState, over: number): number =>
  frame.rules === 'reference' ? Math.floor(state.deliveries / BALLS_PER_OVER) : over;

/** Overs of the innings as allotted, a part counts as one. */
export const allottedOvers = (frame: InningsFrame): number => Math.ceil(frame.maximumBalls / BALLS_PER_OVER);

/** @param over from {@link overOfNext} */
export function phaseOf(frame: InningsFrame, over: number): MatchPhase {
  if (frame.rules === 'reference') {
    if (over < REFERENCE_POWERPLAY_END) return 'powerplay';
    return over < REFERENCE_DEATH_START ? 'middle' : 'death';
  }
  if (frame.isSuperOver) return 'super_over';
  if (frame.powerplay !== null && over >= frame.powerplay[0] && over <= frame.powerplay[1]) return 'powerplay';
  return over < allottedOvers(frame) - DEATH_OVERS ? 'middle' : 'death';
}
