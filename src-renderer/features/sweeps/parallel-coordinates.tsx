import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { StudyDetail, Trial } from '#contract/sweeps';
import { metricDescriptor } from '#contract/metrics';
import { formatNumber } from '../../lib/format';
import type { TableText } from '../../lib/table-text';
import { Button } from '../../ui/button';
import { PictureChart } from '../../ui/chart/picture-chart';
import type { ElementSize } from '../../ui/chart/use-element-size';
import { goodnessColour } from './chart-colours';
import {
  brushAfterKey,
  goodness,
  isWithinBrushes,
  objectiveRange,
  withBrush,
  type Brushes,
  type ParallelAxis,
} from './parallel-axes';
import { linePath } from './parallel-path';
import { parameterText } from './parameter-text';

export interface ParallelCoordinatesProps {
  readonly detail: StudyDetail;
  readonly axes: readonly ParallelAxis[];
  readonly brushes: Brushes;
  readonly onBrushesChange: (brushes: Brushes) => void;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
}

const MARGIN = { left: 76, right: 60, top: 42, bottom: 26 };
/** More lines than these are one blot; the newest ones are drawn. */
const MOST_LINES = 600;
const WHOLE = [0, 1] as const;

/** A line a trial across one upright axis a parameter. Ranges on axes filter the table below; their ends move by keys too. */
export function ParallelCoordinates(props: ParallelCoordinatesProps) {
  const { detail, axes, brushes, onBrushesChange } = props;
  const { objective, name } = detail.summary;
  const { label, digits } = metricDescriptor(objective.metric);
  const ended = useMemo(() => detail.trials.filter(({ endedAs }) => endedAs !== null), [detail.trials]);
  const range = objectiveRange(ended);
  const inside = ended.filter((trial) => isWithinBrushes(trial, axes, brushes)).length;
  const isFiltered = Object.keys(brushes).length > 0;
  const drawn = ended.slice(-MOST_LINES);
  return (
    <PictureChart
      title={`Parameters of ${ended.length} trials`}
      detail={isFiltered ? `${inside} inside the ranges` : 'drag along an axis to select'}
      fileTitle={name}
      role="group"
      emptyText={ended.length === 0 ? 'No trial has ended yet: each will be a line across its parameters.' : null}
      summary={`${axes.length} axes. The ends of each axis are sliders: arrows narrow the range, Escape clears it.`}
      table={parallelTable(ended, axes, label, digits)}
      legend={
        <>
          {isFiltered && (
            <Button size="small" icon="close" onClick={() => onBrushesChange({})}>
              Clear ranges
            </Button>
          )}
          <span className="sweep-legend">
            <svg width="20" height="8" aria-hidden="true">
              <path d="M0 4H20" className="sweep-line-lost" />
            </svg>
            no objective
          </span>
          {range !== null && (
            <GoodnessScale
              range={range}
              direction={objective.direction}
              format={(value) => formatNumber(value, digits)}
            />
          )}
        </>
      }
      draw={(size) => <Drawing {...props} size={size} drawn={drawn} />}
    />
  );
}

function GoodnessScale({
  range,
  direction,
  format,
}: {
  readonly range: readonly [number, number];
  readonly direction: 'maximize' | 'minimize';
  readonly format: (value: number) => string;
}) {
  const [worst, best] = direction === 'maximize' ? range : [range[1], range[0]];
  return (
    <span className="sweep-legend" title="From the worst to the best finished trial">
      {format(worst)}
      <span className="sweep-scale" aria-hidden="true">
        {Array.from({ length: 7 }, (_, step) => (
          <span key={step} style={{ background: goodnessColour(step / 6) }} />
        ))}
      </span>
      {format(best)}
    </span>
  );
}

function parallelTable(
  trials: readonly Trial[],
  axes: readonly ParallelAxis[],
  objective: string,
  digits: number,
): TableText {
  const parameters = axes.slice(0, -1);
  return {
    columns: [
      { title: 'Trial', align: 'right' },
      ...parameters.map(({ id }) => ({ title: id, align: 'right' as const })),
      { title: objective, align: 'right' },
    ],
    rows: trials.map((trial) => [
      String(trial.number),
      ...parameters.map(({ id }) => parameterText(trial.parameters[id])),
      formatNumber(trial.objective, digits),
    ]),
  };
}

interface DrawingProps extends ParallelCoordinatesProps {
  readonly size: ElementSize;
  readonly drawn: readonly Trial[];
}

