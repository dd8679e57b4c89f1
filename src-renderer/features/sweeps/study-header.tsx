import { metricDescriptor } from '#contract/metrics';
import type { StudyDetail, Trial } from '#contract/sweeps';
import { useCommand } from '../../lib/commands';
import { copyText } from '../../lib/copy-text';
import { formatAmount } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { useCopyTable } from '../../lib/use-copy-table';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { PaneHeader } from '../../ui/pane';
import type { DataColumn } from '../../ui/table/data-column';
import { tableTextOf } from '../../ui/table/table-rows';
import { PRUNER_WORDS, SAMPLER_WORDS } from './study-words';
import type { StudyActions } from './use-study-actions';

export interface StudyHeaderProps {
  readonly detail: StudyDetail;
  /** Trials that were chosen in the table. */
  readonly chosen: readonly number[];
  readonly actions: StudyActions;
  readonly columns: readonly DataColumn<Trial>[];
  /** Rows of the table as filtered. */
  readonly rows: readonly Trial[];
}

/** Name, how trials are chosen, and what can be done. */
export function StudyHeader({ detail, chosen, actions, columns, rows }: StudyHeaderProps) {
  const { summary, trials } = detail;
  const { name, status, configPath } = summary;
  const failed = trials.filter(({ state }) => state === 'failed').map(({ number }) => number);
  const again = chosen.length > 0 ? chosen : failed;
  const isRunning = status === 'running';
  const canResume = !isRunning && status !== 'done';
  const copyItems = useCopyTable(
    () =>
      tableTextOf(
        columns.filter(({ id }) => id !== 'requeue'),
        rows,
      ),
    rows.length > 0,
  );
  useCommand('sweep.stop', actions.stop, { enabled: isRunning, target: name });
  useCommand('sweep.resume', actions.resume, { enabled: canResume, target: name });
  useCommand('sweep.requeue', () => actions.requeue(again), {
    enabled: again.length > 0,
    target: formatAmount(again.length, 'trial'),
  });
  return (
    <PaneHeader title={name} detail={describe(detail)}>
      {again.length > 0 && (
        <Button icon="repeat" onClick={() => actions.requeue(again)}>
          {chosen.length > 0 ? `Queue ${chosen.length} again` : `Queue ${failed.length} failed again`}
        </Button>
      )}
      {isRunning && (
        <Button icon="stop" busy={actions.isStopping} onClick={actions.stop}>
          Stop
        </Button>
      )}
      {canResume && (
        <Button variant="primary" icon="play" onClick={actions.resume}>
          Resume
        </Button>
      )}
      <Menu
        label="More about the sweep"
        trigger={<IconButton icon="more" label="Copy and open" />}
        items={[
          ...copyItems.map(({ label, onSelect }) => ({
            label: `Copy trials as ${label}`,
            icon: 'copy' as const,
            disabled: rows.length === 0,
            onSelect,
          })),
          null,
          {
            label: 'Copy the sweep with every default',
            icon: 'copy',
            onSelect: () => copyText(detail.sweepYaml, 'Sweep copied.'),
          },
          {
            label: 'Copy the path of its output files',
            icon: 'folder',
            onSelect: () => copyText(detail.folder, 'Path copied.'),
          },
          {
            label: 'Open the sweep file',
            icon: 'file',
            disabled: configPath === null,
            onSelect: () => configPath !== null && goTo(PATHS.sweepFile(configPath)),
          },
        ]}
      />
    </PaneHeader>
  );
}

/** @returns `TPE, seed 42, maximise Spearman on validation, no pruner` */
function describe({ sweep: { sampler, pruner }, summary: { objective } }: StudyDetail): string {
  const seed = 'seed' in sampler ? `, seed ${sampler.seed}` : '';
  const verb = objective.direction === 'maximize' ? 'maximise' : 'minimise';
  const goal = `${verb} ${metricDescriptor(objective.metric).label} on ${objective.split}`;
  return `${SAMPLER_WORDS[sampler.kind]}${seed}, ${goal}, ${PRUNER_WORDS[pruner.kind]}`;
}
