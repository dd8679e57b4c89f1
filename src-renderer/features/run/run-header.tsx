import { metricDescriptor } from '#contract/metrics';
import type { RunDetail } from '#contract/run-detail';
import { request } from '../../lib/bridge';
import { useCommand } from '../../lib/commands';
import { copyText } from '../../lib/copy-text';
import { formatCount, formatDuration, formatNumber } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { notify, notifyError } from '../../lib/notices';
import { invalidate } from '../../lib/query';
import { remainingMs } from '../../lib/run-progress';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { KeyFigure } from '../../ui/key-figure';
import { Menu } from '../../ui/menu';
import { ProgressBar } from '../../ui/progress-bar';
import { StatusBadge } from '../../ui/status-badge';
import { actionsFor, RUN_ACTIONS, type RunAction } from './run-actions';
import { mainMetric } from './main-metric';
import { baselineVerdict } from './run-verdict';

/** @returns `A6 full, seed 42` */
export const runTitle = ({ name, seed }: RunDetail['summary']): string => `${name}, seed ${seed}`;

/** Name, state, and what can be done with the run. */
export function RunHeader({ detail }: { readonly detail: RunDetail }) {
  const { summary, folder } = detail;
  const { runId, status, epoch, totalEpochs, trashedAt } = summary;
  const possible = actionsFor(status);
  const isLive = status === 'running' || status === 'paused';
  const fork = () => void forkRun(runId, null).catch(notifyError);
  const trash = () => void trashRun(runId, runTitle(summary)).catch(notifyError);
  useRunCommands(detail, possible);
  useCommand('run.fork', fork, { target: runTitle(summary) });
  useCommand('run.trash', trash, { enabled: !isLive && trashedAt === null, target: runTitle(summary) });
  return (
    <header className="pane-header">
      <h1 className="pane-title ellipsis" title={runTitle(summary)}>
        {runTitle(summary)}
      </h1>
      <span className="mono text-3 selectable run-id">{runId}</span>
      <StatusBadge
        status={status}
        detail={
          totalEpochs > 0 && status !== 'queued'
            ? `epoch ${formatCount(epoch)} of ${formatCount(totalEpochs)}`
            : undefined
        }
      />
      {trashedAt !== null && <span className="tone-warn text-sm">in the trash</span>}
      <span className="grow" />
      {possible.map((action) => (
        <Button key={action.label} icon={action.icon} onClick={() => act(action, runId)}>
          {action.label}
        </Button>
      ))}
      <Button icon="fork" onClick={fork}>
        Fork
      </Button>
      <Menu
        label="Run"
        trigger={<IconButton icon="more" label="More for this run" />}
        items={[
          { label: 'Copy the id', icon: 'copy', onSelect: () => copyText(runId, 'Id copied.') },
          {
            label: 'Show its folder',
            icon: 'folder',
            onSelect: () => void request('app:show-item', { path: folder }).catch(notifyError),
          },
          ...(summary.configPath === null
            ? []
            : [
                {
                  label: 'Open its experiment',
                  icon: 'flask' as const,
                  onSelect: () => goTo(PATHS.experiment(summary.configPath!)),
                },
              ]),
          null,
          trashedAt === null
            ? { label: 'Move to the trash', icon: 'trash', danger: true, disabled: isLive, onSelect: trash }
            : {
                label: 'Restore from the trash',
                icon: 'undo',
                onSelect: () => void restoreRun(runId).catch(notifyError),
              },
        ]}
      />
    </header>
  );
}

const act = (action: RunAction, runId: string): void => void request(action.request, { runId }).catch(notifyError);

/** The commands of the registry answer exactly while their button is there. */
function useRunCommands({ summary }: RunDetail, possible: readonly RunAction[]): void {
  const [pause, proceed, stop, resume] = RUN_ACTIONS;
  const target = runTitle(summary);
  const answer = (action: RunAction) =>
    [action.command, () => act(action, summary.runId), { enabled: possible.includes(action), target }] as const;
  useCommand(...answer(pause!));
  useCommand(...answer(proceed!));
  useCommand(...answer(stop!));
  useCommand(...answer(resume!));
}

