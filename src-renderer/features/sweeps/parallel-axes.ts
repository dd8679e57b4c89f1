import type { StudyDetail, Trial } from '#contract/sweeps';
import { parameterText, shareOf, shortNames, valueAt, type ParameterAxisSpec } from './parameter-text';

/** An upright axis of the parallel coordinates. Places run from 0 at the bottom to 1 at the top. */
export interface ParallelAxis {
  readonly id: string;
  readonly label: string;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Distance by which a key moves the end of a range. */
  readonly keyStep: number;
  readonly placeOf: (trial: Trial) => number | null;
  readonly textAt: (place: number) => string;
}

/** Ranges that were drawn on axes: lower and upper place by axis. */
export type Brushes = Readonly<Record<string, readonly [number, number]>>;

export const OBJECTIVE_AXIS = 'objective';
/** Keys cross a numeric axis in so many steps. */
const KEY_STEPS = 25;
/** Pixels of rounding that a range forgives at its ends. */
const TOLERANCE = 1e-6;

/** @returns an axis a parameter, and the objective at the right */
export function parallelAxes(
  { parameters, trials, summary }: Pick<StudyDetail, 'parameters' | 'trials' | 'summary'>,
  objectiveLabel: string,
  format: (value: number) => string,
): readonly ParallelAxis[] {
  const labels = shortNames(parameters.map(({ name }) => name));
  const axes = parameters.map((spec) => parameterAxis(spec, labels.get(spec.name)!));
  const range = objectiveRange(trials);
  const { direction } = summary.objective;
  const placeOf = ({ state, objective }: Trial) =>
    range === null || state !== 'done' || objective === null ? null : rangeShare(objective, range);
  const textAt = (place: number) => (range === null ? 'n/a' : format(range[0] + place * (range[1] - range[0])));
  const objective: ParallelAxis = {
    id: OBJECTIVE_AXIS,
    // First, so that a label that is cut keeps the direction.
    label: `${direction === 'maximize' ? '↑' : '↓'} ${objectiveLabel}`,
    ticks: range === null ? [] : [0, 1].map((at) => ({ at, text: textAt(at) })),
    keyStep: 1 / KEY_STEPS,
    placeOf,
    textAt,
  };
  return [...axes, objective];
}

function parameterAxis(spec: ParameterAxisSpec, label: string): ParallelAxis {
  const isChoice = spec.kind === 'categorical';
  const last = Math.max(1, spec.choices.length - 1);
  const places = isChoice ? spec.choices.map((_, index) => (spec.choices.length === 1 ? 0.5 : index / last)) : [0, 1];
  return {
    id: spec.name,
    label: spec.log ? `${label} (log)` : label,
    ticks: places.map((at) => ({ at, text: parameterText(valueAt(spec, at)) })),
    keyStep: isChoice ? 1 / last : 1 / KEY_STEPS,
    placeOf: ({ parameters }) => shareOf(spec, parameters[spec.name]),
    textAt: (place) => parameterText(valueAt(spec, place)),
  };
}

/** @returns smallest and largest objective of the finished trials; null without one */
export function objectiveRange(trials: readonly Trial[]): readonly [number, number] | null {
  const values = trials.flatMap(({ state, objective }) => (state === 'done' && objective !== null ? [objective] : []));
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

const rangeShare = (value: number, [low, high]: readonly [number, number]): number =>
  high === low ? 0.5 : (value - low) / (high - low);

/** @returns how good a finished trial is among the others: 1 for the best, 0 for the worst; null without an objective */
export function goodness(
  { state, objective }: Trial,
  range: readonly [number, number] | null,
  direction: 'maximize' | 'minimize',
): number | null {
  if (range === null || state !== 'done' || objective === null) return null;
  const share = rangeShare(objective, range);
  return direction === 'maximize' ? share : 1 - share;
}

/** Whether a trial lies inside every range; where an axis does not apply to it, it does not. */
export function isWithinBrushes(trial: Trial, axes: readonly ParallelAxis[], brushes: Brushes): boolean {
  return axes.every((axis) => {
    const brush = brushes[axis.id];
    if (brush === undefined) return true;
    const place = axis.placeOf(trial);
    return place !== null && place >= brush[0] - TOLERANCE && place <= brush[1] + TOLERANCE;
  });
}

/** @returns the ranges with one replaced; a range over the whole axis is none */
export function withBrush(brushes: Brushes, id: string, range: readonly [number, number] | null): Brushes {
  const others = Object.fromEntries(Object.entries(brushes).filter(([axis]) => axis !== id));
  if (range === null || (range[0] <= 0 && range[1] >= 1)) return others;
  return { ...others, [id]: range };
}

/** @returns the range after a key on one of its ends; null when the key means nothing there */
export function brushAfterKey(
  key: string,
  end: 'low' | 'high',
  [low, high]: readonly [number, number],
  step: number,
): readonly [number, number] | null {
  const value = end === 'low' ? low : high;
  const next =
    key === 'ArrowUp' || key === 'ArrowRight'
      ? value + step
      : key === 'ArrowDown' || key === 'ArrowLeft'
        ? value - step
        : key === 'Home'
          ? 0
          : key === 'End'
            ? 1
            : null;
  if (next === null) return null;
  // Adding steps must not leave 0.9999999 where a choice stands at 1.
  const clean = Math.round(Math.min(1, Math.max(0, next)) * 1e9) / 1e9;
  return end === 'low' ? [Math.min(clean, high), high] : [low, Math.max(clean, low)];
}
