import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { MOST_SIMULATIONS, type InningsPlace, type Simulation } from '#contract/cricket';
import type { CheckpointId } from '#contract/ids';
import { request } from '../../../lib/bridge';
import { formatNumber, formatPercent } from '../../../lib/format';
import { useJobProgress } from '../../../lib/job-progress';
import { useAction } from '../../../lib/query';
import { Button } from '../../../ui/button';
import { PictureChart } from '../../../ui/chart/picture-chart';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard, ErrorCardOf } from '../../../ui/error-card';
import { ProgressBar } from '../../../ui/progress-bar';
import { TextField } from '../../../ui/text-field';
import { BlockHead } from './ball-snapshot';
import { playedPlace, shareText, totalBins, wholeNumber } from './simulation-figures';
import { SimulationPicture } from './simulation-picture';

const CANCELLED = 'E-WORKSPACE-JOB-CANCELLED';
const MOST_SEED = 2 ** 32 - 1;

export interface SimulationPanelProps {
  readonly checkpointId: CheckpointId;
  readonly place: InningsPlace;
  /** First delivery that would be made up. */
  readonly delivery: number;
}

/** Plays the rest of an innings many times, from the chosen ball on, and shows how it ended. Nothing of it was played. */
export function SimulationPanel({ checkpointId, place, delivery }: SimulationPanelProps) {
  const [simulations, setSimulations] = useState('200');
  const [seed, setSeed] = useState('1');
  const action = useAction('cricket:simulate');
  const [count, seedNumber] = [wholeNumber(simulations, 1, MOST_SIMULATIONS), wholeNumber(seed, 0, MOST_SEED)];
  // Whoever leaves no longer waits for the answer.
  useEffect(() => () => void request('cricket:stop-simulation', {}), []);
  const start = (event: FormEvent) => {
    event.preventDefault();
    if (count === null || seedNumber === null || action.isPending) return;
    action.mutate({ checkpointId, request: { ...place, delivery, simulations: count, seed: seedNumber } });
  };
  return (
    <section className="cricket-block" aria-label="Simulated rest of the innings">
      <BlockHead title="Simulated rest of the innings">
        The network says what may come next, one of it is drawn, and it is asked again, to the end. Who bats and bowls
        next is taken from the innings as it was played.
      </BlockHead>
      <form className="cricket-simulate" onSubmit={start}>
        <TextField
          label="Simulations"
          value={simulations}
          onValueChange={setSimulations}
          inputMode="numeric"
          error={count === null ? `Give a whole number from 1 to ${MOST_SIMULATIONS}.` : undefined}
        />
        <TextField
          label="Seed"
          value={seed}
          onValueChange={setSeed}
          inputMode="numeric"
          error={seedNumber === null ? 'Give a whole number.' : undefined}
        />
        <Button
          type="submit"
          variant="primary"
          icon="play"
          busy={action.isPending}
          disabled={count === null || seedNumber === null}
        >
          Simulate from delivery {delivery + 1}
        </Button>
      </form>
      <Outcome action={action} />
    </section>
  );
}

function Outcome({ action }: { readonly action: ReturnType<typeof useAction<'cricket:simulate'>> }): ReactNode {
  const { isPending, error, data } = action;
  if (isPending) return <Running />;
  if (error !== null && 'code' in error && error.code === CANCELLED)
    return (
      <ErrorCard tone="idle" title="The simulation was cancelled." nextStep="start it again, perhaps with fewer." />
    );
  if (error !== null) return <ErrorCardOf error={error} />;
  if (data === undefined)
    return (
      <EmptyState icon="play" title="Nothing simulated yet">
        Choose a ball above and start. The ball and all after it are made up.
      </EmptyState>
    );
  return <Ended simulation={data} />;
}

function Running() {
  const progress = useJobProgress('cricket-simulation');
  return (
    <div className="cricket-running" aria-live="polite">
      <ProgressBar label="Simulation" fraction={progress?.fraction ?? null} />
      <p className="text-2 text-xs number">{progress?.message ?? 'loading the network'}</p>
      <Button icon="stop" onClick={() => void request('cricket:stop-simulation', {})}>
        Cancel
      </Button>
    </div>
  );
}

function Ended({ simulation }: { readonly simulation: Simulation }) {
  const { simulations, seed, delivery, from, target, played, runs, wickets, chase } = simulation;
  const rows = [
    { name: 'Runs', spread: runs, came: played.runs },
    { name: 'Wickets', spread: wickets, came: played.wickets },
  ];
  const { width, bins } = totalBins(simulation.endings.map((ending) => ending.runs));
  return (
    <>
      <ErrorCard
        tone="idle"
        title={`Simulated, not played: ${simulations} times, seed ${seed}, from delivery ${delivery + 1} on.`}
        cause={`${simulation.battingTeam} stood at ${from.runs} for ${from.wickets} after ${from.legalBalls} of ${from.maximumBalls} balls${target === null ? '' : `, ${target} to win`}.`}
      />
      <PictureChart
        title="Simulated totals"
        detail={`${simulations} simulations, seed ${seed}`}
        fileTitle={`Simulated ${simulation.match} innings ${simulation.innings} from delivery ${delivery + 1}`}
        summary={`Middle 90 per cent of the simulated totals ${formatNumber(runs.lower, 0)} to ${formatNumber(runs.upper, 0)}, median ${formatNumber(runs.median, 0)}; ${played.runs} were made.`}
        emptyText={null}
        table={{
          columns: [
            { title: 'Runs from', align: 'right' },
            { title: 'to', align: 'right' },
            { title: 'Simulations', align: 'right' },
          ],
          rows: bins.map((bin) => [String(bin.from), String(bin.from + width - 1), String(bin.count)]),
        }}
        draw={(size) => <SimulationPicture simulation={simulation} size={size} />}
      />
      <table className="cricket-table" aria-label="How the simulations ended">
        <thead>
          <tr>
            <th scope="col">At the end</th>
            {['Mean', '5 %', 'Median', '95 %', 'As it was played'].map((title) => (
              <th key={title} scope="col" className="right">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, spread, came }) => (
            <tr key={name}>
              <td>{name}</td>
              <td className="number right">{formatNumber(spread.mean, 1)}</td>
              <td className="number right">{formatNumber(spread.lower, 0)}</td>
              <td className="number right">{formatNumber(spread.median, 0)}</td>
              <td className="number right">{formatNumber(spread.upper, 0)}</td>
              <td className="number right">{came}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-2 text-xs">
        {chase !== null &&
          `Chase won in ${shareText(chase.won)}, tied in ${shareText(chase.tied)}, lost in ${shareText(chase.lost)}; in brackets 95 % of the number of simulations alone, not of the network. `}
        {formatPercent(playedPlace(simulation))} of the simulations ended below what was made. One innings says little
        about a model.
      </p>
    </>
  );
}