/** Writes an experiment from a run and opens it. */
export async function forkRun(runId: string, checkpoint: string | null): Promise<void> {
  const { path } = await request('runs:fork', { runId, checkpoint });
  invalidate('configs:list');
  goTo(PATHS.experiment(path));
}

async function trashRun(runId: string, title: string): Promise<void> {
  await request('runs:trash', { runIds: [runId] });
  invalidate('runs:list', 'runs:get');
  goTo(PATHS.runs);
  notify({
    tone: 'ok',
    title: `${title} is in the trash.`,
    action: {
      label: 'Undo',
      run: () =>
        void restoreRun(runId)
          .then(() => goTo(PATHS.run(runId)))
          .catch(notifyError),
    },
  });
}

async function restoreRun(runId: string): Promise<void> {
  await request('runs:restore', { runIds: [runId] });
  invalidate('runs:list', 'runs:get');
}

/** Best metric with its baseline, loss, speed, time: the four numbers that answer “how is it going”. */
export function RunFigures({
  detail,
  trainLoss,
  holdoutLoss,
  newest,
}: {
  readonly detail: RunDetail;
  /** Newest values of the lines, null before the first epoch. */
  readonly trainLoss: number | null;
  readonly holdoutLoss: number | null;
  readonly newest: { readonly validation: number | null; readonly holdout: number | null };
}) {
  const { summary, phase } = detail;
  const metric = metricDescriptor(mainMetric(summary));
  const verdict = baselineVerdict(summary, newest);
  const isBest = summary.best !== null && summary.best.metric === metric.id;
  const value = verdict?.value ?? (isBest ? summary.best!.value : (newest.validation ?? newest.holdout));
  const where = verdict?.split ?? (isBest ? summary.best!.split : 'holdout');
  const isLive = summary.status === 'running' || summary.status === 'paused' || summary.status === 'queued';
  const left = remainingMs(summary);
  // A pipeline whose network came from the cache has trained no step: there is no speed to tell.
  const speed = summary.samplesPerSecond === 0 ? null : summary.samplesPerSecond;
  return (
    <div className="run-figures">
      <KeyFigure
        label={`${metric.label}, ${where}`}
        value={formatNumber(value, metric.digits)}
        detail={
          verdict === null ? (
            isBest ? (
              `best at epoch ${formatCount(summary.best!.epoch)}`
            ) : (
              'no baseline yet'
            )
          ) : (
            <span className={verdict.isBelow ? 'tone-warn' : 'tone-ok'}>
              {verdict.isBelow ? 'below' : 'above'} {verdict.baseline.label}{' '}
              {formatNumber(verdict.baseline.value, metric.digits)}
            </span>
          )
        }
      />
      <KeyFigure
        label="Loss, train"
        value={formatNumber(trainLoss, 4)}
        detail={`holdout ${formatNumber(holdoutLoss, 4)}`}
      />
      <KeyFigure
        label="Speed"
        value={formatCount(speed)}
        {...(speed === null ? {} : { unit: 'samples/s' })}
        detail={summary.engine === null ? 'not started' : summary.engine.executor}
      />
      <KeyFigure
        label={isLive ? `Time left, to epoch ${formatCount(summary.totalEpochs)}` : 'Time'}
        value={isLive ? (left === null ? 'n/a' : `about ${formatDuration(left)}`) : formatDuration(summary.durationMs)}
        detail={
          isLive ? (phase === null ? `${formatDuration(summary.durationMs)} gone` : phase.name) : endedText(summary)
        }
      />
      {phase !== null && isLive && <ProgressBar label={phase.name} fraction={phase.fraction} />}
    </div>
  );
}

const STOP_WORDS = {
  completed: 'all epochs done',
  early_stopping: 'stopped early, no better holdout loss',
  not_learning: 'stopped, not learning',
  stopped_by_user: 'stopped by you',
  diverged: 'the loss left the finite numbers',
  interrupted: 'its process ended without a result',
} as const;

const endedText = ({ stopReason }: RunDetail['summary']): string =>
  stopReason === null ? 'not ended' : STOP_WORDS[stopReason];
