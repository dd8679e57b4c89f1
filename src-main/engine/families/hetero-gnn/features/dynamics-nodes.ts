import { clamp, clip } from './clip';
import type { Moment } from './moment';
import type { DeliveryFacts } from './delivery';
import { overOfNext, phaseOf } from './phase';
import type { MatchPhase } from './phase';
import { ballsLeft, runsNeeded, shareBowled } from './state-nodes';

const BALLS_PER_OVER = 6;
const WICKETS = 10;

/** Runs an over that are usual in a phase. */
const EXPECTED_RATE = { powerplay: 7.5, middle: 8, death: 10, super_over: 10 } as const satisfies Record<
  MatchPhase,
  number
>;

const sumOf = (deliveries: readonly DeliveryFacts[], value: (delivery: DeliveryFacts) => number): number =>
  deliveries.reduce((sum, delivery) => sum + value(delivery), 0);

/** Rate of the last deliveries against what is usual now, -1 to 1. Corrected: a rate by legal balls. */
export function battingMomentum({ frame, state, next }: Moment): number {
  const { recent } = state;
  if (recent.length === 0) return 0;
  const balls =
    frame.rules === 'reference'
      ? recent.length
      : Math.max(
          sumOf(recent, (d) => (d.isLegal ? 1 : 0)),
          1,
        );
  const rate = (BALLS_PER_OVER * sumOf(recent, ({ total }) => total)) / balls;
  const expected = EXPECTED_RATE[phaseOf(frame, overOfNext(frame, state, next.over))];
  return clamp(rate / expected - 1, -1, 1);
}

export function pressureIndex(moment: Moment): number {
  const { state } = moment;
  if (state.deliveries === 0) return 0;
  const need = runsNeeded(moment);
  if (need === null) return (0.5 * state.wickets) / WICKETS;
  const rate = need / (ballsLeft(moment, 1) / BALLS_PER_OVER);
  return Math.min(0.4 * clip(rate / 15) + (0.3 * state.wickets) / WICKETS + 0.3 * shareBowled(moment), 1);
}

const FEWEST_FOR_TREND = 6;
const DECAY = 0.7;

export function dotPressure({ state }: Moment): readonly number[] {
  const { recent, deliveries, lastBoundary, lastWicket } = state;
  if (deliveries === 0) return [0, 0, 1, 0, 0];
  const pressures = recent.map(pressureOf);
  return [
    clip(trailingDots(recent) / 6),
    // Without a boundary or wicket so far the count runs from the start, as -1 gives.
    clip((deliveries - lastBoundary - 1) / 12),
    clip((deliveries - lastWicket - 1) / 30),
    recent.length < FEWEST_FOR_TREND ? 0 : decayedMean(pressures),
    recent.length < FEWEST_FOR_TREND ? 0 : trend(pressures),
  ];
}

/** 1 for no run, a half for one, and a half more for a wicket. */
function pressureOf({ total, wickets }: DeliveryFacts): number {
  const ofRuns = total === 0 ? 1 : total === 1 ? 0.5 : 0;
  return Math.min(ofRuns + (wickets > 0 ? 0.5 : 0), 1);
}

function trailingDots(recent: readonly DeliveryFacts[]): number {
  const lastScoring = recent.findLastIndex(({ total }) => total > 0);
  return recent.length - 1 - lastScoring;
}

/** Weighted mean; a value weighs 0.7 times what the one after it weighs. */
function decayedMean(values: readonly number[]): number {
  let weighted = 0;
  let weights = 0;
  values.forEach((value, position) => {
    const weight = DECAY ** (values.length - 1 - position);
    weighted += weight * value;
    weights += weight;
  });
  return weighted / weights;
}

/** Mean of the later half minus mean of the earlier half, -1 to 1. */
function trend(values: readonly number[]): number {
  const half = Math.floor(values.length / 2);
  const mean = (part: readonly number[]): number => part.reduce((sum, value) => sum + value, 0) / part.length;
  return clamp(mean(values.slice(half)) - mean(values.slice(0, half)), -1, 1);
}
