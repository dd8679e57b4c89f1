import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { alignSeries } from './align-series';
import type { ChartScene, SceneLine } from './chart-scene';
import { drawAnnotations } from './draw-annotations';
import type { PlotState } from './plot-state';
import { SERIES_LOOKS } from './series-look';

/** A uPlot over a scene. The caller owns it and calls `destroy`. */
export interface Plot {
  /** Draws new data or colours; nothing moves by itself, lines only grow. */
  update(state: PlotState): void;
  resize(width: number, height: number): void;
  /** Puts the cursor on the point at `x`; null takes it away. */
  readAt(x: number | null): void;
  /** All x that have a point, ascending. */
  positions(): readonly number[];
  /** Left edge of a value in CSS pixels of the host. */
  leftOf(x: number): number;
  destroy(): void;
}

export const AXIS_WIDTH = 52;
const AXIS_HEIGHT = 24;
/** Room for the last values at the right of the lines. */
export const RIGHT_PADDING = 58;
const TOP_PADDING = 10;

/** @returns the part of the chart that lines are drawn in, in CSS pixels */
export const plotSize = (width: number, height: number) => ({
  width: Math.max(1, width - AXIS_WIDTH - RIGHT_PADDING),
  height: Math.max(1, height - AXIS_HEIGHT - TOP_PADDING),
});

/**
 * @param host     empty element; it gets uPlot's canvas
 * @param onCursor told the x of the point under the cursor, null when there is none
 */
export function createPlot(
  host: HTMLElement,
  first: PlotState,
  size: { readonly width: number; readonly height: number },
  onCursor: (x: number | null) => void,
): Plot {
  let state = first;
  let shape = shapeOf(first.scene);
  let plot = build();

  function build(): uPlot {
    return new uPlot(
      plotOptions(() => state, size, onCursor),
      columnsOf(state.scene),
      host,
    );
  }

  return {
    update(next) {
      state = next;
      const nextShape = shapeOf(next.scene);
      if (nextShape === shape) {
        plot.setData(columnsOf(next.scene));
        return;
      }
      shape = nextShape;
      plot.destroy();
      plot = build();
    },
    resize: (width, height) => {
      size = { width, height };
      plot.setSize(size);
    },
    readAt: (x) =>
      plot.setCursor(
        x === null ? { left: -10, top: -10 } : { left: plot.valToPos(x, 'x'), top: plot.over.clientHeight / 2 },
      ),
    positions: () => plot.data[0] as readonly number[],
    leftOf: (x) => plot.over.offsetLeft + plot.valToPos(x, 'x'),
    destroy: () => plot.destroy(),
  };
}

const hasEnvelope = ({ series }: SceneLine): boolean => series.low !== undefined && series.high !== undefined;

/** Changes when the columns do: then uPlot is made anew. */
const shapeOf = ({ lines, isLog }: ChartScene): string =>
  [isLog, ...lines.map((line) => `${line.series.id}/${line.series.slot}/${hasEnvelope(line)}/${line.isSmoothed}`)].join(
    ' ',
  );

/** Columns of a line, in drawing order: envelope, thin raw line under a smoothed one, the line. */
function columnsOfLine({ series, line, isSmoothed }: SceneLine): readonly (readonly number[])[] {
  const envelope = series.low !== undefined && series.high !== undefined ? [series.high, series.low] : [];
  return [...envelope, ...(isSmoothed ? [series.y] : []), line];
}

function columnsOf({ lines, isLog, x }: ChartScene): uPlot.AlignedData {
  const flat = lines.flatMap((line) => columnsOfLine(line).map((y) => ({ x: line.series.x, y })));
  const aligned = alignSeries(flat, isLog);
  // Without a point uPlot draws no axes: two x without values keep the frame.
  if (aligned.x.length === 0)
    return [[x.min, x.max], ...(flat.length === 0 ? [[null, null]] : flat.map(() => [null, null]))];
  return [aligned.x, ...aligned.columns.map((column) => [...column])];
}

function plotOptions(
  read: () => PlotState,
  size: { readonly width: number; readonly height: number },
  onCursor: (x: number | null) => void,
): uPlot.Options {
  const { scene } = read();
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const line of scene.lines) {
    const { token, dash } = SERIES_LOOKS[line.series.slot];
    const colour = () => read().palette.series[token]!;
    if (hasEnvelope(line)) {
      bands.push({
        series: [series.length, series.length + 1],
        fill: () => withOpacity(colour(), read().palette.envelopeOpacity),
      });
      series.push(invisible(), invisible());
    }
    if (line.isSmoothed) series.push(visible(() => withOpacity(colour(), 0.55), 0.8, []));
    series.push(visible(colour, 1.6, dash));
  }
  if (series.length === 1) series.push(invisible());
  return {
    ...size,
    series,
    bands,
    legend: { show: false },
    padding: [TOP_PADDING, RIGHT_PADDING, 0, 0],
    scales: {
      x: { time: false, range: () => [read().scene.x.min, read().scene.x.max] },
      y: { distr: scene.isLog ? 3 : 1, range: () => [read().scene.y.min, read().scene.y.max] },
    },
    axes: [xAxis(read), yAxis(read)],
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
    hooks: {
      draw: [(plot) => drawAnnotations(plot, read())],
      setCursor: [({ cursor: { idx }, data: [x] }) => onCursor(typeof idx === 'number' ? (x[idx] ?? null) : null)],
    },
  };
}

const invisible = (): uPlot.Series => ({ stroke: 'transparent', width: 0, points: { show: false } });
const visible = (stroke: () => string, width: number, dash: readonly number[]): uPlot.Series => ({
  stroke,
  width,
  dash: [...dash],
  points: { show: false },
  spanGaps: false,
});

const axis = (read: () => PlotState): uPlot.Axis => ({
  stroke: () => read().palette.text3,
  font: `11px ${read().palette.fontFamily}`,
  ticks: { show: false },
  gap: 6,
});

const xAxis = (read: () => PlotState): uPlot.Axis => ({
  ...axis(read),
  size: AXIS_HEIGHT,
  grid: { show: false },
  border: { show: true, width: 1, stroke: () => read().palette.axis },
  splits: () => read().scene.xTicks.map(({ value }) => value),
  values: () => read().scene.xTicks.map(({ text }) => text),
});

const yAxis = (read: () => PlotState): uPlot.Axis => ({
  ...axis(read),
  size: AXIS_WIDTH,
  grid: { stroke: () => read().palette.grid, width: 1 },
  splits: () => read().scene.yTicks.map(({ value }) => value),
  values: () => read().scene.yTicks.map(({ text }) => text),
});

/** @returns a colour of the form `#rrggbb` with an opacity from 0 to 1 */
export function withOpacity(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
