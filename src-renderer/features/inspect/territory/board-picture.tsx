import { useEffect, useMemo, useRef } from 'react';
import { formatNumber } from '../../../lib/format';
import { useChartPalette, type ChartPalette } from '../../../ui/chart/palette';
import { actionPath, type Place } from './action-arrow';
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
        {centre !== null && action !== null && <ActionMark centre={centre} action={action} side={board.side} />}
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
    // Equal weights point nowhere out; stored in steps of 1/255, they often are.
    isLargest: value === largest && weights.values.filter((other) => other === largest).length === 1,
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

/** What the learner does: an arrow or a ring, and a square where a city is built. */
function ActionMark({
  centre,
  action,
  side,
}: {
  readonly centre: Place;
  readonly action: number;
  readonly side: number;
}) {
  const { direction, intensity, builds } = decodeAction(action);
  const path = actionPath(centre, direction, intensity, side);
  return (
    <>
      <path className="board-action-halo" d={path} />
      <path className="board-action-line" d={path} />
      {builds && <rect className="board-city" x={centre[0] - 1.5} y={centre[1] - 1.5} width={3} height={3} />}
    </>
  );
}
