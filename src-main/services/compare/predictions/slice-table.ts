import type { SliceTable } from '#contract/compare';
import { PredictionsMissingError } from '#contract/errors/compare-errors';
import type { PredictionDescriptor, PredictionSlice } from '#contract/predictions';
import { describe, studentInterval } from '../../../statistics/describe';
import type { MetricReference } from '../metric-reference';
import { columnOf, type StoredPredictions } from './prediction-file';
import type { StoredRun } from './stored-metric';
import { metricWhere } from './unit-sums';

/** Columns with more values than this are names, not slices. */
const MOST_VALUES = 40;

export interface SlicedGroup {
  readonly key: string;
  readonly label: string;
  readonly isBaseline: boolean;
  readonly runs: readonly { readonly seed: number; readonly stored: StoredRun }[];
}

const ownSlice = (column: string): PredictionSlice => ({
  name: column,
  label: column,
  column,
  prefix: null,
  labels: {},
});

const valueOf = (slice: PredictionSlice, column: readonly string[], row: number): string =>
  slice.prefix === null ? column[row]! : column[row]!.slice(0, slice.prefix);

/** @returns the family's slices, then every other column with few values */
export function availableSlices(
  table: StoredPredictions,
  { slices }: PredictionDescriptor,
): readonly PredictionSlice[] {
  const known = new Set(slices.filter(({ prefix }) => prefix === null).map(({ column }) => column));
  const others = [...table.columns].filter(([name, values]) => {
    if (known.has(name)) return false;
    const distinct = new Set<string>();
    for (const value of values) if (distinct.add(value).size > MOST_VALUES) return false;
    return distinct.size > 1;
  });
  return [...slices.filter(({ column }) => table.columns.has(column)), ...others.map(([name]) => ownSlice(name))];
}

/** @throws PredictionsMissingError for a slice that the predictions do not have */
export function sliceTable(
  groups: readonly SlicedGroup[],
  reference: MetricReference,
  descriptor: PredictionDescriptor,
  name: string | null,
): SliceTable {
  const { table, units } = groups[0]!.runs[0]!.stored;
  const available = availableSlices(table, descriptor);
  const slice = name === null ? available[0] : available.find((entry) => entry.name === name);
  if (!slice) {
    throw new PredictionsMissingError(
      `The stored predictions cannot be cut by ${name ?? 'anything'}`,
      `Use one of ${available.map((entry) => entry.name).join(', ') || 'another metric'}.`,
    );
  }
  const column = columnOf(table, slice.column);
  const values = [...new Set(units.rows.map((row) => valueOf(slice, column, row)))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const bySeed = groups.map((group) => seedValues(group, slice, values));
  const baseline = groups.findIndex(({ isBaseline }) => isBaseline);
  return {
    split: reference.split,
    metric: reference.metric,
    available: available.map(({ name: id, label }) => ({ name: id, label })),
    slice: { name: slice.name, label: slice.label },
    values: values.map((value) => ({
      value,
      label: slice.labels[value] ?? value,
      units: units.rows.filter((row) => valueOf(slice, column, row) === value).length,
    })),
    rows: groups.map(({ key, label, runs }, index) => ({
      key,
      label,
      n: runs.length,
      cells: bySeed[index]!.map((cell, place) =>
        toCell(cell, index === baseline ? null : (bySeed[baseline]?.[place] ?? null)),
      ),
    })),
    notes: ['Slices come from stored predictions and are described, not tested: they are no planned comparisons.'],
  };
}

type SeedCell = readonly { readonly seed: number; readonly value: number | null }[];

/** @returns one cell for the whole split, then one a value */
function seedValues(group: SlicedGroup, slice: PredictionSlice, values: readonly string[]): readonly SeedCell[] {
  const perSeed = group.runs.map(({ seed, stored: { table, units } }) => {
    const column = columnOf(table, slice.column);
    const whole = metricWhere(units, () => true).value;
    return {
      seed,
      cells: [
        whole,
        ...values.map((value) => metricWhere(units, (row) => valueOf(slice, column, row) === value).value),
      ],
    };
  });
  return ['', ...values].map((_, place) => perSeed.map(({ seed, cells }) => ({ seed, value: cells[place]! })));
}

function toCell(cell: SeedCell, baseline: SeedCell | null): SliceTable['rows'][number]['cells'][number] {
  const known = cell.flatMap(({ value }) => value ?? []);
  const described = known.length === 0 ? null : describe(known);
  const differences = (baseline ?? []).flatMap((before) => {
    const after = cell.find(({ seed }) => seed === before.seed)?.value ?? null;
    return before.value === null || after === null ? [] : [after - before.value];
  });
  return {
    mean: described?.mean ?? null,
    sd: described?.kind === 'sample' ? described.standardDeviation : null,
    difference:
      differences.length === 0 ? null : differences.reduce((sum, value) => sum + value, 0) / differences.length,
    differenceInterval: differences.length < 2 ? null : { ...studentInterval(differences) },
    seeds: cell.map((entry) => ({ ...entry })),
  };
}
