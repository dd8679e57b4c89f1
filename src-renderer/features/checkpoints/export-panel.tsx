import { useState } from 'react';
import type { Checkpoint } from '#contract/run-detail';
import type { RunSummary } from '#contract/runs';
import { request } from '../../lib/bridge';
import { formatAmount, formatBytes, formatDuration } from '../../lib/format';
import { useJobProgress } from '../../lib/job-progress';
import { notifyError } from '../../lib/notices';
import { closeInspector } from '../../lib/open-inspector';
import { useWorkspace } from '../../lib/settings';
import { Inspector } from '../../lib/slots';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { ErrorCardOf } from '../../ui/error-card';
import { IconButton } from '../../ui/icon-button';
import { Facts, Section, SideHead } from '../../ui/pane';
import { ProgressBar } from '../../ui/progress-bar';
import { TextField } from '../../ui/text-field';
import { roleWords } from './checkpoint-groups';
import { EXPORT_FORMATS, exportFolder, type ExportFormat } from './export-formats';
import { startExport, useExportStore } from './export-store';
import { ParityTable } from './parity-table';

export interface ExportPanelProps {
  readonly checkpoint: Checkpoint;
  readonly run: RunSummary | null;
}

/** Writes a checkpoint for other tools and proves that the files hold the same model. */
export function ExportPanel({ checkpoint, run }: ExportPanelProps) {
  const checkpointId = checkpoint.ids[0] ?? `${checkpoint.runId}:${checkpoint.step}`;
  const name = run === null ? checkpoint.runId : `${run.name}, seed ${run.seed}`;
  const [formats, setFormats] = useState<readonly ExportFormat[]>(EXPORT_FORMATS.map(({ id }) => id));
  const [folder, setFolder] = useState(() =>
    exportFolder(run?.name ?? checkpoint.runId, run?.seed ?? null, checkpoint.epoch),
  );
  const state = useExportStore(({ exports }) => exports[checkpointId]);
  const isRunning = state?.kind === 'running';
  const start = () => void startExport({ checkpointId, formats: [...formats], directory: folder });
  return (
    <Inspector width="wide">
      <SideHead title="Export" detail={`${name}, ${roleWords(checkpoint.roles)}`}>
        <IconButton icon="close" label="Hide the inspector" onClick={() => void closeInspector()} />
      </SideHead>
      <div className="export-body">
        <Section title="Formats" detail="float32">
          <FormatList formats={formats} onChange={setFormats} />
        </Section>
        <Section title="Folder" detail="relative to the workspace, or absolute">
          <FolderField folder={folder} onChange={setFolder} />
        </Section>
        {isRunning && <ExportProgress />}
        {state?.kind === 'failed' && (
          <div className="export-inset">
            <ErrorCardOf error={state.error} actions={<Button onClick={start}>Export again</Button>} />
          </div>
        )}
        {state?.kind === 'done' && <ParityTable output={state.output} />}
        <CheckpointFacts checkpoint={checkpoint} run={run} />
      </div>
      <footer className="export-foot">
        <Button
          id="export-start"
          variant="primary"
          icon="export"
          busy={isRunning}
          disabled={formats.length === 0 || folder.trim() === ''}
          onClick={start}
        >
          {state?.kind === 'done' ? 'Export again' : `Export ${formatAmount(formats.length, 'format')}`}
        </Button>
        {state?.kind === 'done' && state.output.files[0] !== undefined && (
          <Button
            icon="folder"
            onClick={() => void request('app:show-item', { path: state.output.files[0]!.path }).catch(notifyError)}
          >
            Show the folder
          </Button>
        )}
        <span className="grow" />
        {state?.kind === 'done' && (
          <span className="text-3 text-xs">
            {formatAmount(state.output.files.length, 'file')},{' '}
            {formatBytes(state.output.files.reduce((sum, { bytes }) => sum + bytes, 0))},{' '}
            {formatDuration(state.durationMs)}
          </span>
        )}
      </footer>
    </Inspector>
  );
}

function FormatList({
  formats,
  onChange,
}: {
  readonly formats: readonly ExportFormat[];
  readonly onChange: (formats: readonly ExportFormat[]) => void;
}) {
  return (
    <div className="export-formats">
      {EXPORT_FORMATS.map(({ id, label, detail }) => (
        <Checkbox
          key={id}
          checked={formats.includes(id)}
          // The order of the list, not of the clicks.
          onCheckedChange={(isOn) =>
            onChange(
              EXPORT_FORMATS.map((format) => format.id).filter((other) =>
                other === id ? isOn : formats.includes(other),
              ),
            )
          }
        >
          <span className="mono export-format">{label}</span>
          <span className="text-2 ellipsis">{detail}</span>
        </Checkbox>
      ))}
    </div>
  );
}

function FolderField({ folder, onChange }: { readonly folder: string; readonly onChange: (folder: string) => void }) {
  const workspace = useWorkspace();
  const choose = () => {
    request('app:choose-folder', { title: 'Export to', startAt: workspace?.path ?? null })
      .then(({ path }) => {
        if (path !== null) onChange(path);
      })
      .catch(notifyError);
  };
  return (
    <div className="row">
      <TextField className="grow" label="Folder" hideLabel mono value={folder} onValueChange={onChange} />
      <Button icon="folder" onClick={choose}>
        Choose
      </Button>
    </div>
  );
}

function ExportProgress() {
  const progress = useJobProgress('export');
  return (
    <Section title="Exporting" detail={progress?.message ?? 'writing and reading back'}>
      <ProgressBar label="Export" fraction={progress?.fraction ?? null} />
    </Section>
  );
}

function CheckpointFacts({ checkpoint, run }: ExportPanelProps) {
  return (
    <Section title="Checkpoint">
      <Facts
        facts={[
          { label: 'Id', value: <span className="mono">{checkpoint.ids.join(', ')}</span> },
          ...(run === null ? [] : [{ label: 'Family', value: <span className="mono">{run.family}</span> }]),
          {
            label: 'Epoch, step',
            value: <span className="number">{`${checkpoint.epoch}, ${checkpoint.step.toLocaleString('en-US')}`}</span>,
          },
          { label: 'Size', value: <span className="number">{formatBytes(checkpoint.bytes)}</span> },
          { label: 'Folder', value: <span className="mono">{checkpoint.folder}</span> },
        ]}
      />
    </Section>
  );
}
