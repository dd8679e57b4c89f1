import { useState, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { evaluationSplitSchema } from '#contract/ids';
import { evaluatedSnapshot, type RunDetail } from '#contract/run-detail';
import {
  trajectoryForecastSchema,
  type ForecastPlay,
  type TrajectoryForecast,
} from '#contract/snapshots/trajectory-forecast';
import { formatNumber } from '../../../lib/format';
import { notifyError } from '../../../lib/notices';
import { Inspector } from '../../../lib/slots';
import { Button } from '../../../ui/button';
import { LineChart } from '../../../ui/chart/line-chart';
import { useChartPalette, type ChartPalette } from '../../../ui/chart/palette';
import { fileNameOf, saveFile, svgToPng } from '../../../ui/chart/save-chart';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard } from '../../../ui/error-card';
import { IconButton } from '../../../ui/icon-button';
import { Menu } from '../../../ui/menu';
import { Section, SideHead } from '../../../ui/pane';
import { Segmented } from '../../../ui/segmented';
import { ReadSnapshot } from '../read-snapshot';
import { ViewHead } from '../view-head';
import { FIELD_SIZE, FieldPicture } from './field-picture';
import { playFrames } from './field-view';
import { recordPlay } from './record-play';
import { usePlayback } from './use-playback';
import './trajectories.css';

/** Forecasts of player movement: the field with true and predicted tracks, errors by horizon and role. */
export function TrajectoriesView({ detail }: { readonly detail: RunDetail }) {
  const [name, setName] = useState(TRAINED);
  const evaluated = evaluatedForecasts(detail);
  return (
    <ReadSnapshot
      key={name}
      runId={detail.summary.runId}
      name={name}
      schema={trajectoryForecastSchema}
      what="forecast"
      missing="It is written after the first epoch that improved on the split that the run watches."
    >
      {(forecast, { epoch }) => (
        <Forecast forecast={forecast} epoch={epoch}>
          {evaluated.length > 0 && (
            <Segmented
              label="Forecast of"
              value={name}
              onValueChange={setName}
              options={[{ value: TRAINED, label: 'Training' }, ...evaluated]}
            />
          )}
        </Forecast>
      )}
    </ReadSnapshot>
  );
}

const TRAINED = 'forecast';

/** Forecasts that `assay evaluate` kept, by split. */
const evaluatedForecasts = ({ snapshots }: RunDetail) =>
  evaluationSplitSchema.options
    .map((split) => ({ value: evaluatedSnapshot(TRAINED, split), label: `Evaluated on ${split}` }))
    .filter(({ value }) => snapshots.includes(value));

type Order = 'worst' | 'best';

function Forecast({
  forecast,
  epoch,
  children,
}: {
  readonly forecast: TrajectoryForecast;
  readonly epoch: number;
  /** What chooses between forecasts. */
  readonly children: ReactNode;
}) {
  const [order, setOrder] = useState<Order>('worst');
  const [chosen, setChosen] = useState(0);
  const plays = forecast[order];
  const index = Math.min(chosen, plays.length - 1);
  const play = plays[index];
  const step = (by: number) => setChosen((index + by + plays.length) % plays.length);
  return (
    <div className="trajectories">
      <ViewHead
        title="Forecast"
        detail={`${forecast.split}, epoch ${epoch}: free running RMSE ${formatNumber(forecast.rmseYards, 3)} yards`}
      >
        {children}
        {play !== undefined && (
          <>
            <span className="text-2 text-sm">
              Play {index + 1} of {plays.length}
            </span>
            <IconButton icon="chevron-up" label="Previous play" onClick={() => step(-1)} />
            <IconButton icon="chevron-down" label="Next play" onClick={() => step(1)} />
          </>
        )}
        <Segmented<Order>
          label="Plays"
          value={order}
          onValueChange={(next) => {
            setOrder(next);
            setChosen(0);
          }}
          options={[
            { value: 'worst', label: 'Largest error' },
            { value: 'best', label: 'Smallest error' },
          ]}
        />
      </ViewHead>
      {play === undefined ? (
        <EmptyState icon="eye" title="No play was predicted">
          The split has no play with players to predict.
        </EmptyState>
      ) : (
        <Play key={`${play.gameId}/${play.playId}`} play={play} />
      )}
      <div className="trajectories-low">
        <HorizonChart forecast={forecast} />
        <RoleTable forecast={forecast} />
      </div>
    </div>
  );
}