function Drawing({ detail, axes, brushes, onBrushesChange, selected, onSelect, size, drawn }: DrawingProps) {
  const { direction } = detail.summary.objective;
  const best = detail.summary.best?.number ?? null;
  const range = objectiveRange(drawn);
  const top = MARGIN.top;
  const bottom = size.height - MARGIN.bottom;
  const span = size.width - MARGIN.left - MARGIN.right;
  const xOf = (index: number) => MARGIN.left + (axes.length === 1 ? span / 2 : (span * index) / (axes.length - 1));
  const yOf = (place: number) => bottom - place * (bottom - top);
  const placeAt = (y: number) => (bottom - y) / (bottom - top);
  // Good trials lie on top of bad ones, the best and the selected one on top of all.
  const rank = (trial: Trial) =>
    trial.number === selected ? 3 : trial.number === best ? 2 : (goodness(trial, range, direction) ?? -1);
  const ordered = [...drawn].sort((a, b) => rank(a) - rank(b));
  return (
    <>
      {ordered.map((trial) => {
        const share = goodness(trial, range, direction);
        const isInside = isWithinBrushes(trial, axes, brushes);
        const isMain = trial.number === selected || trial.number === best;
        const path = linePath(
          axes.map((axis, index) => {
            const place = axis.placeOf(trial);
            return place === null ? null : { x: xOf(index), y: yOf(place) };
          }),
        );
        return (
          <path
            key={trial.number}
            d={path}
            className={share === null ? 'sweep-line sweep-line-lost' : 'sweep-line'}
            style={{
              ...(share === null ? {} : { stroke: goodnessColour(share) }),
              strokeWidth: isMain ? 2.4 : 1.2,
              opacity: isInside ? 1 : 0.08,
            }}
            onClick={() => onSelect(trial.number)}
          >
            <title>{`Trial ${trial.number}`}</title>
          </path>
        );
      })}
      {axes.map((axis, index) => (
        <Axis
          key={axis.id}
          axis={axis}
          x={xOf(index)}
          isFirst={index === 0}
          isLast={index === axes.length - 1}
          yOf={yOf}
          placeAt={placeAt}
          width={axes.length > 1 ? span / (axes.length - 1) : span}
          brush={brushes[axis.id]}
          onBrush={(next) => onBrushesChange(withBrush(brushes, axis.id, next))}
        />
      ))}
    </>
  );
}

interface AxisProps {
  readonly axis: ParallelAxis;
  readonly x: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly width: number;
  readonly yOf: (place: number) => number;
  readonly placeAt: (y: number) => number;
  readonly brush: readonly [number, number] | undefined;
  readonly onBrush: (range: readonly [number, number] | null) => void;
}

/** A click without a way is no range. */
const LEAST_RANGE = 0.02;
const LABEL_CHARACTER = 6.2;

function Axis({ axis, x, isFirst, isLast, width, yOf, placeAt, brush, onBrush }: AxisProps) {
  const from = useRef<number | null>(null);
  const [low, high] = brush ?? WHOLE;
  const place = (event: PointerEvent<SVGRectElement>) => {
    const { top } = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    return Math.min(1, Math.max(0, placeAt(event.clientY - top)));
  };
  const room = isLast ? width / 2 + MARGIN.right - 12 : width - 4;
  const label = clip(axis.label, Math.max(6, Math.floor(room / LABEL_CHARACTER)));
  const hasMany = axis.ticks.length > 2;
  return (
    <g>
      <text
        x={isLast ? x + MARGIN.right - 8 : x}
        y={16}
        textAnchor={isLast ? 'end' : 'middle'}
        className="sweep-axis-label"
      >
        {label}
        <title>{axis.label}</title>
      </text>
      <path d={`M${x} ${yOf(1)}V${yOf(0)}`} className="picture-axis" />
      {axis.ticks.map(({ at, text }) =>
        isFirst && hasMany ? (
          <text key={at} x={x - 12} y={yOf(at) + 4} textAnchor="end">
            {clip(text, 11)}
          </text>
        ) : (
          <text
            key={at}
            x={hasMany ? x + 12 : x}
            y={hasMany ? yOf(at) + 4 : at === 1 ? yOf(1) - 8 : at === 0 ? yOf(0) + 16 : yOf(at) - 6}
            textAnchor={hasMany ? 'start' : 'middle'}
          >
            {clip(text, 14)}
          </text>
        ),
      )}
      {brush !== undefined && (
        <rect className="sweep-brush" x={x - 6} width={12} y={yOf(high)} height={Math.max(2, yOf(low) - yOf(high))} />
      )}
      <rect
        data-screen-only
        className="sweep-axis-target"
        x={x - 12}
        width={24}
        y={yOf(1) - 4}
        height={yOf(0) - yOf(1) + 8}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = place(event);
        }}
        onPointerMove={(event) => {
          if (from.current === null) return;
          const to = place(event);
          onBrush([Math.min(from.current, to), Math.max(from.current, to)]);
        }}
        onPointerUp={(event) => {
          const start = from.current;
          from.current = null;
          if (start !== null && Math.abs(place(event) - start) < LEAST_RANGE) onBrush(null);
        }}
      />
      {(['low', 'high'] as const).map((end) => (
        <BrushEnd key={end} end={end} axis={axis} x={x} range={[low, high]} yOf={yOf} onBrush={onBrush} />
      ))}
    </g>
  );
}

/** One end of the range of an axis: a slider for keys, a mark for eyes once there is a range or a focus. */
function BrushEnd({
  end,
  axis,
  x,
  range,
  yOf,
  onBrush,
}: {
  readonly end: 'low' | 'high';
  readonly axis: ParallelAxis;
  readonly x: number;
  readonly range: readonly [number, number];
  readonly yOf: (place: number) => number;
  readonly onBrush: (range: readonly [number, number] | null) => void;
}) {
  const value = end === 'low' ? range[0] : range[1];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onBrush(null);
    const next = brushAfterKey(event.key, end, range, axis.keyStep);
    if (next === null) return;
    event.preventDefault();
    onBrush(next);
  };
  return (
    <g
      data-screen-only
      className="sweep-brush-end"
      role="slider"
      tabIndex={0}
      aria-label={`${axis.label}, ${end === 'low' ? 'from' : 'to'}`}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
      aria-valuetext={axis.textAt(value)}
      onKeyDown={onKeyDown}
    >
      <path d={`M${x - 9} ${yOf(value)}H${x + 9}`} />
    </g>
  );
}

const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
