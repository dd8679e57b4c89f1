import type { LadderSettings, LadderStage } from '#contract/config/ladder';
import { metricDescriptor } from '#contract/metrics';
import { cellValues, seedStates } from './cell-values';
import type { Cell, Evidence } from './evidence';

type Tuning = NonNullable<LadderStage['tune']>;
type SettingValue = LadderSettings[string];

export interface TuningAxis {
  readonly key: string;
  /** The axis before it has no best value yet. */
  readonly isWaiting: boolean;
  readonly values: readonly {
    readonly value: SettingValue;
    /** null while waiting. */
    readonly cell: Cell | null;
    /** Mean over the seeds of the tuning; null while unfinished, or when none has a finite value. */
    readonly mean: number | null;
    readonly runIds: readonly string[];
    readonly isBest: boolean;
  }[];
}

export interface TuningState {
  readonly axes: readonly TuningAxis[];
  /** Best value of each finished axis. */
  readonly carried: LadderSettings;
  readonly isComplete: boolean;
  /** Cells that can be trained now or have been. */
  readonly cells: readonly Cell[];
}

export const directionSign = (metric: string): 1 | -1 =>
  metricDescriptor(metric.slice(metric.indexOf('.') + 1)).direction === 'minimize' ? -1 : 1;

/** One axis at a time: the best value of each is carried on to the next, as soon as all its runs have ended. */
export function tuneStage(
  { axes }: Tuning,
  variant: Cell,
  metric: string,
  seeds: readonly number[],
  evidence: Evidence,
): TuningState {
  const carried: LadderSettings = {};
  const states: TuningAxis[] = [];
  let isOpen = true;
  for (const { key, values } of axes) {
    const axis: AxisReading = isOpen
      ? readAxis(key, values, { ...variant, seeds }, carried, metric, evidence)
      : waiting(key, values);
    states.push(axis.state);
    if (axis.isEnded && axis.best !== undefined) carried[key] = axis.best;
    isOpen = isOpen && axis.isEnded;
  }
  return {
    axes: states,
    carried,
    isComplete: isOpen,
    cells: states.flatMap(({ values }) => values.flatMap(({ cell }) => cell ?? [])),
  };
}

interface AxisReading {
  readonly state: TuningAxis;
  readonly isEnded: boolean;
  readonly best?: SettingValue;
}

const waiting = (key: string, values: readonly SettingValue[]): AxisReading => ({
  state: {
    key,
    isWaiting: true,
    values: values.map((value) => ({ value, cell: null, mean: null, runIds: [], isBest: false })),
  },
  isEnded: false,
});

function readAxis(
  key: string,
  values: readonly SettingValue[],
  variant: Cell,
  carried: LadderSettings,
  metric: string,
  evidence: Evidence,
): AxisReading {
  const entries = values.map((value) => {
    const cell: Cell = {
      ...variant,
      id: `${key}=${String(value)}`,
      label: `${variant.label}, ${key} ${String(value)}`,
      settings: { ...variant.settings, ...carried, [key]: value },
    };
    const known = [...cellValues(evidence, cell, metric).values()];
    const isEnded = seedStates(evidence, cell).every(({ state }) => state === 'done');
    const isComplete = known.length === cell.seeds.length;
    const mean = isComplete ? known.reduce((sum, entry) => sum + entry.value, 0) / known.length : null;
    return { value, cell, mean, isEnded, runIds: known.map(({ runId }) => runId) };
  });
  const isEnded = entries.every((entry) => entry.isEnded);
  const sign = directionSign(metric);
  // A value whose runs diverged has no mean and cannot win; of equals the one named first does.
  const best = isEnded
    ? entries
        .filter(({ mean }) => mean !== null)
        .reduce<(typeof entries)[number] | null>(
          (winner, entry) => (winner === null || sign * entry.mean! > sign * winner.mean! ? entry : winner),
          null,
        )
    : null;
  return {
    state: {
      key,
      isWaiting: false,
      values: entries.map(({ value, cell, mean, runIds, ...rest }) => ({
        value,
        cell,
        mean,
        runIds,
        isBest: best !== null && rest.isEnded && value === best.value,
      })),
    },
    isEnded,
    ...(best ? { best: best.value } : {}),
  };
}
