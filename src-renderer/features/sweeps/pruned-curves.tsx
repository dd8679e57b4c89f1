import type { StudyDetail } from '#contract/sweeps';
import { metricDescriptor } from '#contract/metrics';
import { formatNumber } from '../../lib/format';
import { PictureChart } from '../../ui/chart/picture-chart';
import { linearRange, linearTicks, toShare } from '../../ui/chart/scales';
import { formatTicks } from '../../ui/chart/tick-format';
import type { ElementSize } from '../../ui/chart/use-element-size';
import { prunedTrials } from './pruned-trials';
import { PRUNER_WORDS } from './study-words';

export interface PrunedCurvesProps {
  readonly detail: StudyDetail;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
}

const MARGIN = { left: 52, right: 24, top: 12, bottom: 26 };

/** What the pruner saw of each trial, where it cut one off, and why. */
export function PrunedCurves({ detail, selected, onSelect }: PrunedCurvesProps) {
  const { curves, summary, sweep } = detail;
  const { label, digits } = metricDescriptor(summary.objective.metric);
  const format = (value: number | null) => formatNumber(value, digits);
  const pruned = prunedTrials(curves);
  const reports = curves.flatMap(({ number, reports: ofTrial }) => ofTrial.map((report) => ({ number, ...report })));
  return (
    <div className="sweep-curves">
      <PictureChart
        title="What the pruner saw"
        detail={`${label}, ${summary.objective.split}, by epoch`}
        fileTitle={summary.name}
        legend={
          <span className="sweep-legend">
            <svg width="12" height="10" aria-hidden="true">
              <path d="M2 1V9M2 5H10" className="sweep-cut" />
            </svg>
            cut off
          </span>
        }
        summary={`${curves.length} trials, ${pruned.length} of them cut off.`}
        emptyText={
          sweep.pruner.kind === 'none'
            ? 'This sweep prunes no trial: its pruner is none.'
            : reports.length === 0
              ? 'No trial has reported a value to the pruner yet.'
              : null
        }
        table={{
          columns: [
            { title: 'Trial', align: 'right' },
            { title: 'Epoch', align: 'right' },
            { title: label, align: 'right' },
            { title: 'Decision', align: 'left' },
            { title: 'Reason', align: 'left' },
          ],
          rows: reports.map(({ number, step, value, decision, reason }) => [
            String(number),
            String(step),
            format(value),
            decision,
            reason,
          ]),
        }}
        draw={(size) => <Drawing detail={detail} selected={selected} onSelect={onSelect} size={size} />}
      />
      <section className="sweep-reasons" aria-label="Pruned trials and why">
        <h2 className="strong text-sm">
          {pruned.length} cut off <span className="text-3">by {PRUNER_WORDS[sweep.pruner.kind]}</span>
        </h2>
        {pruned.length === 0 ? (
          <p className="text-3 text-sm">No trial was cut off.</p>
        ) : (
          <ul tabIndex={0} aria-label="Reasons">
            {pruned.map(({ number, step, value, reason }) => (
              <li key={number}>
                <button type="button" aria-pressed={number === selected} onClick={() => onSelect(number)}>
                  <span className="medium">
                    Trial {number}, epoch {step}: <span className="number">{format(value)}</span>
                  </span>
                  <span className="text-2">{reason}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Drawing({
  detail: { curves, summary },
  selected,
  onSelect,
  size,
}: PrunedCurvesProps & { readonly size: ElementSize }) {
  const reports = curves.flatMap((curve) => curve.reports);
  const yRange = linearRange(reports.flatMap(({ value }) => (value === null ? [] : [value])));
  const xRange = { min: 0, max: Math.max(1, ...reports.map(({ step }) => step)) };
  const bottom = size.height - MARGIN.bottom;
  const width = size.width - MARGIN.left - MARGIN.right;
  const xOf = (step: number) => MARGIN.left + toShare(step, xRange, false) * width;
  const yOf = (value: number) => bottom - toShare(value, yRange, false) * (bottom - MARGIN.top);
  const yTicks = linearTicks(yRange, Math.max(2, Math.floor(size.height / 52)));
  const texts = formatTicks(yTicks);
  const best = summary.best?.number ?? null;
  const rank = (number: number) => (number === selected ? 2 : number === best ? 1 : 0);
  return (
    <>
      {yTicks.map((tick, index) => (
        <g key={tick}>
          <path d={`M${MARGIN.left} ${yOf(tick)}H${size.width - MARGIN.right}`} className="picture-grid" />
          <text x={MARGIN.left - 8} y={yOf(tick) + 4} textAnchor="end">
            {texts[index]}
          </text>
        </g>
      ))}
      <path d={`M${MARGIN.left} ${bottom}H${size.width - MARGIN.right}`} className="picture-axis" />
      {linearTicks(xRange, Math.max(2, Math.floor(width / 64)))
        .filter(Number.isInteger)
        .map((tick) => (
          <text key={tick} x={xOf(tick)} y={bottom + 17} textAnchor="middle">
            {tick}
          </text>
        ))}
      {[...curves]
        .sort((a, b) => rank(a.number) - rank(b.number))
        .map(({ number, reports: ofTrial }) => {
          const points = ofTrial.flatMap(({ step, value }) =>
            value === null ? [] : [{ x: xOf(step), y: yOf(value) }],
          );
          const end = points.at(-1);
          const isCut = ofTrial.at(-1)?.decision === 'prune';
          return (
            <g key={number} className="sweep-curve" data-rank={rank(number)} onClick={() => onSelect(number)}>
              <title>{`Trial ${number}: ${ofTrial.at(-1)?.reason ?? ''}`}</title>
              <path d={points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
              {end !== undefined && isCut && (
                <path d={`M${end.x} ${end.y - 5}V${end.y + 5}M${end.x} ${end.y}h6`} className="sweep-cut" />
              )}
              {end !== undefined && !isCut && rank(number) > 0 && (
                <text x={end.x - 4} y={end.y - 6} textAnchor="end" className="picture-strong">
                  {`trial ${number}`}
                </text>
              )}
            </g>
          );
        })}
    </>
  );
}
