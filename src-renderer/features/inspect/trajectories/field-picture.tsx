import type { ForecastPlay } from '#contract/snapshots/trajectory-forecast';
import { formatNumber } from '../../../lib/format';
import type { ChartPalette } from '../../../ui/chart/palette';
import {
  fieldWindow,
  multiplesWithin,
  playFrames,
  seenPlayers,
  yardNumber,
  type FieldWindow,
  type SeenPlayer,
} from './field-view';

export const FIELD_SIZE = { width: 990, height: 440 } as const;

export interface FieldPictureProps {
  readonly play: ForecastPlay;
  /** As `playFrames` counts. */
  readonly frame: number;
  /** Values, not tokens: the picture is also saved. */
  readonly palette: ChartPalette;
  /** Name of the player that is pointed out. */
  readonly selected: string | null;
}

type Place = readonly [number, number];
type Project = (place: Place) => Place;

function projection(view: FieldWindow): Project {
  const x = FIELD_SIZE.width / (view.right - view.left);
  const y = FIELD_SIZE.height / (view.top - view.bottom);
  return ([px, py]) => [(px - view.left) * x, (view.top - py) * y];
}

const pathOf = (places: readonly Place[], project: Project): string =>
  places
    .map(
      (place, index) =>
        `${index === 0 ? 'M' : 'L'}${project(place)
          .map((value) => value.toFixed(1))
          .join(' ')}`,
    )
    .join('');

/** The field from above: tracks before the release, true and predicted tracks after it, and where the ball comes down. */
export function FieldPicture({ play, frame, palette, selected }: FieldPictureProps) {
  const view = fieldWindow(play);
  const project = projection(view);
  const seen = seenPlayers(play, frame);
  const isInFlight = frame > playFrames(play).release;
  return (
    <svg
      className="field-picture"
      viewBox={`0 0 ${FIELD_SIZE.width} ${FIELD_SIZE.height}`}
      width={FIELD_SIZE.width}
      height={FIELD_SIZE.height}
      role="img"
      aria-label={`Play ${play.playId} of game ${play.gameId}: ${seen.filter(({ player }) => player.truth.length > 0).length} players predicted, RMSE ${formatNumber(play.rmseYards, 2)} yards`}
      fontFamily={palette.fontFamily}
      xmlns="http://www.w3.org/2000/svg"
    >
      <rect width={FIELD_SIZE.width} height={FIELD_SIZE.height} fill={palette.pane} />
      <YardLines view={view} project={project} palette={palette} />
      <Scrimmage x={play.scrimmageX} project={project} palette={palette} view={view} />
      <Landing place={play.landing} project={project} palette={palette} isReached={isInFlight} />
      {seen.map((one) => (
        <Tracks
          key={one.player.name}
          seen={one}
          project={project}
          palette={palette}
          isSelected={one.player.name === selected}
        />
      ))}
    </svg>
  );
}

interface PartProps {
  readonly project: Project;
  readonly palette: ChartPalette;
}

function YardLines({ view, project, palette }: PartProps & { readonly view: FieldWindow }) {
  return (
    <g>
      {multiplesWithin(Math.max(view.left, 0), Math.min(view.right, 120), 5).map((x) => {
        const [px] = project([x, 0]);
        const number = x % 10 === 0 ? yardNumber(x) : null;
        return (
          <g key={x}>
            <line
              x1={px}
              x2={px}
              y1={0}
              y2={FIELD_SIZE.height}
              stroke={palette.grid}
              strokeWidth={x % 10 === 0 ? 1.2 : 0.6}
            />
            {number !== null && (
              <text x={px} y={18} fill={palette.text3} fontSize={12} textAnchor="middle">
                {number}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

function Scrimmage({ x, view, project, palette }: PartProps & { readonly x: number; readonly view: FieldWindow }) {
  const [px] = project([x, view.bottom]);
  return (
    <g>
      <line x1={px} x2={px} y1={0} y2={FIELD_SIZE.height} stroke={palette.series['--series-1']} strokeWidth={1.4} />
      <text x={px - 6} y={FIELD_SIZE.height - 8} fill={palette.text2} fontSize={11} textAnchor="end">
        scrimmage
      </text>
    </g>
  );
}

function Landing({
  place,
  project,
  palette,
  isReached,
}: PartProps & { readonly place: Place; readonly isReached: boolean }) {
  const [x, y] = project(place);
  const colour = palette.series['--series-2'];
  return (
    <g stroke={colour} fill="none" strokeWidth={1.6}>
      <circle cx={x} cy={y} r={10} />
      <path d={`M${x - 13} ${y}H${x + 13}M${x} ${y - 13}V${y + 13}`} strokeWidth={1} />
      <text x={x + 16} y={y - 8} fill={palette.text2} stroke="none" fontSize={11}>
        {isReached ? 'ball lands' : 'ball will land'}
      </text>
    </g>
  );
}

function Tracks({
  seen,
  project,
  palette,
  isSelected,
}: PartProps & { readonly seen: SeenPlayer; readonly isSelected: boolean }) {
  const { player, before, truth, forecast, straight, distanceYards } = seen;
  const isReceiver = player.role === 'Targeted Receiver';
  const colour = palette.series[isReceiver ? '--series-3' : '--series-1'];
  const now = (truth.length > 0 ? truth : before).at(-1);
  if (now === undefined) return null;
  const [x, y] = project(now);
  const end = forecast.at(-1);
  return (
    <g fill="none" strokeLinecap="round" opacity={isSelected || truth.length > 0 || player.truth.length > 0 ? 1 : 0.5}>
      <title>{`${player.name}, ${player.role}`}</title>
      <path d={pathOf(before, project)} stroke={palette.text3} strokeWidth={1} />
      {straight.length > 0 && (
        <path d={pathOf(straight, project)} stroke={palette.baseline} strokeWidth={1} strokeDasharray="2 3" />
      )}
      {truth.length > 0 && (
        <path d={pathOf(truth, project)} stroke={palette.text1} strokeWidth={isSelected ? 3 : 1.8} />
      )}
      {end !== undefined && (
        <>
          <path
            d={pathOf(forecast, project)}
            stroke={colour}
            strokeWidth={isSelected ? 3 : 1.8}
            strokeDasharray="6 3"
          />
          <Marker x={project(end)[0]} y={project(end)[1]} isReceiver={isReceiver} stroke={colour} fill={palette.pane} />
        </>
      )}
      <Marker
        x={x}
        y={y}
        isReceiver={isReceiver}
        stroke={player.truth.length > 0 ? palette.text1 : palette.text3}
        fill={player.truth.length > 0 ? palette.text1 : palette.pane}
      />
      {distanceYards !== null && (
        <text x={x + 8} y={y + 4} fill={palette.text1} fontSize={11}>
          {formatNumber(distanceYards, 1)} yd
        </text>
      )}
    </g>
  );
}

/** The receiver is a triangle, everybody else a circle: colour alone says nothing. */
function Marker({
  x,
  y,
  isReceiver,
  stroke,
  fill,
}: {
  readonly x: number;
  readonly y: number;
  readonly isReceiver: boolean;
  readonly stroke: string | undefined;
  readonly fill: string | undefined;
}) {
  return isReceiver ? (
    <path d={`M${x} ${y - 5}L${x + 5} ${y + 4}H${x - 5}Z`} stroke={stroke} fill={fill} strokeWidth={1.4} />
  ) : (
    <circle cx={x} cy={y} r={3.6} stroke={stroke} fill={fill} strokeWidth={1.4} />
  );
}
