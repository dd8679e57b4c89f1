import type { ComparedGroup } from '#contract/compare';
import { formatNumber } from '../../lib/format';
import { placeLabels } from '../../ui/chart/place-labels';
import { linearRange, toShare } from '../../ui/chart/scales';
import { markerPath, SERIES_LOOKS, type SeriesSlot } from '../../ui/chart/series-look';

const WIDTH = 280;
const HEIGHT = 220;
const PLOT = { left: 56, right: 196, top: 10, bottom: 190 } as const;

/** A line a seed from one group to the other: whether all go the same way is seen at once. */
export function SlopeChart({
  from,
  to,
  digits,
}: {
  readonly from: ComparedGroup;
  readonly to: ComparedGroup;
  readonly digits: number;
}) {
  const lines = from.values.flatMap(({ seed, value }) => {
    const other = to.values.find((entry) => entry.seed === seed);
    return other === undefined ? [] : [{ seed, from: value, to: other.value }];
  });
  if (lines.length === 0) return null;
  const range = linearRange(lines.flatMap((line) => [line.from, line.to]));
  const y = (value: number) => Math.round(PLOT.bottom - toShare(value, range, false) * (PLOT.bottom - PLOT.top));
  const places = placeLabels(
    lines.map((line) => ({ y: y(line.to) })),
    13,
    HEIGHT - 20,
  );
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      className="slope-chart"
      role="img"
      aria-label={`By seed: ${lines.map((line) => `seed ${line.seed} ${formatNumber(line.from, digits)} to ${formatNumber(line.to, digits)}`).join(', ')}`}
    >
      {[0, 0.5, 1].map((share) => {
        const value = range.min + share * (range.max - range.min);
        return (
          <g key={share}>
            <path d={`M${PLOT.left - 6} ${y(value)}H${PLOT.right + 6}`} stroke="var(--chart-grid)" />
            <text x={PLOT.left - 12} y={y(value) + 4} textAnchor="end" className="slope-tick">
              {formatNumber(value, digits)}
            </text>
          </g>
        );
      })}
      {lines.map((line, index) => {
        const look = SERIES_LOOKS[((index % 10) + 1) as SeriesSlot];
        const colour = `var(${look.token})`;
        const fill = look.isHollow ? 'var(--bg-pane)' : colour;
        return (
          <g key={line.seed}>
            <path
              d={`M${PLOT.left} ${y(line.from)}L${PLOT.right} ${y(line.to)}`}
              stroke={colour}
              strokeWidth="1.6"
              strokeDasharray={look.dash.join(' ')}
            />
            <path d={markerPath(look.marker, PLOT.left, y(line.from), 4)} fill={fill} stroke={colour} />
            <path d={markerPath(look.marker, PLOT.right, y(line.to), 4)} fill={fill} stroke={colour} />
            <text x={PLOT.right + 12} y={places[index]! + 4} className="slope-seed">
              seed {line.seed}
            </text>
          </g>
        );
      })}
      <text x={PLOT.left} y={HEIGHT - 4} textAnchor="middle" className="slope-seed">
        {shorten(from.label)}
      </text>
      <text x={PLOT.right} y={HEIGHT - 4} textAnchor="middle" className="slope-seed">
        {shorten(to.label)}
      </text>
    </svg>
  );
}

const MOST_CHARACTERS = 18;
const shorten = (label: string): string =>
  label.length <= MOST_CHARACTERS ? label : `${label.slice(0, MOST_CHARACTERS - 1)}…`;
