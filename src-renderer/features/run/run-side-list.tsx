import { metricDescriptor } from '#contract/metrics';
import type { RunDetail } from '#contract/run-detail';
import { formatBytes, formatNumber } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { useRequest } from '../../lib/query';
import { SideList } from '../../lib/slots';
import { Icon } from '../../ui/icon';
import { ListItem, ListTitle } from '../../ui/list-item';
import { SideHead } from '../../ui/pane';
import { STATUS_LOOKS } from '../../ui/status-badge';
import { mainMetric } from './main-metric';
import { isPipelineRun } from './pipeline-steps';
import { roleWords } from './role-words';

/** Parts of the screen of a run. */
export type RunView = 'steps' | 'charts' | 'log' | 'checkpoints' | 'configuration' | 'environment';

const VIEWS: readonly { readonly view: RunView; readonly label: string }[] = [
  { view: 'steps', label: 'Steps' },
  { view: 'charts', label: 'Charts' },
  { view: 'log', label: 'Log' },
  { view: 'checkpoints', label: 'Checkpoints' },
  { view: 'configuration', label: 'Configuration' },
  { view: 'environment', label: 'Environment' },
];

/** Runs of the same configuration, the parts of this screen, and the checkpoints. */
export function RunSideList({
  detail,
  view,
  onViewChange,
}: {
  readonly detail: RunDetail;
  readonly view: RunView;
  readonly onViewChange: (view: RunView) => void;
}) {
  const { summary, checkpoints, diagnostics, snapshots } = detail;
  const siblings = (useRequest('runs:list', { query: '', includeTrash: false }).data?.rows ?? [])
    .filter(({ groupKey }) => groupKey === summary.groupKey)
    .sort((a, b) => a.seed - b.seed || a.createdAt - b.createdAt);
  const metric = mainMetric(summary);
  const { digits } = metricDescriptor(metric);
  const hasAlarm = diagnostics.some(({ severity, id }) => severity !== 'info' && id.includes('attention'));
  return (
    <SideList>
      <SideHead title={summary.name} detail={siblings.length > 1 ? `${siblings.length} seeds` : ''} />
      {siblings.map((run) => (
        <ListItem
          key={run.runId}
          icon={STATUS_LOOKS[run.status].icon}
          iconTone={STATUS_LOOKS[run.status].tone}
          selected={run.runId === summary.runId}
          trailing={<span className="mono">{valueText(run.metrics.validation?.[metric], digits)}</span>}
          onSelect={() => goTo(PATHS.run(run.runId))}
        >
          <span title={`${STATUS_LOOKS[run.status].word}, ${run.runId}`}>seed {run.seed}</span>
        </ListItem>
      ))}
      <ListTitle>On this page</ListTitle>
      {VIEWS.filter((entry) => entry.view !== 'steps' || isPipelineRun(detail)).map((entry) => (
        <ListItem
          key={entry.view}
          selected={entry.view === view}
          onSelect={() => onViewChange(entry.view)}
          trailing={countOf(entry.view, detail)}
        >
          {entry.label}
        </ListItem>
      ))}
      {snapshots.length > 0 && (
        <ListItem
          icon="eye"
          trailing={
            hasAlarm ? <Icon name="warning" size={14} label="Has a diagnostic" className="tone-warn" /> : undefined
          }
          onSelect={() => goTo(PATHS.inspect(summary.runId))}
        >
          Inspect
        </ListItem>
      )}
      {checkpoints.length > 0 && <ListTitle>Checkpoints</ListTitle>}
      {checkpoints.map((checkpoint) => (
        <button
          key={checkpoint.folder}
          type="button"
          className="run-checkpoint"
          onClick={() => checkpoint.ids[0] !== undefined && goTo(PATHS.checkpoint(checkpoint.ids[0]))}
        >
          <Icon name="flag" />
          <span className="grow">
            <span className="ellipsis text-1" title={checkpoint.roles.map(roleWords).join(', ')}>
              {checkpoint.roles.map(roleWords).join(', ')}
            </span>
            <span className="text-3 text-xs">
              epoch {checkpoint.epoch}, {formatBytes(checkpoint.bytes)}
            </span>
          </span>
        </button>
      ))}
    </SideList>
  );
}

function countOf(view: RunView, { checkpoints, steps }: RunDetail): number | undefined {
  if (view === 'checkpoints') return checkpoints.length;
  return view === 'steps' ? steps.length : undefined;
}

const valueText = (value: number | null | undefined, digits: number): string =>
  typeof value === 'number' ? formatNumber(value, digits) : '';