function Play({ play }: { readonly play: ForecastPlay }) {
  const palette = useChartPalette();
  const { release, last } = playFrames(play);
  const playback = usePlayback(last);
  const [selected, setSelected] = useState<string | null>(null);
  const { frame } = playback;
  const when =
    frame <= release
      ? `${release - frame} frames to the release`
      : `${frame - release} of ${last - release} frames in the air`;
  return (
    <>
      <div className="field">
        <FieldPicture play={play} frame={frame} palette={palette} selected={selected} />
      </div>
      <div className="field-controls">
        <IconButton
          icon={playback.isPlaying ? 'pause' : 'play'}
          label={playback.isPlaying ? 'Pause' : 'Play'}
          onClick={playback.toggle}
        />
        <input
          type="range"
          min={1}
          max={last}
          value={frame}
          aria-label="Frame"
          aria-valuetext={when}
          onChange={({ currentTarget }) => playback.setFrame(Number(currentTarget.value))}
        />
        <span className="number text-2 field-when">{when}</span>
        <SaveMenu play={play} frame={frame} palette={palette} />
      </div>
      <FieldLegend />
      <PlayInspector play={play} selected={selected} onSelect={setSelected} />
    </>
  );
}

function FieldLegend() {
  return (
    <ul className="chart-legend field-legend">
      <li>
        <i data-line="before" /> before the release
      </li>
      <li>
        <i data-line="truth" /> true
      </li>
      <li>
        <i data-line="receiver" /> predicted, targeted receiver
      </li>
      <li>
        <i data-line="defender" /> predicted, others
      </li>
      <li>
        <i data-line="straight" /> constant velocity
      </li>
    </ul>
  );
}

function SaveMenu({
  play,
  frame,
  palette,
}: {
  readonly play: ForecastPlay;
  readonly frame: number;
  readonly palette: ChartPalette;
}) {
  const [isRecording, setRecording] = useState(false);
  const { last } = playFrames(play);
  const svg = (at: number) =>
    renderToStaticMarkup(<FieldPicture play={play} frame={at} palette={palette} selected={null} />);
  const name = (extension: string) => fileNameOf(`play ${play.gameId} ${play.playId}`, extension);
  const film = () => {
    setRecording(true);
    recordPlay(Array.from({ length: last }, (_, index) => svg(index + 1)))
      .then((blob) => saveFile(blob, name('webm')))
      .catch(notifyError)
      .finally(() => setRecording(false));
  };
  return (
    <Menu
      label="Save the play"
      trigger={
        <Button icon="export" size="small" busy={isRecording}>
          {isRecording ? 'Filming' : 'Save'}
        </Button>
      }
      items={[
        {
          label: 'This frame as SVG',
          icon: 'image',
          onSelect: () => saveFile(new Blob([svg(frame)], { type: 'image/svg+xml' }), name('svg')),
        },
        {
          label: 'This frame as PNG',
          icon: 'image',
          onSelect: () =>
            void svgToPng(svg(frame), FIELD_SIZE).then((blob) => saveFile(blob, name('png')), notifyError),
        },
        { label: 'The play as WebM', icon: 'play', onSelect: film },
      ]}
    />
  );
}

