import { clamp, clip } from './clip';
import type { Moment } from './moment';
import { allottedOvers, overOfNext, phaseOf } from './phase';

const WICKETS = 10;
const BALLS_PER_OVER = 6;
const FULL_INNINGS_BALLS = 120;
const REFERENCE_FINAL_OVER = 19;

/** Deliveries or balls left: the reference takes illegal deliveries off as well. */
const ballsBowled = ({ frame, state }: Moment): number =>
  frame.rules === 'reference' ? state.deliveries : state.legal;

/** Runs still to get; null when there is no target. */
export const runsNeeded = ({ frame, state }: Moment): number | null =>
  frame.target === null ? null : Math.max(frame.target - state.runs, 0);

/** Share of the innings that is over, 0 to 1, as time and pressure count it. */
export const shareBowled = (moment: Moment): number => ballsBowled(moment) / moment.frame.maximumBalls;

/** Balls left as time and pressure count them, not below `least`. */
export const ballsLeft = (moment: Moment, least: number): number =>
  Math.max(moment.frame.maximumBalls - ballsBowled(moment), least);

export const scoreState = ({ frame, state }: Moment): readonly number[] => [
  clip(state.runs / 250),
  state.wickets / WICKETS,
  clip(state.legal / frame.maximumBalls),
  frame.isSecond ? 1 : 0,
  frame.isWomen ? 1 : 0,
];

const BATTING_FIRST = [0, 0, 0, 0, 0, 1, 1] as const;

export function chaseState(moment: Moment): readonly number[] {
  const { frame, state } = moment;
  const need = runsNeeded(moment);
  if (need === null) return BATTING_FIRST;
  const balls = Math.max(frame.maximumBalls - state.legal, 1);
  const rate = need / (balls / BALLS_PER_OVER);
  return [
    clip(need / 250),
    clip(rate / 20),
    1,
    clip(rate / 12),
    chaseDifficulty(rate),
    balls / FULL_INNINGS_BALLS,
    (WICKETS - state.wickets) / WICKETS,
  ];
}

/** Required runs an over in five steps. */
function chaseDifficulty(rate: number): number {
  if (rate < 6) return 0;
  if (rate < 8) return 0.25;
  if (rate < 10) return 0.5;
  return rate < 12 ? 0.75 : 1;
}

export function phaseState({ frame, state, next }: Moment): readonly number[] {
  const phase = phaseOf(frame, overOfNext(frame, state, next.over));
  return [
    phase === 'powerplay' ? 1 : 0,
    phase === 'middle' ? 1 : 0,
    phase === 'death' ? 1 : 0,
    frame.rules === 'reference'
      ? (state.deliveries % BALLS_PER_OVER) / BALLS_PER_OVER
      : legalShareOfOver(state, next.over),
    state.deliveries === 0 ? 1 : 0,
    frame.isSuperOver ? 1 : 0,
  ];
}

/** Legal balls of the over so far, by six; an over of seven (miscounted) stays at 1. */
const legalShareOfOver = (state: Moment['state'], over: number): number =>
  state.over === over ? clip(state.legalInOver / BALLS_PER_OVER) : 0;

export function timePressure(moment: Moment): readonly number[] {
  const { frame, state, next } = moment;
  const left = ballsLeft(moment, 0);
  const need = runsNeeded(moment);
  const rate = need === null || left === 0 ? 0 : (BALLS_PER_OVER * need) / left;
  const finalOver = frame.rules === 'reference' ? REFERENCE_FINAL_OVER : allottedOvers(frame) - 1;
  return [
    left / frame.maximumBalls,
    clamp((rate - 8) / 12, 0, 1),
    overOfNext(frame, state, next.over) >= finalOver ? 1 : 0,
  ];
}

export const wicketBuffer = ({ state }: Moment): readonly number[] => [
  (WICKETS - state.wickets) / WICKETS,
  WICKETS - state.wickets < 3 ? 1 : 0,
];
