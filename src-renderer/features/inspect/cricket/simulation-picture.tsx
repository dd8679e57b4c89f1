import type { Simulation } from '#contract/cricket';
import { formatPercent } from '../../../lib/format';
import type { ElementSize } from '../../../ui/chart/use-element-size';
import { totalBins } from './simulation-figures';

const MARGIN = { left: 52, right: 18, top: 26, bottom: 36 };
/** Room that a number below the axis needs, pixels. */
const LABEL_ROOM = 44;
/** About as wide as a letter of a mark's word, pixels. */
const LETTER = 7;

/** Final totals of the simulations as bars; the total that was made, and the target of a chase, as lines. */
export function SimulationPicture({
  simulation: { endings, played, target },
  size,
}: {
  readonly simulation: Pick<Simulation, 'endings' | 'played' | 'target'>;
  readonly size: ElementSize;
}) {
  const { width, bins } = totalBins(endings.map(({ runs }) => runs));
  const marks = [played.runs, ...(target === null ? [] : [target])];
  const least = Math.min(bins[0]!.from, ...marks) - width;
  const most = Math.max(bins.at(-1)!.from + width, ...marks) + width;
  const right = size.width - MARGIN.right;
  const bottom = size.height - MARGIN.bottom;
  const largest = Math.max(...bins.map(({ count }) => count));
  const xOf = (total: number) => MARGIN.left + ((total - least) / (most - least)) * (right - MARGIN.left);
  const yOf = (count: number) => bottom - (count / largest) * (bottom - MARGIN.top);
  const room = Math.max(width, Math.ceil(LABEL_ROOM / (xOf(least + width) - xOf(least))) * width);
  const firstLabel = Math.ceil(least / room) * room;
  const labels = Array.from(
    { length: Math.max(0, Math.floor((most - firstLabel) / room) + 1) },
    (_, index) => firstLabel + index * room,
  );
  return (
    <>
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <path d={`M${MARGIN.left} ${yOf(tick * largest)}H${right}`} className="picture-grid" />
          <text x={MARGIN.left - 6} y={yOf(tick * largest) + 4} textAnchor="end">
            {formatPercent((tick * largest) / endings.length, 0)}
          </text>
        </g>
      ))}
      {bins.map(({ from, count }) => (
        <rect
          key={from}
          x={xOf(from) + 0.5}
          y={yOf(count)}
          width={Math.max(1, xOf(from + width) - xOf(from) - 1)}
          height={bottom - yOf(count)}
          className="cricket-simulated"
        >
          <title>{`${width === 1 ? from : `${from} to ${from + width - 1}`} runs: ${count} of ${endings.length} simulations`}</title>
        </rect>
      ))}
      {target !== null && (
        <Mark
          x={xOf(target)}
          bottom={bottom}
          text={`${target} to win`}
          isEnd={xOf(target) < xOf(played.runs)}
          isTarget
          room={size.width}
        />
      )}
      <Mark
        x={xOf(played.runs)}
        bottom={bottom}
        text={`played: ${played.runs}`}
        isEnd={target !== null && played.runs <= target}
        isTarget={false}
        room={size.width}
      />
      {labels.map((label) => (
        <text key={label} x={xOf(label)} y={bottom + 16} textAnchor="middle">
          {label}
        </text>
      ))}
      <text x={(MARGIN.left + right) / 2} y={bottom + 31} textAnchor="middle">
        simulated runs at the end of the innings
      </text>
    </>
  );
}

/** A line with its word above, to the left of it when the other line is at the right; on the other side where it would be cut. */
function Mark({
  x,
  bottom,
  text,
  isEnd,
  isTarget,
  room,
}: {
  readonly x: number;
  readonly bottom: number;
  readonly text: string;
  readonly isEnd: boolean;
  readonly isTarget: boolean;
  /** Width of the picture, pixels. */
  readonly room: number;
}) {
  const length = text.length * LETTER + 5;
  const isLeft = isEnd ? x >= length : x + length > room;
  return (
    <g>
      <path d={`M${x} ${MARGIN.top - 6}V${bottom}`} className={isTarget ? 'picture-baseline' : 'cricket-hit'} />
      <text x={x + (isLeft ? -5 : 5)} y={MARGIN.top - 10} textAnchor={isLeft ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  );
}
