import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { MenuItem } from '../menu';
import { ChartLegend } from './chart-legend';
import { ChartMenu, checkedItem } from './chart-menu';
import { ChartTable, figuresTable, HIDDEN_LIMIT, SHOWN_LIMIT } from './chart-table';
import { ChartTooltip } from './chart-tooltip';
import { isEmptyChart, type ChartBaseline, type ChartModel, type ChartSeries } from './chart-model';
import { chartRows, formatX, readingsAt } from './chart-rows';
import { chartScene } from './chart-scene';
import { useChartPalette } from './palette';
import { createPlot, plotSize, type Plot } from './plot';
import { useElementSize } from './use-element-size';
import { writeSvg } from './write-svg';
import './line-chart.css';

export interface LineChartProps {
  readonly title: string;
  /** What is measured, in grey beside the title. */
  readonly detail?: ReactNode;
  readonly series: readonly ChartSeries[];
  readonly baselines?: readonly ChartBaseline[];
  readonly xLabel: string;
  /** Where the x axis ends, for example the planned epochs. */
  readonly xMax?: number | null;
  readonly format: (value: number) => string;
  /** One sentence for an empty chart. */
  readonly emptyText: string;
  readonly loading?: boolean;
  /** A short fact at the right of the header, in place of a legend of one. */
  readonly note?: ReactNode;
  /** Starts saved file names: `A9, seed 123`. */
  readonly fileTitle?: string;
}

const NO_BASELINES: readonly ChartBaseline[] = [];
const SMOOTHING_STEPS = [
  { weight: 0, label: 'No smoothing' },
  { weight: 0.6, label: 'Smooth lightly (0.6)' },
  { weight: 0.9, label: 'Smooth strongly (0.9)' },
] as const;
const SAVED_SIZE = { width: 880, height: 480 };

/** Lines over epochs or steps. It grows with its data without moving by itself; arrows read the points one by one. */
export function LineChart({
  title,
  detail,
  series,
  baselines = NO_BASELINES,
  xLabel,
  xMax = null,
  format,
  emptyText,
  loading = false,
  note,
  fileTitle,
}: LineChartProps) {
  const [isLog, setLog] = useState(false);
  const [smoothing, setSmoothing] = useState<number>(0);
  const [isTable, setTable] = useState(false);
  const model = useMemo<ChartModel>(
    () => ({ title, series, baselines, xLabel, xMax, isLog, smoothing, format }),
    [title, series, baselines, xLabel, xMax, isLog, smoothing, format],
  );
  const isEmpty = isEmptyChart(model);
  const palette = useChartPalette();

  const svg = () => writeSvg(chartScene(model, SAVED_SIZE), model, palette, SAVED_SIZE);
  const choices: readonly (MenuItem | null)[] = [
    checkedItem('Logarithmic axis', isLog, () => setLog(!isLog)),
    null,
    ...SMOOTHING_STEPS.map(({ weight, label }) => checkedItem(label, smoothing === weight, () => setSmoothing(weight))),
    null,
  ];

  return (
    <section className="line-chart" aria-label={title}>
      <header className="line-chart-head">
        <h2 className="strong">{title}</h2>
        <span className="text-3 text-xs ellipsis">
          {detail}
          {isLog && ' log axis'}
          {smoothing > 0 && ` smoothed ${smoothing}`}
        </span>
        <span className="grow" />
        {note !== undefined && <span className="line-chart-note text-3 text-xs">{note}</span>}
        {series.length > 1 && <ChartLegend series={series} />}
        <ChartMenu
          title={title}
          items={choices}
          isTable={isTable}
          onTableChange={setTable}
          data={() => dataOf(model)}
          picture={() => ({ text: svg(), size: SAVED_SIZE })}
          fileTitle={fileTitle}
        />
      </header>
      {!isTable && <PlotArea model={model} isEmpty={isEmpty} loading={loading} emptyText={emptyText} />}
      <PointTable model={model} isOnScreen={isTable} />
    </section>
  );
}

function dataOf(model: ChartModel): readonly (readonly string[])[] {
  const { header, rows } = chartRows(model, Infinity);
  return [header, ...rows];
}

