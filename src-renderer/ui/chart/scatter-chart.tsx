import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ChartMenu } from './chart-menu';
import { ChartTable, figuresTable } from './chart-table';
import { useChartPalette } from './palette';
import { scatterRows, scatterScene, type ScatterMark, type ScatterModel, type ScatterScene } from './scatter-scene';
import { markerPath, SERIES_LOOKS, type SeriesSlot } from './series-look';
import { useElementSize } from './use-element-size';
import { writeScatterSvg } from './write-scatter-svg';
import './line-chart.css';
import './scatter-chart.css';

export interface ScatterChartProps {
  readonly model: ScatterModel;
  /** In grey beside the title. */
  readonly detail?: ReactNode;
  /** One sentence for a chart without points. */
  readonly emptyText: string;
  /** Starts saved file names. */
  readonly fileTitle: string;
}

const MARGIN = { left: 56, right: 20, top: 10, bottom: 40 };
const SAVED_SIZE = { width: 720, height: 640 };

/** Points over a diagonal. Left and right read them one by one; the menu has the table and saves pictures. */
export function ScatterChart({ model, detail, emptyText, fileTitle }: ScatterChartProps) {
  const [isTable, setTable] = useState(false);
  const palette = useChartPalette();
  const isEmpty = model.series.every(({ points }) => points.length === 0);
  const table = useMemo(() => scatterRows(model), [model]);
  return (
    <section className="scatter-chart" aria-label={model.title}>
      <header className="line-chart-head">
        <h2 className="strong">{model.title}</h2>
        <span className="text-3 text-xs ellipsis">{detail}</span>
        <span className="grow" />
        <ul className="chart-legend">
          {model.series.map(({ id, label, slot }) => (
            <li key={id}>
              <MarkerSample slot={slot} /> {label}
            </li>
          ))}
        </ul>
        <ChartMenu
          title={model.title}
          isTable={isTable}
          onTableChange={setTable}
          data={() => [table.header, ...table.rows]}
          picture={() => ({ text: writeScatterSvg(model, palette, SAVED_SIZE), size: SAVED_SIZE })}
          fileTitle={fileTitle}
        />
      </header>
      {isEmpty && <p className="scatter-empty">{emptyText}</p>}
      {!isEmpty && !isTable && <Plot model={model} />}
      <ChartTable
        title={model.title}
        caption={`${model.title}: ${model.yLabel} by ${model.xLabel}`}
        table={figuresTable(table.header, table.rows)}
        isOnScreen={isTable}
      />
    </section>
  );
}

function MarkerSample({ slot }: { readonly slot: SeriesSlot }) {
  const { token, marker } = SERIES_LOOKS[slot];
  return (
    <svg width="12" height="12" aria-hidden="true">
      <path d={markerPath(marker, 6, 6, 4)} stroke={`var(${token})`} fill={`var(${token})`} fillOpacity={0.35} />
    </svg>
  );
}

function Plot({ model }: { readonly model: ScatterModel }) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const room = useElementSize(host);
  // As high as wide at most: the diagonal shall look like one.
  const size = useMemo(() => room && { width: room.width, height: Math.min(room.height, room.width) }, [room]);
  const scene = useMemo(() => (size === null ? null : scatterScene(model, size, MARGIN)), [model, size]);
  const [read, setRead] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  // From left to right, so that the arrows go the way the eye does.
  const order = useMemo(
    () => (scene?.marks ?? []).map((_, index) => index).sort((a, b) => scene!.marks[a]!.x - scene!.marks[b]!.x),
    [scene],
  );
  const marks = scene?.marks ?? [];
  const active = read === null ? undefined : marks[read];
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextMark(event.key, order, read);
    if (next === undefined) return;
    event.preventDefault();
    setRead(next);
    if (next !== null) setSpoken(marks[next]!.point.text);
  };
  return (
    <div
      className="scatter-plot"
      role="group"
      aria-roledescription="chart"
      aria-label={`${model.title}: ${model.yLabel} by ${model.xLabel}, ${marks.length} points. Left and right read them.`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => setRead(null)}
    >
      <p className="scatter-reading" aria-hidden="true">
        {active === undefined
          ? 'Point at a marker, or use the arrows, to read it.'
          : `${active.series.label}: ${active.point.text}`}
      </p>
      <div ref={setHost} className="scatter-canvas" aria-hidden="true">
        {scene !== null && size !== null && (
          <svg width={size.width} height={size.height}>
            <Frame scene={scene} model={model} height={size.height} />
            {marks.map((mark, index) => (
              <Mark
                key={`${mark.series.id}:${index}`}
                mark={mark}
                isActive={index === read}
                onPoint={() => setRead(index)}
                onLeave={() => setRead(null)}
              />
            ))}
          </svg>
        )}
      </div>
      <span className="visually-hidden" role="status">
        {spoken}
      </span>
    </div>
  );
}

/** @returns the mark to read after a key, null to read none, undefined when the key means nothing here */
function nextMark(key: string, order: readonly number[], read: number | null): number | null | undefined {
  if (order.length === 0) return undefined;
  if (key === 'Escape') return read === null ? undefined : null;
  if (key === 'Home') return order[0];
  if (key === 'End') return order.at(-1);
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  if (read === null) return order[0];
  const place = order.indexOf(read) + (key === 'ArrowLeft' ? -1 : 1);
  return order[Math.max(0, Math.min(order.length - 1, place))];
}

function Frame({
  scene: { plot, xTicks, yTicks },
  model,
  height,
}: {
  readonly scene: ScatterScene;
  readonly model: ScatterModel;
  readonly height: number;
}) {
  const middle = (plot.top + plot.bottom) / 2;
  return (
    <>
      {yTicks.map(({ place, text }) => (
        <g key={text}>
          <path d={`M${plot.left} ${place}H${plot.right}`} className="scatter-grid" />
          <text x={plot.left - 8} y={place + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ place, text }) => (
        <text key={text} x={place} y={plot.bottom + 16} textAnchor="middle">
          {text}
        </text>
      ))}
      <path d={`M${plot.left} ${plot.bottom}H${plot.right}`} className="scatter-axis" />
      <path d={`M${plot.left} ${plot.bottom}L${plot.right} ${plot.top}`} className="scatter-diagonal" />
      <text x={plot.right - 26} y={plot.top + 12} textAnchor="end">
        {model.diagonal}
      </text>
      <text x={(plot.left + plot.right) / 2} y={height - 6} textAnchor="middle">
        {model.xLabel}
      </text>
      <text x={14} y={middle} textAnchor="middle" transform={`rotate(-90 14 ${middle})`}>
        {model.yLabel}
      </text>
    </>
  );
}

function Mark({
  mark: { series, point, x, y, radius, path },
  isActive,
  onPoint,
  onLeave,
}: {
  readonly mark: ScatterMark;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onLeave: () => void;
}) {
  const colour = `var(${SERIES_LOOKS[series.slot].token})`;
  return (
    <g>
      <path
        d={path}
        stroke={colour}
        fill={colour}
        className="scatter-mark"
        data-active={isActive || undefined}
        onMouseEnter={onPoint}
        onMouseLeave={onLeave}
      />
      {point.name !== undefined && (
        <text x={x + radius + 3} y={y + 4} className="scatter-name">
          {point.name}
        </text>
      )}
    </g>
  );
}
