import type { RunSummary } from '#contract/runs';
import { Link } from 'wouter';
import { formatAmount, formatBytes, formatCount, formatDuration } from '../lib/format';
import { PATHS } from '../lib/navigation';
import { useRequest } from '../lib/query';
import { currentWork, remainingMs, runFraction } from '../lib/run-progress';
import { useHasWorkspace } from '../lib/settings';
import { Icon } from '../ui/icon';
import { ProgressBar } from '../ui/progress-bar';
import { StatusIcon } from '../ui/status-badge';

/** The current run, the queue, speed, memory, executor and whether everything is saved. */
export function StatusBar() {
  const hasWorkspace = useHasWorkspace();
  const runs = useRequest('runs:list', { query: '', includeTrash: false }, { enabled: hasWorkspace });
  const version = useRequest('app:info', {}).data?.version;
  const { run, runningCount, queuedCount } = currentWork(runs.data?.rows ?? []);
  return (
    <footer className="status-bar" data-pane="status">
      {run === null ? (
        <span className="row">
          <Icon name="check" size={12} />
          Nothing is running
        </span>
      ) : (
        <CurrentRun run={run} />
      )}
      {runningCount > 1 && <span>{formatAmount(runningCount - 1, 'more run', 'more runs')}</span>}
      {queuedCount > 0 && (
        <span className="row">
          <StatusIcon status="queued" size={12} />
          {queuedCount} queued
        </span>
      )}
      <span className="grow" />
      {run !== null && <RunLoad run={run} />}
      {!hasWorkspace && <span>No account, no server</span>}
      {!hasWorkspace && version !== undefined && <span>Assay {version}</span>}
      {hasWorkspace && <SavedState />}
    </footer>
  );
}

function CurrentRun({ run }: { readonly run: RunSummary }) {
  const left = remainingMs(run);
  return (
    <>
      <Link href={PATHS.run(run.runId)} className="status-bar-run">
        <StatusIcon status={run.status} size={12} />
        <span className="ellipsis">
          {run.name} · seed {run.seed}
        </span>
      </Link>
      <span className="row">
        epoch {formatCount(run.epoch)} of {formatCount(run.totalEpochs)}
        <span className="status-bar-progress">
          <ProgressBar
            label={`Progress of ${run.name}`}
            fraction={runFraction(run)}
            tone={run.status === 'paused' ? 'warn' : 'run'}
          />
        </span>
        {run.status === 'paused' ? 'paused' : left !== null && `about ${formatDuration(left)} left`}
      </span>
    </>
  );
}

function RunLoad({ run }: { readonly run: RunSummary }) {
  return (
    <span className="status-bar-load">
      {run.samplesPerSecond !== null && <span>{formatCount(run.samplesPerSecond)} samples/s</span>}
      {run.memoryBytes !== null && <span>memory {formatBytes(run.memoryBytes)}</span>}
      {run.engine !== null && (
        <span>
          {run.engine.executor} · {formatAmount(run.engine.threads, 'thread')}
        </span>
      )}
    </span>
  );
}

/** Unsaved text is kept as a draft, so there is nothing to lose in either state. */
function SavedState() {
  const files = useRequest('configs:list', {}).data?.files;
  const drafts = files?.filter((file) => file.hasDraft).length ?? 0;
  if (files === undefined) return null;
  return drafts === 0 ? (
    <span className="row tone-ok">
      <Icon name="check" size={12} />
      Saved
    </span>
  ) : (
    <span className="row tone-warn">
      <Icon name="note" size={12} />
      {formatAmount(drafts, 'draft')} kept
    </span>
  );
}
