import type { PointerEvent } from 'react';
import type { ElementSize } from '../../../ui/chart/use-element-size';
import { BALL_CLASSES, ballName, classLabel } from './ball-classes';
import { bandsOf, overStarts, type ShownBall } from './innings-figures';

const MARGIN = { left: 44, right: 14, top: 8, bottom: 50 };
/** Below the areas: the class that came, as a strip. */
const STRIP = { gap: 10, height: 12 };
/** Room that the number of an over needs, pixels. */
const OVER_ROOM = 26;

export interface InningsPictureProps {
  readonly balls: readonly ShownBall[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly size: ElementSize;
}

/** Probabilities stacked ball by ball, a ring in the area of the class that came, and that class again as a strip. */
export function InningsPicture({ balls, chosen, onChoose, size }: InningsPictureProps) {
  const width = (size.width - MARGIN.left - MARGIN.right) / balls.length;
  const bottom = size.height - MARGIN.bottom;
  const xOf = (index: number) => MARGIN.left + index * width;
  const yOf = (share: number) => bottom - share * (bottom - MARGIN.top);
  const bands = balls.map(({ probabilities }) => bandsOf(probabilities));
  const stripTop = bottom + STRIP.gap;
  const choose = (event: PointerEvent<SVGRectElement>) => {
    const { left, width: whole } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / whole) * balls.length);
    onChoose(Math.max(0, Math.min(balls.length - 1, index)));
  };
  return (
    <>
      {BALL_CLASSES.map(({ label, colour }, position) => {
        const upper = bands.map((of, index) => `H${xOf(index).toFixed(1)}V${yOf(of[position]!.to).toFixed(1)}`);
        const lower = bands.map((of, index) => `V${yOf(of[position]!.from).toFixed(1)}H${xOf(index).toFixed(1)}`);
        const path = `M${MARGIN.left} ${yOf(bands[0]![position]!.to).toFixed(1)}${upper.join('')}H${xOf(balls.length).toFixed(1)}${lower.reverse().join('')}Z`;
        return <path key={label} d={path} fill={colour} fillOpacity={0.72} />;
      })}
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <path d={`M${MARGIN.left} ${yOf(tick)}H${xOf(balls.length)}`} className="picture-grid" strokeOpacity={0.5} />
          <text x={MARGIN.left - 6} y={yOf(tick) + 4} textAnchor="end">
            {tick.toFixed(2)}
          </text>
        </g>
      ))}
      <OverMarks balls={balls} xOf={xOf} top={bottom} y={size.height - 12} />
      {balls.map((ball, index) => {
        const band = bands[index]![ball.label]!;
        return (
          <g key={ball.delivery}>
            <circle
              cx={xOf(index + 0.5)}
              cy={yOf((band.from + band.to) / 2)}
              r={Math.max(1.5, Math.min(3.2, width / 2 - 0.4))}
              className="cricket-came"
            />
            <rect
              x={xOf(index)}
              y={stripTop}
              width={Math.max(1, width - 0.8)}
              height={STRIP.height}
              fill={BALL_CLASSES[ball.label]!.colour}
            >
              <title>{`${ballName(ball)}: ${classLabel(ball.label)}`}</title>
            </rect>
          </g>
        );
      })}
      <text x={MARGIN.left - 6} y={stripTop + 10} textAnchor="end">
        came
      </text>
      <rect
        x={xOf(chosen)}
        y={MARGIN.top - 2}
        width={width}
        height={stripTop + STRIP.height - MARGIN.top + 4}
        className="cricket-chosen"
        data-screen-only
      />
      <rect
        x={MARGIN.left}
        y={MARGIN.top}
        width={xOf(balls.length) - MARGIN.left}
        height={stripTop + STRIP.height - MARGIN.top}
        fill="transparent"
        data-screen-only
        onPointerDown={choose}
        onPointerMove={(event) => {
          if (event.buttons === 1) choose(event);
        }}
      />
    </>
  );
}

function OverMarks({
  balls,
  xOf,
  top,
  y,
}: {
  readonly balls: readonly ShownBall[];
  readonly xOf: (index: number) => number;
  readonly top: number;
  readonly y: number;
}) {
  let free = xOf(0);
  return overStarts(balls).map(({ index, over }) => {
    const x = xOf(index);
    const isNamed = x >= free;
    if (isNamed) free = x + OVER_ROOM;
    return (
      <g key={over}>
        <path d={`M${x} ${top}v4`} className="picture-axis" />
        {isNamed && (
          <text x={x} y={y} textAnchor="middle">
            {over + 1}
          </text>
        )}
      </g>
    );
  });
}
