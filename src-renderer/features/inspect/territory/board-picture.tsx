import { useEffect, useMemo, useRef } from 'react';
import { TERRITORY_DIRECTIONS } from '#contract/territory-actions';
import { formatNumber } from '../../../lib/format';
import { useChartPalette, type ChartPalette } from '../../../ui/chart/palette';
import { centreOf } from './board-codes';
import { decodeAction } from './decision-figures';
import { mix, paintBoard, parseHex, type Board, type BoardColours } from './paint-board';
import { rangeOf, type Plane } from './stored-plane';

/** Finer maps of weights are shown by brightness alone. */
const LARGEST_GRID = 8;
const PLAYERS = 6;
const LEARNER = 1;
/** How much of the text colour unowned land has. */
const LAND_PART = 0.17;

function boardColours(palette: ChartPalette): BoardColours {
  const pane = parseHex(palette.pane);
  return {
    water: pane,
    land: mix(pane, parseHex(palette.text1), LAND_PART),
    players: Array.from({ length: PLAYERS }, (_, index) => parseHex(palette.series[`--series-${index + 1}`]!)),
    mark: parseHex(palette.text1),
  };
}

export interface BoardPictureProps {
  readonly board: Board;
  /** Spoken name. */
  readonly label: string;
  /** Brightness of the tiles; null: all bright. */
  readonly light: Plane | null;
  /** Weights whose values are written on their places; null for none, and not for fine ones. */
  readonly weights: Plane | null;
  /** What the learner does next; null at the end. */
  readonly action: number | null;
}

/** The map from above: owners, cities, the learner's outline and next action, and where the network looks. */
export function BoardPicture({ board, label, light, weights, action }: BoardPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = useChartPalette();
  const colours = useMemo(() => boardColours(palette), [palette]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const pixels = paintBoard(board, colours, light);
    context.putImageData(new ImageData(pixels, board.side, board.side), 0, 0);
  }, [board, colours, light]);
  const centre = useMemo(() => centreOf(board.codes, board.side, LEARNER), [board]);
  return (
    <div className="board" role="img" aria-label={label}>
      <canvas ref={canvas} width={board.side} height={board.side} aria-hidden="true" />
      <svg viewBox={`0 0 ${board.side} ${board.side}`} aria-hidden="true">
        {weights !== null && weights.side <= LARGEST_GRID && <WeightGrid weights={weights} side={board.side} />}
        {centre !== null && action !== null && <ActionMark centre={centre} action={action} />}
      </svg>
    </div>
  );
}

function WeightGrid({ weights, side }: { readonly weights: Plane; readonly side: number }) {
  const size = side / weights.side;
  const [, largest] = rangeOf(weights);
  const places = [...weights.values].map((value, index) => ({
    value,
    x: (index % weights.side) * size,
    y: Math.floor(index / weights.side) * size,
    // Equal weights point nowhere out.
    isLargest: value === largest && weights.values.some((other) => other < largest),
  }));
  return (
    <>
      {places.map(({ x, y, isLargest }) => (
        <rect key={`${x} ${y}`} x={x} y={y} width={size} height={size} data-largest={isLargest || undefined} />
      ))}
      {places.map(({ value, x, y, isLargest }) => (
        <text key={`${x} ${y}`} x={x + 1.4} y={y + 4} data-largest={isLargest || undefined}>
          {formatNumber(value, 2)}
        </text>
      ))}
    </>
  );
}

/** Length of an arrow of the whole troops, in tiles. */
const LONGEST_ARROW = 30;
const HEAD = 3;

/** An arrow as long as the share of the troops that goes; a ring for WAIT; a square where a city is built. */
function ActionMark({
  centre: [x, y],
  action,
}: {
  readonly centre: readonly [number, number];
  readonly action: number;
}) {
  const { direction, intensity, builds } = decodeAction(action);
  const angle = ((TERRITORY_DIRECTIONS.indexOf(direction) - 2) * Math.PI) / 4;
  const length = 6 + intensity * (LONGEST_ARROW - 6);
  const end = [x + length * Math.cos(angle), y + length * Math.sin(angle)] as const;
  const side = (turn: number) => `${end[0] - HEAD * Math.cos(angle + turn)} ${end[1] - HEAD * Math.sin(angle + turn)}`;
  const paths =
    direction === 'WAIT'
      ? `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z`
      : `M${x} ${y}L${end[0]} ${end[1]}M${side(0.5)}L${end[0]} ${end[1]}L${side(-0.5)}`;
  return (
    <>
      {['halo', 'line'].map((part) => (
        <path key={part} className={`board-action-${part}`} d={paths} />
      ))}
      {builds && <rect className="board-city" x={x - 1.5} y={y - 1.5} width={3} height={3} />}
    </>
  );
}
