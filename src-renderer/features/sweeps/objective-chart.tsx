import type { StudyDetail } from '#contract/sweeps';
import { metricDescriptor } from '#contract/metrics';
import { formatNumber } from '../../lib/format';
import type { TableText } from '../../lib/table-text';
import { PictureChart } from '../../ui/chart/picture-chart';
import { linearRange, linearTicks, toShare } from '../../ui/chart/scales';
import { markerPath } from '../../ui/chart/series-look';
import { formatTicks } from '../../ui/chart/tick-format';
import type { ElementSize } from '../../ui/chart/use-element-size';
import { baselineLabel } from './baseline-verdict';
import { TRIAL_LOOKS } from './study-words';

export interface ObjectiveChartProps {
  readonly detail: StudyDetail;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
}

const MARGIN = { left: 52, right: 20, top: 12, bottom: 26 };

/** Every trial's objective in the order in which the trials ended, the best so far, and the baselines dotted. */
export function ObjectiveChart({ detail, selected, onSelect }: ObjectiveChartProps) {
  const { history, summary } = detail;
  const { label, digits } = metricDescriptor(summary.objective.metric);
  const format = (value: number | null) => formatNumber(value, digits);
  const hasValues = history.some(({ objective }) => objective !== null);
  return (
    <PictureChart
      title="Objective by trial"
      detail={`${label}, ${summary.objective.split}; line: best so far`}
      fileTitle={summary.name}
      summary={
        summary.best === null
          ? 'No finished trial yet.'
          : `Best ${format(summary.best.objective)}, trial ${summary.best.number}, of ${history.length} ended trials.`
      }
      emptyText={hasValues ? null : 'No trial has an objective yet.'}
      table={objectiveTable(detail, label, format)}
      draw={(size) => <Drawing detail={detail} selected={selected} onSelect={onSelect} size={size} format={format} />}
    />
  );
}

function objectiveTable({ history }: StudyDetail, label: string, format: (value: number | null) => string): TableText {
  return {
    columns: [
      { title: 'Ended as', align: 'right' },
      { title: 'Trial', align: 'right' },
      { title: 'Outcome', align: 'left' },
      { title: label, align: 'right' },
      { title: 'Best so far', align: 'right' },
    ],
    rows: history.map(({ endedAs, number, state, objective, best }) => [
      String(endedAs),
      String(number),
      TRIAL_LOOKS[state].word,
      format(objective),
      format(best),
    ]),
  };
}

function Drawing({
  detail: { history, summary, baselines },
  selected,
  onSelect,
  size,
  format,
}: ObjectiveChartProps & { readonly size: ElementSize; readonly format: (value: number | null) => string }) {
  const values = history.flatMap(({ objective }) => (objective === null ? [] : [objective]));
  const yRange = linearRange([...values, ...baselines.map(({ objective }) => objective)]);
  const last = Math.max(2, history.at(-1)?.endedAs ?? 1, summary.totalTrials <= 400 ? summary.totalTrials : 0);
  const xRange = { min: 0.5, max: last + 0.5 };
  const width = size.width - MARGIN.left - MARGIN.right;
  const bottom = size.height - MARGIN.bottom;
  const xOf = (value: number) => MARGIN.left + toShare(value, xRange, false) * width;
  const yOf = (value: number) => bottom - toShare(value, yRange, false) * (bottom - MARGIN.top);
  const yTicks = linearTicks(yRange, Math.max(2, Math.floor(size.height / 52)));
  const yTexts = formatTicks(yTicks);
  const xTicks = linearTicks(xRange, Math.max(2, Math.floor(width / 64))).filter(Number.isInteger);
  const { best } = summary;
  const bestAt = best === null ? undefined : history.find(({ number }) => number === best.number);
  return (
    <>
      {yTicks.map((tick, index) => (
        <g key={tick}>
          <path d={`M${MARGIN.left} ${yOf(tick)}H${size.width - MARGIN.right}`} className="picture-grid" />
          <text x={MARGIN.left - 8} y={yOf(tick) + 4} textAnchor="end">
            {yTexts[index]}
          </text>
        </g>
      ))}
      <path d={`M${MARGIN.left} ${bottom}H${size.width - MARGIN.right}`} className="picture-axis" />
      {xTicks.map((tick) => (
        <text key={tick} x={xOf(tick)} y={bottom + 17} textAnchor="middle">
          {tick}
        </text>
      ))}
      {baselines.map(({ id, objective }, index) => (
        <g key={id}>
          <path d={`M${MARGIN.left} ${yOf(objective)}H${size.width - MARGIN.right}`} className="picture-baseline" />
          <text
            x={index % 2 === 0 ? size.width - MARGIN.right : MARGIN.left + 6}
            y={yOf(objective) - 4}
            textAnchor={index % 2 === 0 ? 'end' : 'start'}
          >
            {`${baselineLabel(id)} ${format(objective)}`}
          </text>
        </g>
      ))}
      <path d={bestPath(history, xOf, yOf)} className="sweep-best-line" />
      {history.map(({ endedAs, number, state, objective }) => (
        <path
          key={endedAs}
          d={
            objective === null
              ? markerPath('cross', xOf(endedAs), bottom - 6, 3.5)
              : mark(state, xOf(endedAs), yOf(objective))
          }
          className={`sweep-mark sweep-mark-${state}`}
          data-main={number === best?.number || number === selected || undefined}
          onClick={() => onSelect(number)}
        >
          <title>{`Trial ${number}, ${TRIAL_LOOKS[state].word.toLowerCase()}: ${format(objective)}`}</title>
        </path>
      ))}
      {best !== null && bestAt !== undefined && (
        <text
          x={Math.min(size.width - MARGIN.right - 60, Math.max(MARGIN.left + 50, xOf(bestAt.endedAs)))}
          y={yOf(best.objective) - 9}
          textAnchor="middle"
          className="picture-strong"
        >
          {`best ${format(best.objective)}, trial ${best.number}`}
        </text>
      )}
    </>
  );
}

const mark = (state: StudyDetail['history'][number]['state'], x: number, y: number): string =>
  state === 'pruned' ? `M${x - 4} ${y - 4}V${y + 4}M${x - 4} ${y}H${x + 3}` : markerPath('circle', x, y, 3);

/** Level until a better trial ends, then a step; up to the last trial that ended. */
function bestPath(
  history: StudyDetail['history'],
  xOf: (value: number) => number,
  yOf: (value: number) => number,
): string {
  let path = '';
  for (const { endedAs, best } of history) {
    if (best === null) continue;
    path += path === '' ? `M${xOf(endedAs)} ${yOf(best)}` : `H${xOf(endedAs)}V${yOf(best)}`;
  }
  return path;
}
