import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { request } from '../../lib/bridge';
import { useCommand } from '../../lib/commands';
import { formatAmount } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { notify, notifyError } from '../../lib/notices';
import { invalidate, useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { Fault } from '../../ui/error-card';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { Pane } from '../../ui/pane';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { configNameOf, folderOf, schemaKindOf } from './config-groups';
import { problemNotes, seedNotes } from './editor/problem-marks';
import type { ConfigEditorHandle } from './editor/config-editor';
import { PreflightPane } from './preflight-pane';
import { ProblemsPane } from './problems-pane';
import { runButton } from './run-button-text';
import { useConfigCheck } from './use-config-check';
import { useConfigDocument, type EditedDocument } from './use-config-document';
import { usePreflight } from './use-preflight';

// Monaco is more than three megabytes: it is read when the first experiment opens, not with the window.
const ConfigEditor = lazy(() => import('./editor/config-editor'));
const DifferenceEditor = lazy(() => import('./editor/difference-editor'));

export interface ExperimentPaneProps {
  readonly path: string;
  /** Told what the side list shows beside the file. */
  readonly onStateChange: (state: { readonly problems: number; readonly isDirty: boolean }) => void;
  readonly onDuplicate: () => void;
}

/** One experiment: text, problems, pre-flight, and the button that starts it. */
export function ExperimentPane(props: ExperimentPaneProps) {
  const { data, error } = useConfigDocument(props.path);
  if (error !== null) {
    return <Fault error={error} />;
  }
  if (data === null) return <Skeleton rows={10} label={`Reading ${props.path}`} />;
  return <OpenExperiment {...props} document={data} />;
}

function OpenExperiment({
  path,
  document,
  onStateChange,
  onDuplicate,
}: ExperimentPaneProps & { readonly document: EditedDocument }) {
  const [view, setView] = useState<'edit' | 'difference'>('edit');
  const [isStarting, setStarting] = useState(false);
  const editor = useRef<ConfigEditorHandle>(null);
  const kind = schemaKindOf(path);
  const schema = useRequest('configs:schema', { kind }).data?.schema ?? null;
  const { check, isCurrent, error: checkError } = useConfigCheck(path, document.text);
  const button = runButton(check);
  const runs = check?.resolved?.seeds.length ?? 0;
  const preflight = usePreflight(path, document.text, button.enabled && isCurrent);
  const problems = useMemo(() => check?.problems ?? [], [check]);
  const notes = useMemo(
    () => [...problemNotes(problems), ...seedNotes(document.text, runs)],
    [problems, document.text, runs],
  );
  const errorCount = problems.filter(({ severity }) => severity === 'error').length;
  useEffect(
    () => onStateChange({ problems: errorCount, isDirty: document.isDirty }),
    [onStateChange, errorCount, document.isDirty],
  );

  const save = () => void document.save().catch(notifyError);
  const canStart = button.enabled && !isStarting;
  const start = () => {
    setStarting(true);
    void startRuns(document)
      .catch(notifyError)
      .finally(() => setStarting(false));
  };
  const name = configNameOf(path);
  useCommand('experiment.save', save, { enabled: document.isDirty, target: name });
  useCommand('experiment.run', start, { enabled: canStart && isCurrent, target: name });
  useCommand('experiment.discard-draft', document.discard, { enabled: document.isDirty, target: name });

  return (
    <Pane label={`Experiment ${name}`}>
      <header className="experiment-head">
        <h1 className="ellipsis" title={path}>
          <span className="text-3">{folderOf(path).replaceAll('/', ' / ')} / </span>
          <span className="strong text-lg">{name}</span>
        </h1>
        {document.isDirty && (
          <span title="Kept as a draft; Ctrl S writes the file">
            <Chip tone="idle">unsaved</Chip>
          </span>
        )}
        <span className="grow" />
        <Segmented
          label="View"
          value={view}
          onValueChange={setView}
          options={[
            { value: 'edit', label: 'Edit' },
            { value: 'difference', label: 'Difference' },
          ]}
        />
        <Menu
          label="Experiment"
          trigger={<IconButton icon="more" label="More for this experiment" />}
          items={[
            { label: 'Save', icon: 'save', shortcut: 'Mod+S', disabled: !document.isDirty, onSelect: save },
            { label: 'Discard unsaved changes', icon: 'undo', disabled: !document.isDirty, onSelect: document.discard },
            { label: 'Duplicate', icon: 'copy', onSelect: onDuplicate },
            null,
            {
              label: 'Move to the trash',
              icon: 'trash',
              danger: true,
              onSelect: () => void trash(path).catch(notifyError),
            },
          ]}
        />
        <Button
          variant={button.enabled ? 'primary' : 'secondary'}
          icon="play"
          disabled={!canStart}
          busy={isStarting}
          onClick={start}
        >
          {button.text}
        </Button>
      </header>
      {checkError !== null && <Fault error={checkError} />}
      <div className="experiment-editor">
        <Suspense fallback={<Skeleton rows={12} label="Opening the editor" />}>
          {view === 'edit' ? (
            <ConfigEditor
              ref={editor}
              path={path}
              text={document.text}
              onTextChange={document.setText}
              startAt={document.startAt}
              onCursorChange={document.setCursor}
              problems={problems}
              notes={notes}
              kind={kind}
              schema={schema}
            />
          ) : (
            <DifferenceEditor
              saved={document.saved}
              text={document.text}
              label={`Saved file at the left, ${name} as typed at the right`}
            />
          )}
        </Suspense>
      </div>
      <ProblemsPane
        check={check}
        onShow={(problem) => {
          setView('edit');
          editor.current?.reveal(problem);
        }}
        onFix={(problem) => editor.current?.applyFix(problem)}
      />
      <PreflightPane preflight={preflight} text={document.text} runs={runs} canMeasure={button.enabled && isCurrent} />
    </Pane>
  );
}

/** Saves what was typed, starts one run a seed, and shows it. */
async function startRuns(document: EditedDocument): Promise<void> {
  if (document.isDirty) await document.save();
  const { runIds } = await request('runs:start', { configPath: document.path, seeds: null });
  invalidate('runs:list');
  const [first] = runIds;
  notify({ tone: 'ok', title: `${formatAmount(runIds.length, 'run')} of ${configNameOf(document.path)} started.` });
  if (first !== undefined) goTo(runIds.length === 1 ? PATHS.run(first) : PATHS.runs);
}

/** Moves a file to the trash; the notice brings it back. */
async function trash(path: string): Promise<void> {
  const { undoToken } = await request('configs:trash', { path });
  invalidate('configs:list');
  goTo(PATHS.experiments);
  notify({
    tone: 'ok',
    title: `${configNameOf(path)} is in the trash.`,
    action: {
      label: 'Undo',
      run: () =>
        void request('configs:restore', { undoToken })
          .then(({ path: restored }) => {
            invalidate('configs:list');
            goTo(PATHS.experiment(restored));
          })
          .catch(notifyError),
    },
  });
}
