import type { SeriesSlot } from './series-look';

/** One line of a chart. */
export interface ChartSeries {
  readonly id: string;
  /** Words in the legend. */
  readonly label: string;
  readonly slot: SeriesSlot;
  /** Ascending. */
  readonly x: readonly number[];
  /** One a point; a value that is not finite is a gap. */
  readonly y: readonly number[];
  /** Extremes behind each point of a reduced line, drawn as an envelope; left out when every point is itself. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** What lies between them, for the legend: `± sd`. Left out: the extremes. */
  readonly bandWords?: string;
  /** The point that ships, drawn as a diamond with its words. */
  readonly checkpoint?: { readonly x: number; readonly label: string };
}

/** A value to measure the lines against, drawn dotted with its words. */
export interface ChartBaseline {
  readonly label: string;
  readonly value: number;
}

export interface ChartModel {
  /** Spoken name and title of saved files. */
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly baselines: readonly ChartBaseline[];
  /** What x counts: `epoch`. */
  readonly xLabel: string;
  /** Where the x axis ends; it grows when the data goes on. */
  readonly xMax: number | null;
  readonly isLog: boolean;
  /** Share of the past in the exponential mean, 0 = off. */
  readonly smoothing: number;
  /** Text of a value with its digits. */
  readonly format: (value: number) => string;
}

/** @returns whether a chart has nothing to draw */
export const isEmptyChart = ({ series }: Pick<ChartModel, 'series'>): boolean =>
  series.every(({ y }) => !y.some(Number.isFinite));