function PlayInspector({
  play,
  selected,
  onSelect,
}: {
  readonly play: ForecastPlay;
  readonly selected: string | null;
  readonly onSelect: (name: string | null) => void;
}) {
  const predicted = play.players.filter(({ truth }) => truth.length > 0);
  return (
    <Inspector>
      <SideHead title="Play" detail={`game ${play.gameId}, play ${play.playId}, week ${play.week}`} />
      <Section title="Players" detail="yards">
        <table className="play-table">
          <thead>
            <tr>
              <th scope="col">Player</th>
              <th scope="col" className="right">
                RMSE
              </th>
              <th scope="col" className="right">
                At the end
              </th>
            </tr>
          </thead>
          <tbody>
            {predicted.map((player) => (
              <tr key={player.name} data-selected={player.name === selected || undefined}>
                <td>
                  <button type="button" onClick={() => onSelect(player.name === selected ? null : player.name)}>
                    <span className="ellipsis">{player.name}</span>
                    <span className="text-3 text-xs ellipsis">{player.role}</span>
                  </button>
                </td>
                <td className="number right">{formatNumber(player.rmseYards, 2)}</td>
                <td className="number right">{formatNumber(player.finalDistanceYards, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title="This play beside the rule" detail="RMSE, yards">
        <dl className="facts">
          <div>
            <dt>Model</dt>
            <dd className="number">{formatNumber(play.rmseYards, 3)}</dd>
          </div>
          <div>
            <dt>Constant velocity</dt>
            <dd className="number">{formatNumber(play.straightRmseYards, 3)}</dd>
          </div>
          <div>
            <dt>Frames in the air</dt>
            <dd className="number">{play.flightFrames}</dd>
          </div>
        </dl>
      </Section>
      {play.rmseYards > play.straightRmseYards && (
        <div className="trajectories-note">
          <ErrorCard
            tone="warn"
            title="Constant velocity is nearer on this play."
            cause={`${formatNumber(play.straightRmseYards, 2)} against ${formatNumber(play.rmseYards, 2)} yards.`}
          />
        </div>
      )}
    </Inspector>
  );
}

const yards = (value: number): string => formatNumber(value, 2);

function HorizonChart({ forecast }: { readonly forecast: TrajectoryForecast }) {
  const x = forecast.byFrame.map(({ value }) => Number(value));
  const line = (id: string, label: string, slot: 1 | 2 | 3, y: readonly number[]) => ({ id, label, slot, x, y });
  return (
    <div className="trajectories-chart">
      <LineChart
        title="Error by horizon"
        detail="free running, RMSE in yards"
        xLabel="frame after the release, 0.1 s each"
        format={yards}
        emptyText="No frame was predicted."
        series={[
          line(
            'model',
            'model',
            1,
            forecast.byFrame.map(({ rmseYards }) => rmseYards),
          ),
          line(
            'straight',
            'constant velocity',
            2,
            forecast.byFrame.map(({ constantVelocityYards }) => constantVelocityYards),
          ),
          line(
            'ridge',
            'ridge',
            3,
            forecast.byFrame.map(({ ridgeYards }) => ridgeYards),
          ),
        ]}
      />
    </div>
  );
}

function RoleTable({ forecast }: { readonly forecast: TrajectoryForecast }) {
  return (
    <section className="trajectories-roles" aria-label="RMSE by role">
      <h2 className="strong">RMSE beside the rules</h2>
      <table className="play-table">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col" className="right">
              Frames
            </th>
            <th scope="col" className="right">
              Model
            </th>
            <th scope="col" className="right">
              Const. velocity
            </th>
            <th scope="col" className="right">
              Ridge
            </th>
          </tr>
        </thead>
        <tbody>
          {forecast.byRole.map((row) => {
            const best = Math.min(row.rmseYards, row.constantVelocityYards, row.ridgeYards);
            const cell = (value: number) => (
              <td className={`number right ${value === best ? 'strong' : ''}`}>{formatNumber(value, 3)}</td>
            );
            return (
              <tr key={row.value}>
                <td>{row.value}</td>
                <td className="number right text-2">{formatNumber(row.frames, 0)}</td>
                {cell(row.rmseYards)}
                {cell(row.constantVelocityYards)}
                {cell(row.ridgeYards)}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="text-3 text-xs">Bold: lowest of the row, by its mean alone. One run.</p>
    </section>
  );
}
