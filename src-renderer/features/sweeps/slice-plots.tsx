import type { StudyDetail } from '#contract/sweeps';
import { metricDescriptor } from '#contract/metrics';
import { formatNumber } from '../../lib/format';
import { PictureChart } from '../../ui/chart/picture-chart';
import { linearRange, linearTicks, toShare } from '../../ui/chart/scales';
import { markerPath } from '../../ui/chart/series-look';
import { formatTicks } from '../../ui/chart/tick-format';
import type { ElementSize } from '../../ui/chart/use-element-size';
import { parameterText, shareOf, shortNames, valueAt, type ParameterAxisSpec } from './parameter-text';

const MARGIN = { left: 48, right: 22, top: 10, bottom: 24 };

/** One picture a parameter: its value against the objective, finished trials only. */
export function SlicePlots({
  detail,
  selected,
  onSelect,
}: {
  readonly detail: StudyDetail;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
}) {
  const { parameters, slices, summary } = detail;
  const { label, digits } = metricDescriptor(summary.objective.metric);
  const labels = shortNames(parameters.map(({ name }) => name));
  return (
    <div className="sweep-slices">
      {parameters.map((axis) => {
        const points = slices.find(({ parameter }) => parameter === axis.name)?.points ?? [];
        return (
          <PictureChart
            key={axis.name}
            title={labels.get(axis.name)!}
            detail={axis.log ? 'log axis' : undefined}
            fileTitle={summary.name}
            summary={`${label} of ${points.length} finished trials by ${axis.name}.`}
            emptyText={points.length === 0 ? 'No finished trial has a value here yet.' : null}
            table={{
              columns: [
                { title: 'Trial', align: 'right' },
                { title: axis.name, align: 'right' },
                { title: label, align: 'right' },
              ],
              rows: points.map(({ number, value, objective }) => [
                String(number),
                parameterText(value),
                formatNumber(objective, digits),
              ]),
            }}
            draw={(size) => (
              <Slice
                axis={axis}
                points={points}
                best={summary.best?.number ?? null}
                selected={selected}
                onSelect={onSelect}
                digits={digits}
                size={size}
              />
            )}
          />
        );
      })}
    </div>
  );
}

function Slice({
  axis,
  points,
  best,
  selected,
  onSelect,
  digits,
  size,
}: {
  readonly axis: ParameterAxisSpec;
  readonly points: StudyDetail['slices'][number]['points'];
  readonly best: number | null;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
  readonly digits: number;
  readonly size: ElementSize;
}) {
  const range = linearRange(points.map(({ objective }) => objective));
  const bottom = size.height - MARGIN.bottom;
  const width = size.width - MARGIN.left - MARGIN.right;
  const xOf = (share: number) => MARGIN.left + 8 + share * (width - 16);
  const yOf = (value: number) => bottom - toShare(value, range, false) * (bottom - MARGIN.top);
  const ticks = linearTicks(range, 3);
  const texts = formatTicks(ticks);
  const places =
    axis.kind === 'categorical'
      ? axis.choices.map((_, index) => (axis.choices.length === 1 ? 0.5 : index / (axis.choices.length - 1)))
      : [0, 1];
  return (
    <>
      {ticks.map((tick, index) => (
        <g key={tick}>
          <path d={`M${MARGIN.left} ${yOf(tick)}H${size.width - MARGIN.right}`} className="picture-grid" />
          <text x={MARGIN.left - 6} y={yOf(tick) + 4} textAnchor="end">
            {texts[index]}
          </text>
        </g>
      ))}
      <path d={`M${MARGIN.left} ${bottom}H${size.width - MARGIN.right}`} className="picture-axis" />
      {places.map((place) => (
        <text key={place} x={xOf(place)} y={bottom + 16} textAnchor="middle">
          {parameterText(valueAt(axis, place))}
        </text>
      ))}
      {points.map(({ number, value, objective }) => {
        const share = shareOf(axis, value);
        if (share === null) return null;
        return (
          <path
            key={number}
            d={markerPath('circle', xOf(share), yOf(objective), 3)}
            className="sweep-mark sweep-mark-done"
            data-main={number === best || number === selected || undefined}
            onClick={() => onSelect(number)}
          >
            <title>{`Trial ${number}: ${parameterText(value)}, ${formatNumber(objective, digits)}`}</title>
          </path>
        );
      })}
    </>
  );
}
