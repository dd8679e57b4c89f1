import { isEmptyChart, type ChartModel, type ChartSeries } from './chart-model';
import { formatLogTicks, formatTicks } from './tick-format';
import { linearRange, linearTicks, logRange, logTicks, type ValueRange } from './scales';
import { smooth } from './smooth';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

export interface SceneLine {
  readonly series: ChartSeries;
  /** What is drawn thick: the mean when smoothing is on, else the values. */
  readonly line: readonly number[];
  readonly isSmoothed: boolean;
  /** Last finite point of the values, not of the mean. */
  readonly last: { readonly x: number; readonly y: number; readonly text: string } | null;
  readonly checkpoint: { readonly x: number; readonly y: number; readonly label: string } | null;
}

/** Everything that canvas, SVG and data table draw from: numbers, no pixels. */
export interface ChartScene {
  readonly x: ValueRange;
  readonly y: ValueRange;
  readonly isLog: boolean;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly lines: readonly SceneLine[];
  readonly baselines: readonly { readonly value: number; readonly text: string }[];
}

/** Room of the plot in CSS pixels. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

const PIXELS_PER_X_TICK = 64;
const PIXELS_PER_Y_TICK = 52;

/** @returns ranges, ticks and lines of a chart; the axes of an empty one run from 0 to 1 and to `xMax` */
export function chartScene(model: ChartModel, size: PlotSize): ChartScene {
  const lines = model.series.map((series) => sceneLine(series, model));
  // Alone on the axes a baseline would only cross the sentence that stands there.
  const shown = isEmptyChart(model) ? [] : model.baselines;
  const baselines = shown.filter(({ value }) => Number.isFinite(value) && (!model.isLog || value > 0));
  const values = [...shownValues(model.series), ...baselines.map(({ value }) => value)];
  const y = model.isLog ? logRange(values) : linearRange(values);
  const x = xRange(model);
  const yTicks = model.isLog ? logTicks(y) : linearTicks(y, Math.max(2, Math.floor(size.height / PIXELS_PER_Y_TICK)));
  const yTexts = model.isLog ? formatLogTicks(yTicks) : formatTicks(yTicks);
  // Epochs and steps are whole numbers: 2.5 is no tick.
  const xTicks = linearTicks(x, Math.max(2, Math.floor(size.width / PIXELS_PER_X_TICK))).filter(Number.isInteger);
  const xTexts = formatTicks(xTicks);
  return {
    x,
    y,
    isLog: model.isLog,
    xTicks: xTicks.map((value, index) => ({ value, text: xTexts[index]! })),
    yTicks: yTicks.map((value, index) => ({ value, text: yTexts[index]! })),
    lines,
    baselines: baselines.map(({ label, value }) => ({ value, text: `${label} ${model.format(value)}` })),
  };
}

function sceneLine(series: ChartSeries, { smoothing, format, isLog }: ChartModel): SceneLine {
  const visible = (value: number) => Number.isFinite(value) && (!isLog || value > 0);
  const lastIndex = series.y.findLastIndex(visible);
  const at = series.checkpoint === undefined ? -1 : nearestIndex(series.x, series.checkpoint.x);
  const checkpointValue = series.y[at];
  return {
    series,
    line: smooth(series.y, smoothing),
    isSmoothed: smoothing > 0,
    last:
      lastIndex < 0 ? null : { x: series.x[lastIndex]!, y: series.y[lastIndex]!, text: format(series.y[lastIndex]!) },
    checkpoint:
      series.checkpoint !== undefined && checkpointValue !== undefined && visible(checkpointValue)
        ? { x: series.x[at]!, y: checkpointValue, label: series.checkpoint.label }
        : null,
  };
}

function xRange({ series, xMax }: ChartModel): ValueRange {
  const last = Math.max(...series.map(({ x }) => x.at(-1) ?? -Infinity), xMax ?? 0);
  return { min: 0, max: last > 0 ? last : 1 };
}

function* shownValues(series: readonly ChartSeries[]): Iterable<number> {
  for (const { y, low, high } of series) {
    yield* y;
    if (low !== undefined) yield* low;
    if (high !== undefined) yield* high;
  }
}

/** @returns index of the x that is nearest, -1 when there are none; x ascends */
export function nearestIndex(x: readonly number[], wanted: number): number {
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= wanted) low = middle;
    else high = middle;
  }
  if (x.length === 0) return -1;
  return Math.abs(x[low]! - wanted) <= Math.abs(x[high]! - wanted) ? low : high;
}
