import { linearTicks, toShare, type ValueRange } from './scales';
import { markerPath, SERIES_LOOKS, type SeriesSlot } from './series-look';
import { formatTicks } from './tick-format';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Spoken, and shown on hover: `BOS, predicted 3, ended 1`. */
  readonly text: string;
  /** Short words drawn beside the point; left out where they would only cover others. */
  readonly name?: string;
  /** What the area of the marker stands for, against the largest weight of the chart; 1 for all when left out. */
  readonly weight?: number;
}

export interface ScatterSeries {
  readonly id: string;
  readonly label: string;
  readonly slot: SeriesSlot;
  readonly points: readonly ScatterPoint[];
}

/** Points whose two values have the same scale, so that they agree on the diagonal. */
export interface ScatterModel {
  /** Spoken name and title of saved files. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Of both axes. */
  readonly range: ValueRange;
  /** What the diagonal means: `as predicted`. */
  readonly diagonal: string;
  readonly series: readonly ScatterSeries[];
  readonly format: (value: number) => string;
}

export interface ScatterMark {
  readonly series: ScatterSeries;
  readonly point: ScatterPoint;
  /** Place in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** SVG path of the marker. */
  readonly path: string;
}

export interface ScatterScene {
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly xTicks: readonly { readonly place: number; readonly text: string }[];
  readonly yTicks: readonly { readonly place: number; readonly text: string }[];
  /** Series by series, in the order of their points. */
  readonly marks: readonly ScatterMark[];
}

const RADIUS = { least: 3, usual: 4, most: 12 } as const;
/** CSS pixels between ticks. */
const TICK_GAP = 70;

/**
 * Where everything of a chart lies.
 *
 * @param size   of the whole picture in CSS pixels
 * @param margin room for titles, ticks and names of the axes
 */
export function scatterScene(
  { series, range }: Pick<ScatterModel, 'series' | 'range'>,
  size: { readonly width: number; readonly height: number },
  margin: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
): ScatterScene {
  const plot = {
    left: margin.left,
    right: Math.max(margin.left + 1, size.width - margin.right),
    top: margin.top,
    bottom: Math.max(margin.top + 1, size.height - margin.bottom),
  };
  const xOf = (value: number) => round(plot.left + toShare(value, range, false) * (plot.right - plot.left));
  const yOf = (value: number) => round(plot.bottom - toShare(value, range, false) * (plot.bottom - plot.top));
  const ticks = (room: number, placeOf: (value: number) => number) => {
    const values = linearTicks(range, Math.max(2, Math.floor(room / TICK_GAP)));
    const texts = formatTicks(values);
    return values.map((value, index) => ({ place: placeOf(value), text: texts[index]! }));
  };
  const largest = Math.max(...series.flatMap(({ points }) => points.map(({ weight }) => weight ?? 0)));
  return {
    plot,
    xTicks: ticks(plot.right - plot.left, xOf),
    yTicks: ticks(plot.bottom - plot.top, yOf),
    marks: series.flatMap((one) =>
      one.points.map((point): ScatterMark => {
        const [x, y, radius] = [xOf(point.x), yOf(point.y), radiusOf(point, largest)];
        return { series: one, point, x, y, radius, path: markerPath(SERIES_LOOKS[one.slot].marker, x, y, radius) };
      }),
    ),
  };
}

/** The area grows with the weight, since areas are what people compare. */
function radiusOf({ weight }: ScatterPoint, largest: number): number {
  if (weight === undefined || !(largest > 0)) return RADIUS.usual;
  return round(Math.max(RADIUS.least, RADIUS.most * Math.sqrt(weight / largest)));
}

/** @returns header and cells of the points as a table, for the screen, screen readers and the clipboard */
export function scatterRows({ series, xLabel, yLabel, format }: ScatterModel): {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    header: ['Point', 'Series', xLabel, yLabel],
    rows: series.flatMap(({ label, points }) => points.map(({ text, x, y }) => [text, label, format(x), format(y)])),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
