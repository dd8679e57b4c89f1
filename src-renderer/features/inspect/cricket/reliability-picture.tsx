import { formatNumber } from '../../../lib/format';
import type { ElementSize } from '../../../ui/chart/use-element-size';
import { BALL_CLASSES } from './ball-classes';
import { axisEnd, calibrationError, filledBins, shareHalfWidth, type ReliabilityBin } from './calibration-figures';

const MARGIN = { left: 44, right: 18, top: 10, bottom: 84 };
const HISTOGRAM = { height: 34, gap: 40 };

interface Square {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Points of the filled bins of one square, the diagonal of a calibrated model behind them. */
function ReliabilityLine({
  bins,
  end,
  square,
  colour,
  withBand,
}: {
  readonly bins: readonly ReliabilityBin[];
  readonly end: number;
  readonly square: Square;
  readonly colour: string;
  readonly withBand: boolean;
}) {
  const x = (value: number) => square.left + (value / end) * square.width;
  const y = (value: number) => square.top + square.height - (Math.min(end, Math.max(0, value)) / end) * square.height;
  const points = filledBins(bins);
  const line = (of: readonly (readonly [number, number])[]) =>
    of.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');
  const band = [
    ...points.map((bin) => [bin.confidence, bin.frequency + shareHalfWidth(bin)] as const),
    ...points.map((bin) => [bin.confidence, bin.frequency - shareHalfWidth(bin)] as const).reverse(),
  ];
  return (
    <>
      <path d={`M${x(0)} ${y(0)}L${x(end)} ${y(end)}`} className="picture-baseline" fill="none" />
      {withBand && points.length > 1 && <path d={`${line(band)}Z`} fill={colour} fillOpacity={0.18} />}
      <path
        d={line(points.map(({ confidence, frequency }) => [confidence, frequency] as const))}
        fill="none"
        stroke={colour}
        strokeWidth={1.8}
      />
      {points.map((bin) => (
        <circle
          key={bin.confidence}
          cx={x(bin.confidence)}
          cy={y(bin.frequency)}
          r={withBand ? 3.6 : 2.4}
          fill={colour}
        >
          <title>{`said ${formatNumber(bin.confidence, 3)}, came true ${formatNumber(bin.frequency, 3)}, ${bin.count} balls`}</title>
        </circle>
      ))}
    </>
  );
}

/** How often the most probable class came by the probability that it had, with the share of balls in each bin. */
export function ReliabilityPicture({
  bins,
  size,
}: {
  readonly bins: readonly ReliabilityBin[];
  readonly size: ElementSize;
}) {
  const end = axisEnd(bins);
  const square = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: size.width - MARGIN.left - MARGIN.right,
    height: size.height - MARGIN.top - MARGIN.bottom,
  };
  const bottom = square.top + square.height;
  const ticks = Array.from({ length: 5 }, (_, index) => (index / 4) * end);
  const largest = Math.max(1, ...bins.map(({ count }) => count));
  const binWidth = square.width / (end * bins.length);
  const floor = bottom + HISTOGRAM.gap + HISTOGRAM.height;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <path
            d={`M${square.left} ${bottom - (tick / end) * square.height}h${square.width}`}
            className="picture-grid"
          />
          <text x={square.left - 6} y={bottom - (tick / end) * square.height + 4} textAnchor="end">
            {formatNumber(tick, 2)}
          </text>
          <text x={square.left + (tick / end) * square.width} y={bottom + 15} textAnchor="middle">
            {formatNumber(tick, 2)}
          </text>
        </g>
      ))}
      <text x={square.left + square.width / 2} y={bottom + 30} textAnchor="middle">
        stated probability; bars: balls in each bin
      </text>
      <ReliabilityLine bins={bins} end={end} square={square} colour="var(--series-1)" withBand />
      {bins.map(
        ({ count }, index) =>
          count > 0 && (
            <rect
              key={index}
              x={square.left + index * binWidth + 1}
              y={floor - (count / largest) * HISTOGRAM.height}
              width={Math.max(1, binWidth - 2)}
              height={(count / largest) * HISTOGRAM.height}
              fill="var(--series-10)"
            />
          ),
      )}
    </>
  );
}

const COLUMNS = 4;
const CELL = { left: 12, right: 8, top: 20, bottom: 8 };

/** The same of each class against the rest, on axes of its own. */
export function ClassReliabilityPicture({
  classes,
  size,
}: {
  readonly classes: readonly (readonly ReliabilityBin[])[];
  readonly size: ElementSize;
}) {
  const width = size.width / COLUMNS;
  const height = size.height / Math.ceil(classes.length / COLUMNS);
  return classes.map((bins, position) => {
    const { label, colour } = BALL_CLASSES[position]!;
    const end = axisEnd(bins);
    const square = {
      left: (position % COLUMNS) * width + CELL.left,
      top: Math.floor(position / COLUMNS) * height + CELL.top,
      width: Math.max(1, width - CELL.left - CELL.right),
      height: Math.max(1, height - CELL.top - CELL.bottom),
    };
    return (
      <g key={label}>
        <text x={square.left} y={square.top - 6} className="picture-strong">
          {label}
        </text>
        <text x={square.left + square.width} y={square.top - 6} textAnchor="end">
          {formatNumber(calibrationError(bins), 3)}
        </text>
        <text x={square.left + square.width - 4} y={square.top + square.height - 5} textAnchor="end">
          {`to ${formatNumber(end, 1)}`}
        </text>
        <rect
          x={square.left}
          y={square.top}
          width={square.width}
          height={square.height}
          fill="none"
          className="picture-grid"
        />
        <ReliabilityLine bins={bins} end={end} square={square} colour={colour} withBand={false} />
      </g>
    );
  });
}
