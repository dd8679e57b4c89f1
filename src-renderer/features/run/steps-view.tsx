import type { RunDetail, RunStepState } from '#contract/run-detail';
import { formatAmount, formatClock, formatDuration } from '../../lib/format';
import { Chip } from '../../ui/chip';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { ProgressBar } from '../../ui/progress-bar';
import { failedStep, lastLinesOf, stepDurationMs, stepLook, stepTotals } from './pipeline-steps';
import type { RunLog } from './use-run-log';
import { useNow } from './use-now';

const LAST_LINES = 12;

/** The steps of a pipeline run as they go: state, exit code, time, and whether the cache had their outputs. */
export function StepsView({ detail, log }: { readonly detail: RunDetail; readonly log: RunLog }) {
  const { steps, summary, phase } = detail;
  const isCounting = summary.status === 'running' && steps.some(({ state }) => state === 'started');
  const now = useNow(isCounting);
  if (steps.length === 0) {
    return (
      <EmptyState icon="runs" title="No step has begun">
        {summary.status === 'queued'
          ? 'The run waits in the queue.'
          : 'The first one begins when the training process has started.'}
      </EmptyState>
    );
  }
  const { computed, cached, durationMs } = stepTotals(steps);
  const failed = failedStep(steps, summary.status);
  return (
    <section className="run-steps" aria-label="Steps">
      <header className="run-log-head">
        <h2 className="strong">Steps</h2>
        <span className="text-3 text-xs">
          {computed} computed, {cached} from the cache, {formatDuration(durationMs)}
          {detail.attempts.length > 1 && `; attempt ${detail.attempts.length}`}
        </span>
        <span className="grow" />
        {isCounting && <span className="text-3 text-xs">following</span>}
      </header>
      {phase !== null && isCounting && (
        <p className="run-step-phase text-2 text-sm">
          <span className="grow ellipsis">{phase.name}</span>
          <ProgressBar label={phase.name} fraction={phase.fraction} />
        </p>
      )}
      <table className="run-table">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">State</th>
            <th scope="col" className="right">
              Exit code
            </th>
            <th scope="col" className="right">
              Time
            </th>
            <th scope="col">Outputs</th>
            <th scope="col" className="right">
              Began
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <StepRow key={step.name} step={step} status={summary.status} now={now} />
          ))}
        </tbody>
      </table>
      {failed !== null && <FailedStep step={failed} detail={detail} log={log} />}
    </section>
  );
}

function StepRow({
  step,
  status,
  now,
}: {
  readonly step: RunStepState;
  readonly status: RunDetail['summary']['status'];
  readonly now: number;
}) {
  const { word, icon, tone } = stepLook(step, status);
  const isDone = step.state === 'finished' && step.exitCode === 0;
  return (
    <tr>
      <th scope="row" className="run-step-name">
        {step.name}
      </th>
      <td>
        <span className={`row tone-${tone}`}>
          <Icon name={icon} size={14} />
          {word}
        </span>
      </td>
      <td className="number right">{step.exitCode ?? 'n/a'}</td>
      <td className="number right">{formatDuration(stepDurationMs(step, status, now))}</td>
      <td>
        {isDone ? (
          <Chip tone={step.cached ? 'outline' : 'idle'}>{step.cached ? 'cached' : 'computed'}</Chip>
        ) : (
          <span className="text-3">none</span>
        )}
      </td>
      <td className="number right">{formatClock(step.startedAt, true)}</td>
    </tr>
  );
}

/** What went wrong, and the last lines before it. */
function FailedStep({
  step,
  detail,
  log,
}: {
  readonly step: RunStepState;
  readonly detail: RunDetail;
  readonly log: RunLog;
}) {
  const lines = lastLinesOf(step, detail.steps, log.lines, LAST_LINES);
  const { error } = detail.summary;
  return (
    <div className="run-step-failure">
      <ErrorCard
        title={error?.message ?? `The step ${step.name} ended with exit ${step.exitCode ?? 'n/a'}.`}
        nextStep={error?.nextStep ?? 'read its last lines and the diagnostics, then resume the run.'}
        code={error?.code ?? ''}
      />
      <h3 className="strong text-sm">
        {lines.length === 0
          ? `${step.name} logged nothing before it failed`
          : `Last of the log of ${step.name}, ${formatAmount(lines.length, 'line')}`}
      </h3>
      {lines.length > 0 && (
        <div className="run-log-lines selectable" tabIndex={0} role="region" aria-label={`Last lines of ${step.name}`}>
          {lines.map((line) => (
            <p key={`${line.attempt}:${line.seq}`}>
              <time className="text-3">{formatClock(line.time, true)}</time> {line.message}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
