import type { StudyDetail } from '#contract/sweeps';
import { metricDescriptor } from '#contract/metrics';
import { formatNumber } from '../../lib/format';
import type { TableText } from '../../lib/table-text';
import { PictureChart } from '../../ui/chart/picture-chart';
import { placeLineLabels, placePointLabel } from '../../ui/chart/place-labels';
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

const LABEL_GAP = 13;
/** Width of a character of 11 px, on the generous side. */
const CHARACTER_WIDTH = 6;
/** From the middle of a text to the line that its letters stand on. */
const MIDDLE_TO_FOOT = 4;
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
  const right = size.width - MARGIN.right;
  const heights = placeLineLabels(
    baselines.map(({ objective }) => yOf(objective)),
    LABEL_GAP,
    bottom,
  );
  const baselineTexts = baselines.map(({ id, objective }, index) => {
    const text = `${baselineLabel(id)} ${format(objective)}`;
    return { text, left: right - text.length * CHARACTER_WIDTH, right, y: heights[index]! };
  });
  const bestAt = best === null ? undefined : history.find(({ number }) => number === best.number);
  const bestText = best === null || bestAt === undefined ? null : placeBest(best, xOf(bestAt.endedAs));

  function placeBest({ number, objective }: NonNullable<typeof best>, wanted: number) {
    const text = `best ${format(objective)}, trial ${number}`;
    const width = text.length * CHARACTER_WIDTH;
    const x = Math.min(right - width / 2, Math.max(MARGIN.left + width / 2 + 4, wanted));
    const lines = baselines.map((line) => ({ left: MARGIN.left, right, y: yOf(line.objective) }));
    const place = placePointLabel({ x, y: yOf(objective) }, width, [...baselineTexts, ...lines], LABEL_GAP, bottom);
    return { text, x, y: place.y };
  }
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
          <path d={`M${MARGIN.left} ${yOf(objective)}H${right}`} className="picture-baseline" />
          <text x={right} y={baselineTexts[index]!.y + MIDDLE_TO_FOOT} textAnchor="end">
            {baselineTexts[index]!.text}
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
      {bestText !== null && (
        <text x={bestText.x} y={bestText.y + MIDDLE_TO_FOOT} textAnchor="middle" className="picture-strong">
          {bestText.text}
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
