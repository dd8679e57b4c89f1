import { useMemo } from 'react';
import type { Checkpoint } from '#contract/run-detail';
import { useCommand } from '../../lib/commands';
import { formatAmount, formatBytes } from '../../lib/format';
import { goTo, PATHS, replaceWith } from '../../lib/navigation';
import { useRequest } from '../../lib/query';
import { openInspector } from '../../lib/open-inspector';
import { useCopyTable } from '../../lib/use-copy-table';
import { Button } from '../../ui/button';
import { CopyAs } from '../../ui/copy-as';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCardOf } from '../../ui/error-card';
import { Pane, PaneBody, PaneHeader } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { groupCheckpoints, metricColumns } from './checkpoint-groups';
import { CheckpointTable } from './checkpoint-table';
import { checkpointTableText } from './checkpoint-text';
import { ExportPanel } from './export-panel';
import './checkpoints.css';

const MOST_METRICS = 3;

/** Every checkpoint of the workspace under its run, and the export of the selected one. */
export function CheckpointsScreen({ checkpointId }: { readonly checkpointId: string | null }) {
  const list = useRequest('checkpoints:list', {});
  const runs = useRequest('runs:list', { query: '', includeTrash: false });
  const checkpoints = list.data?.checkpoints;
  const rows = runs.data?.rows;
  const groups = useMemo(() => groupCheckpoints(checkpoints ?? [], rows ?? []), [checkpoints, rows]);
  const columns = useMemo(() => metricColumns(checkpoints ?? [], rows ?? [], MOST_METRICS), [checkpoints, rows]);
  const ordered = groups.flatMap((group) => group.checkpoints.map((checkpoint) => ({ checkpoint, run: group.run })));
  const selected =
    ordered.find(({ checkpoint }) => checkpointId !== null && checkpoint.ids.includes(checkpointId)) ??
    ordered[0] ??
    null;
  const copyItems = useCopyTable(() => checkpointTableText(groups, columns), ordered.length > 0);
  const openExport = useExportCommand(
    selected === null ? null : `${selected.run?.name ?? selected.checkpoint.runId}, epoch ${selected.checkpoint.epoch}`,
  );
  const select = (checkpoint: Checkpoint) =>
    replaceWith(PATHS.checkpoint(checkpoint.ids[0] ?? `${checkpoint.runId}:${checkpoint.step}`));

  return (
    <Pane label="Checkpoints">
      <PaneHeader
        title="Checkpoints"
        detail={
          list.data === undefined
            ? undefined
            : `${ordered.length} in ${formatAmount(groups.length, 'run')}, ${formatBytes(list.data.totalBytes)}`
        }
      >
        <CopyAs label="Copy the table" disabled={ordered.length === 0} items={copyItems} />
      </PaneHeader>
      <PaneBody className="checkpoint-body">
        {list.error !== null ? (
          <div className="export-inset">
            <ErrorCardOf error={list.error} actions={<Button onClick={() => void list.refetch()}>Ask again</Button>} />
          </div>
        ) : list.data === undefined || (runs.data === undefined && runs.error === null) ? (
          <Skeleton rows={12} label="Reading the checkpoints" />
        ) : ordered.length === 0 ? (
          <EmptyState
            icon="flag"
            title="No checkpoints yet"
            action={
              <Button variant="primary" onClick={() => goTo(PATHS.experiments)}>
                Go to Experiments
              </Button>
            }
          >
            A run keeps its best and its last checkpoint while it trains. No run of this workspace has written one.
          </EmptyState>
        ) : (
          <CheckpointTable
            groups={groups}
            columns={columns}
            selected={selected?.checkpoint ?? null}
            onSelect={select}
            onOpen={openExport}
          />
        )}
      </PaneBody>
      {selected !== null && (
        <ExportPanel
          key={`${selected.checkpoint.runId} ${selected.checkpoint.step}`}
          checkpoint={selected.checkpoint}
          run={selected.run}
        />
      )}
    </Pane>
  );
}

/** @returns a function that opens the inspector and puts the focus on the export button */
function useExportCommand(target: string | null): () => void {
  const openExport = () => {
    const focus = () => document.getElementById('export-start')?.focus();
    void openInspector().then(() => requestAnimationFrame(focus));
  };
  useCommand('checkpoint.export', openExport, { enabled: target !== null, target: target ?? undefined });
  return openExport;
}
