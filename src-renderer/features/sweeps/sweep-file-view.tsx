import { useState } from 'react';
import type { CostPreview } from '#contract/sweeps';
import { useCommand } from '../../lib/commands';
import { formatAmount, formatBytes, formatCount, formatDuration, NOT_AVAILABLE } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { invalidate, useAction, useRequest } from '../../lib/query';
import { Inspector } from '../../lib/slots';
import { Button } from '../../ui/button';
import { ErrorCardOf } from '../../ui/error-card';
import { KeyFigure } from '../../ui/key-figure';
import { Pane, PaneBody, PaneHeader, Section, SideHead } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { TextField } from '../../ui/text-field';
import { limitOverrides, wholeNumberProblem } from './limit-overrides';
import { parameterText, shortNames } from './parameter-text';
import { SpeedList } from './speed-list';

const HOUR_MS = 3_600_000;

/** A sweep file before it is started: what it would run, what that costs, what is left out for speed. */
export function SweepFileView({ path }: { readonly path: string }) {
  const [trials, setTrials] = useState('');
  const [jobs, setJobs] = useState('');
  // What is measured follows the fields only when they are left: a measurement takes seconds.
  const [applied, setApplied] = useState({ trials: '', jobs: '' });
  const overrides = limitOverrides(applied);
  const plan = useRequest('sweeps:preview', { configPath: path, overrides, measure: false });
  const measured = useRequest(
    'sweeps:preview',
    { configPath: path, overrides, measure: true },
    { enabled: plan.data !== undefined },
  );
  const start = useAction('sweeps:start', {
    onSuccess: ({ studyId }) => {
      invalidate('sweeps:list');
      goTo(PATHS.study(studyId));
    },
  });
  const problem = wholeNumberProblem(trials) ?? wholeNumberProblem(jobs);
  const canStart = plan.data !== undefined && problem === null && !start.isPending;
  const run = () => start.mutate({ configPath: path, overrides: limitOverrides({ trials, jobs }) });
  useCommand('sweep.start', run, { enabled: canStart, target: path });
  const apply = () => {
    if (problem === null) setApplied({ trials, jobs });
  };
  const name = path.slice(path.lastIndexOf('/') + 1);
  const preview = measured.data ?? plan.data;
  return (
    <Pane label={name}>
      <PaneHeader title={name} detail="cost before the start">
        <Button icon="file" onClick={() => goTo(PATHS.experiment(path))}>
          Edit file
        </Button>
        <Button variant="primary" icon="play" busy={start.isPending} disabled={!canStart} onClick={run}>
          Start sweep
        </Button>
      </PaneHeader>
      {preview !== undefined && (
        <Inspector>
          <SideHead title="Before the start" detail={name} />
          <div className="sweep-inspector" tabIndex={0} role="region" aria-label="What is left out">
            <SpeedList speed={preview.speed} />
          </div>
        </Inspector>
      )}
      <PaneBody>
        {start.error !== null && (
          <div className="sweep-message">
            <ErrorCardOf error={start.error} />
          </div>
        )}
        {plan.error !== null ? (
          <div className="sweep-message">
            <ErrorCardOf
              error={plan.error}
              actions={
                <>
                  <Button onClick={() => goTo(PATHS.experiment(path))}>Open the file</Button>
                  <Button onClick={() => void plan.refetch()}>Ask again</Button>
                </>
              }
            />
          </div>
        ) : preview === undefined ? (
          <Skeleton rows={6} label="Reading the sweep" />
        ) : (
          <Cost preview={preview} isMeasuring={measured.isFetching} error={measured.error} />
        )}
        <Section title="Limits" detail="empty: as the file says">
          <form
            className="sweep-limits"
            onSubmit={(event) => {
              event.preventDefault();
              apply();
            }}
            onBlur={apply}
          >
            <TextField
              label="Trials"
              inputMode="numeric"
              value={trials}
              onValueChange={setTrials}
              placeholder={preview === undefined ? '' : String(preview.trials)}
              error={wholeNumberProblem(trials) ?? undefined}
            />
            <TextField
              label="At once"
              inputMode="numeric"
              value={jobs}
              onValueChange={setJobs}
              placeholder={preview === undefined ? '' : String(preview.jobs)}
              error={wholeNumberProblem(jobs) ?? undefined}
            />
          </form>
        </Section>
        {preview !== undefined && <FirstTrials preview={preview} />}
      </PaneBody>
    </Pane>
  );
}

function Cost({
  preview,
  isMeasuring,
  error,
}: {
  readonly preview: CostPreview;
  readonly isMeasuring: boolean;
  readonly error: Error | null;
}) {
  const { combinations, trials, jobs, hours, memoryBytes, diskBytes, note } = preview;
  const known = (text: string, isKnown: boolean) => (isKnown ? text : isMeasuring ? 'measuring' : NOT_AVAILABLE);
  return (
    <>
      <div className="sweep-figures">
        <KeyFigure
          label="Combinations"
          value={combinations === null ? 'unlimited' : formatCount(combinations)}
          detail={combinations === null ? 'ranges have no cells' : 'the whole product'}
        />
        <KeyFigure label="Trials" value={formatCount(trials)} detail={`${formatAmount(jobs, 'job')} at once`} />
        <KeyFigure
          label="Time, about"
          value={known(durationText((hours ?? 0) * HOUR_MS), hours !== null)}
          detail="from one step"
        />
        <KeyFigure
          label="Memory, about"
          value={known(formatBytes(memoryBytes), memoryBytes !== null)}
          detail="all jobs together"
        />
        <KeyFigure
          label="Disk, about"
          value={known(formatBytes(diskBytes), diskBytes !== null)}
          detail="checkpoints, all trials"
        />
      </div>
      <p className="sweep-note text-2 text-sm" role="status">
        {isMeasuring ? 'One step of the base experiment is being measured. The sweep can start meanwhile.' : note}
      </p>
      {error !== null && (
        <div className="sweep-message">
          <ErrorCardOf error={error} />
        </div>
      )}
    </>
  );
}

/** A tenth of a second is finer than what one measured step tells. */
const durationText = (milliseconds: number): string =>
  milliseconds < 1000 ? 'under 1 s' : formatDuration(milliseconds);

/** What the sampler would choose first: a space that is wrong shows here, before hours are spent. */
function FirstTrials({ preview: { examples } }: { readonly preview: CostPreview }) {
  const keys = [...new Set(examples.flatMap((parameters) => Object.keys(parameters)))];
  const names = shortNames(keys);
  return (
    <Section title="First trials" detail="as the sampler would choose them">
      <div className="sweep-examples" tabIndex={0} role="region" aria-label="First trials">
        <table>
          <thead>
            <tr>
              <th scope="col">Trial</th>
              {keys.map((key) => (
                <th key={key} scope="col" className="right" title={key}>
                  {names.get(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {examples.map((parameters, index) => (
              <tr key={index}>
                <th scope="row" className="number">
                  {index}
                </th>
                {keys.map((key) => (
                  <td key={key} className="number right">
                    {parameterText(parameters[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