function PointTable({ model, isOnScreen }: { readonly model: ChartModel; readonly isOnScreen: boolean }) {
  const { header, rows, left } = useMemo(
    () => chartRows(model, isOnScreen ? SHOWN_LIMIT : HIDDEN_LIMIT),
    [model, isOnScreen],
  );
  return (
    <ChartTable
      title={model.title}
      caption={
        <>
          {model.title} by {model.xLabel}
          {left > 0 && `, ${left} points between are left out`}
          {model.baselines.map(({ label, value }) => `, ${label} ${model.format(value)}`)}
        </>
      }
      table={figuresTable(header, rows)}
      isOnScreen={isOnScreen}
    />
  );
}

/** Canvas, cursor and sentence; takes the focus so that arrows can read the points. */
function PlotArea({
  model,
  isEmpty,
  loading,
  emptyText,
}: {
  readonly model: ChartModel;
  readonly isEmpty: boolean;
  readonly loading: boolean;
  readonly emptyText: string;
}) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const size = useElementSize(host);
  const palette = useChartPalette();
  const plot = useRef<Plot | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  const scene = useMemo(
    () => (size === null ? null : chartScene(model, plotSize(size.width, size.height))),
    [model, size],
  );

  // One uPlot for the life of the element: data, colours and size are given to it afterwards.
  useEffect(
    () => () => {
      plot.current?.destroy();
      plot.current = null;
    },
    [host],
  );
  useEffect(() => {
    if (host === null || scene === null || size === null) return;
    if (plot.current === null) plot.current = createPlot(host, { scene, palette }, size, setCursor);
    else plot.current.update({ scene, palette });
  }, [host, scene, palette, size]);
  useEffect(() => {
    if (size !== null) plot.current?.resize(size.width, size.height);
  }, [size]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextReading(event.key, plot.current?.positions() ?? [], cursor);
    if (next === undefined || isEmpty) return;
    event.preventDefault();
    plot.current?.readAt(next);
    if (next !== null) setSpoken(sentenceAt(model, next));
  };

  return (
    <div
      className="line-chart-plot"
      role="group"
      aria-roledescription="chart"
      aria-label={`${model.title} by ${model.xLabel}. ${summary(model)} Left and right read the points.`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => plot.current?.readAt(null)}
    >
      <div ref={setHost} className="line-chart-canvas" aria-hidden="true" />
      {isEmpty && !loading && <p className="line-chart-empty">{emptyText}</p>}
      {isEmpty && loading && <LoadingBars />}
      {!isEmpty && cursor !== null && plot.current !== null && size !== null && (
        <ChartTooltip model={model} x={cursor} left={plot.current.leftOf(cursor)} width={size.width} />
      )}
      <span className="visually-hidden" role="status">
        {spoken}
      </span>
    </div>
  );
}

/** Grey bars in the frame while the data is read; they appear after 200 ms. */
function LoadingBars() {
  return (
    <div className="line-chart-loading" role="status" aria-label="Reading the points">
      {[72, 54, 44, 38, 34, 32].map((height) => (
        <span key={height} style={{ height: `${height}%` }} />
      ))}
    </div>
  );
}

/** @returns the x to read after a key, null to take the cursor away, undefined when the key means nothing here */
function nextReading(key: string, positions: readonly number[], cursor: number | null): number | null | undefined {
  if (key === 'Escape') return cursor === null ? undefined : null;
  if (key === 'Home') return positions[0];
  if (key === 'End') return positions.at(-1);
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  if (cursor === null) return positions.at(-1);
  const index = positions.indexOf(cursor) + (key === 'ArrowLeft' ? -1 : 1);
  return positions[Math.max(0, Math.min(positions.length - 1, index))];
}

const sentenceAt = (model: ChartModel, x: number): string =>
  `${model.xLabel} ${formatX(x)}: ${model.series.map(({ label }, index) => `${label} ${readingsAt(model, x)[index]!}`).join(', ')}`;

function summary(model: ChartModel): string {
  const lasts = model.series.flatMap(({ label, x, y }) => {
    const index = y.findLastIndex(Number.isFinite);
    return index < 0 ? [] : [`${label} ${model.format(y[index]!)} at ${formatX(x[index]!)}`];
  });
  return lasts.length === 0 ? 'No points yet.' : `${lasts.join(', ')}.`;
}
