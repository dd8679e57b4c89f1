import type { StudyDetail, Trial } from '#contract/sweeps';
import { NOT_AVAILABLE } from '../../lib/format';

export type ParameterValue = Trial['parameters'][string];

const SIGNIFICANT_DIGITS = 4;

/** @returns a value as it is drawn: `0.000123`, `[10, 30]`, `minutes`; `n/a` for a parameter that does not apply */
export function parameterText(value: ParameterValue | undefined): string {
  if (value === undefined) return NOT_AVAILABLE;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return value;
  return JSON.stringify(value).replaceAll(',', ', ');
}

function numberText(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US').replace('-', '−');
  const rounded = Number(value.toPrecision(SIGNIFICANT_DIGITS));
  const text = Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded);
  return text.replaceAll('-', '−');
}

/** @returns the last part of each key, or the whole key where that part is not enough to tell it from another */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const last = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  const count = new Map<string, number>();
  for (const name of names) count.set(last(name), (count.get(last(name)) ?? 0) + 1);
  return new Map(names.map((name) => [name, count.get(last(name)) === 1 ? last(name) : name]));
}

/** @returns what a column of parameters sorts by: numbers by value, everything else by its words */
export function parameterSortValue(value: ParameterValue | undefined): number | string | null {
  if (value === undefined) return null;
  return typeof value === 'number' ? value : parameterText(value);
}

export type ParameterAxisSpec = StudyDetail['parameters'][number];

/** @returns place of a value on its axis, 0 at the lower end and 1 at the upper; null where it does not apply */
export function shareOf(axis: ParameterAxisSpec, value: ParameterValue | undefined): number | null {
  if (value === undefined) return null;
  if (axis.kind === 'categorical') {
    const index = axis.choices.findIndex((choice) => JSON.stringify(choice) === JSON.stringify(value));
    if (index < 0) return null;
    return axis.choices.length === 1 ? 0.5 : index / (axis.choices.length - 1);
  }
  const { low, high } = axis;
  if (typeof value !== 'number' || low === null || high === null) return null;
  if (high === low) return 0.5;
  const share = axis.log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, share));
}

/** @returns the value at a place of a numeric axis, the nearest choice of another one */
export function valueAt(axis: ParameterAxisSpec, share: number): ParameterValue {
  if (axis.kind === 'categorical') return axis.choices[Math.round(share * (axis.choices.length - 1))]!;
  const [low, high] = [axis.low!, axis.high!];
  const value = axis.log ? low * (high / low) ** share : low + (high - low) * share;
  return axis.kind === 'int' ? Math.round(value) : value;
}
