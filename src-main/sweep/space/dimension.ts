import type { ParameterConfig } from '#contract/config/sweep';

/** JSON of a value: what tells categorical values apart. */
export const valueKey = (value: unknown): string => JSON.stringify(value);

/** A number with its range laid on [0, 1]; of a log range the logarithm is. */
export interface NumericDimension {
  readonly kind: 'numeric';
  /** Values it can take; null for any value between. */
  readonly levels: number | null;
  /** Position of a value; of a discrete one the middle of its cell. */
  position(value: number): number;
  /** The value at a position; a discrete one is that of the cell around it. */
  value(position: number): number;
  /** Ends of the cell around a discrete value. */
  cell(value: number): readonly [number, number];
  /** The n-th value of a discrete one, from 0. */
  level(index: number): number;
}

/** A value out of a list. */
export interface CategoricalDimension {
  readonly kind: 'categorical';
  readonly choices: readonly unknown[];
  /** @returns place in the list; -1 for a value that is not in it */
  indexOf(value: unknown): number;
}

export type Dimension = NumericDimension | CategoricalDimension;

function categorical(choices: readonly unknown[]): CategoricalDimension {
  const places = new Map(choices.map((choice, index) => [valueKey(choice), index]));
  return { kind: 'categorical', choices, indexOf: (value) => places.get(valueKey(value)) ?? -1 };
}

/** Sums of steps such as 0.1 + 0.2 carry noise in the last digits, which would make equal values different. */
const clean = (value: number): number => Number(value.toPrecision(14));

function numeric(low: number, high: number, step: number | null, log: boolean): NumericDimension {
  const levels = step === null ? null : Math.floor((high - low) / step + 1e-9) + 1;
  const top = levels === null ? high : low + (levels - 1) * step!;
  const margin = step === null ? 0 : step / 2;
  const scale = log ? Math.log : (value: number): number => value;
  const unscale = log ? Math.exp : (value: number): number => value;
  const start = scale(low - margin);
  const length = scale(top + margin) - start;
  const onUnit = (value: number): number => (length === 0 ? 0.5 : (scale(value) - start) / length);
  const level = (index: number): number => clean(low + index * (step ?? 0));
  return {
    kind: 'numeric',
    levels,
    position: (value) => Math.min(1, Math.max(0, onUnit(value))),
    value(position) {
      const raw = unscale(start + position * length);
      if (step === null) return Math.min(high, Math.max(low, raw));
      return level(Math.min(levels! - 1, Math.max(0, Math.round((raw - low) / step))));
    },
    level,
    cell: (value) => [onUnit(value - margin), onUnit(value + margin)],
  };
}

/** @returns a parameter of a sweep file as samplers see it; its ranges were checked when the file was read */
export function toDimension(config: ParameterConfig): Dimension {
  return config.kind === 'categorical'
    ? categorical(config.choices)
    : numeric(config.low, config.high, config.step, config.log);
}

/** @returns the number of values; null for any value between */
export const levelCount = (dimension: Dimension): number | null =>
  dimension.kind === 'categorical' ? dimension.choices.length : dimension.levels;

/** @returns the n-th value of a dimension that has levels, from 0 */
export function levelValue(dimension: Dimension, index: number): unknown {
  return dimension.kind === 'categorical' ? dimension.choices[index] : dimension.level(index);
}
