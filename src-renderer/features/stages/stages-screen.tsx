import { useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { LadderFile, LadderState } from '#contract/stages';
import { formatAmount } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { openInspector } from '../../lib/open-inspector';
import { invalidate, useAction, useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard, Fault } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { Pane, PaneHeader } from '../../ui/pane';
import { ProgressBar } from '../../ui/progress-bar';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { selectedPart, type BoardSelection, type SelectedPart } from './board-selection';
import { ITEM_LEGEND, timeLeftText, workLeft } from './board-words';
import { DecisionInspector } from './decision-inspector';
import { ItemInspector } from './item-inspector';
import { LadderReportMenu } from './ladder-report-menu';
import { RunLadderDialog } from './run-ladder-dialog';
import { StageColumn } from './stage-column';
import { StageInspector } from './stage-inspector';
import { TablesView } from './tables-view';
import './stages.css';

/** Ladders: checklists that evidence answers, decisions with their numbers, and what is still to run. */
export function StagesScreen() {
  const [location] = useHashLocation();
  const { data, error } = useRequest('stages:list', {});
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={10} label="Reading the ladders" />;
  const path = pathOf(location);
  const chosen =
    data.ladders.find((ladder) => ladder.path === path) ??
    data.ladders.find(({ problem }) => problem === null) ??
    data.ladders[0];
  if (chosen === undefined) {
    return (
      <Pane label="Stages">
        <PaneHeader title="Stages" />
        <EmptyState
          icon="stages"
          title="No ladders yet"
          action={
            <Button variant="primary" icon="flask" onClick={() => goTo(PATHS.experiments)}>
              Go to Experiments
            </Button>
          }
        >
          A ladder is a file under configs/stages: stages, what each has to show, and the rules that decide what goes
          on.
        </EmptyState>
      </Pane>
    );
  }
  return <OpenLadder key={chosen.path} file={chosen} all={data.ladders} />;
}

/** The file of the ladder stands in the address. */
function pathOf(location: string): string | null {
  const rest = location.replace(/^\/stages\/?/, '');
  return rest === '' || rest === location ? null : decodeURIComponent(rest);
}

function OpenLadder({ file, all }: { readonly file: LadderFile; readonly all: readonly LadderFile[] }) {
  const isUsable = file.problem === null;
  const { data, error } = useRequest('stages:state', { path: file.path }, { enabled: isUsable });
  return (
    <Pane label="Stages" className="stages">
      <PaneHeader title={file.name} {...(data === undefined ? {} : { detail: `${data.met} of ${data.total} proven` })}>
        {data !== undefined && data.total > 0 && (
          <span className="stages-progress">
            <ProgressBar label="Items proven or overruled" fraction={data.met / data.total} />
          </span>
        )}
        <Select
          label="Ladder"
          hideLabel
          value={file.path}
          options={all.map(({ path, name, problem }) => ({
            value: path,
            label: name,
            ...(problem === null ? {} : { detail: 'cannot be used here' }),
          }))}
          onValueChange={(path) => goTo(PATHS.stagesOf(path))}
        />
        {file.path.startsWith('configs/') && (
          <Button icon="stages" onClick={() => goTo(PATHS.experiment(file.path))}>
            Edit ladder
          </Button>
        )}
        {data !== undefined && <LadderActions state={data} />}
      </PaneHeader>
      {!isUsable ? (
        <div className="fault-pane">
          <ErrorCard title={file.problem!} nextStep="Correct the file, or choose another ladder." />
        </div>
      ) : error !== null ? (
        <Fault error={error} />
      ) : data === undefined ? (
        <Skeleton rows={10} label="Looking for evidence" />
      ) : (
        <Board state={data} />
      )}
    </Pane>
  );
}

function LadderActions({ state }: { readonly state: LadderState }) {
  const [isAsking, setAsking] = useState(false);
  const stop = useAction('stages:stop', { onSuccess: () => invalidate('stages:state') });
  return (
    <>
      <LadderReportMenu path={state.path} name={state.name} />
      {state.isRunning ? (
        <Button icon="stop" busy={stop.isPending} onClick={() => stop.mutate({ path: state.path })}>
          Stop
        </Button>
      ) : (
        <Button variant="primary" icon="play" onClick={() => setAsking(true)}>
          Run what is missing
        </Button>
      )}
      <RunLadderDialog state={state} open={isAsking} onOpenChange={setAsking} />
    </>
  );
}

type View = 'board' | 'tables';

function Board({ state }: { readonly state: LadderState }) {
  const [view, setView] = useState<View>('board');
  const [selection, setSelection] = useState<BoardSelection | null>(null);
  const part = selectedPart(state, selection);
  const select = (next: BoardSelection) => {
    setSelection(next);
    void openInspector();
  };
  return (
    <>
      <Tabs<View>
        label="Views of the ladder"
        value={view}
        onValueChange={setView}
        tabs={[
          { value: 'board', label: 'Board', content: <Columns state={state} part={part} onSelect={select} /> },
          { value: 'tables', label: 'Tables', content: <TablesView path={state.path} /> },
        ]}
      />
      <Explained state={state} part={part} />
    </>
  );
}

function Columns({
  state,
  part,
  onSelect,
}: {
  readonly state: LadderState;
  readonly part: SelectedPart | null;
  readonly onSelect: (selection: BoardSelection) => void;
}) {
  if (state.stages.length === 0) {
    return (
      <EmptyState icon="stages" title="No stages in this ladder">
        It holds ablations only: see the ablation matrix of Compare.
      </EmptyState>
    );
  }
  const { missing, timeLeftMs } = workLeft(state, null);
  const timeLeft = timeLeftText(timeLeftMs);
  return (
    <div className="stages-board">
      <div className="stages-legend">
        {ITEM_LEGEND.map(({ icon, tone, words }) => (
          <span key={words} className={`row tone-${tone}`}>
            <Icon name={icon} size={14} />
            {words}
          </span>
        ))}
        <span className="grow" />
        {state.isRunning && (
          <span className="row tone-run" role="status">
            <Icon name="status-running" size={14} />
            working on it
          </span>
        )}
        <span className="text-3">
          {missing === 0 ? 'nothing known to be missing' : `${formatAmount(missing, 'run')} missing`}
          {missing > 0 && timeLeft !== '' && `, ${timeLeft}`}
        </span>
        {state.hasAblations && (
          <Button
            size="small"
            icon="compare"
            onClick={() => goTo(PATHS.compareWith(new URLSearchParams({ view: 'ablations', ladder: state.path })))}
          >
            Ablation matrix
          </Button>
        )}
      </div>
      <div className="stages-columns" role="region" aria-label="Board" tabIndex={0}>
        {state.stages.map((stage, index) => (
          <StageColumn
            key={stage.id}
            number={index + 1}
            stage={stage}
            metric={state.metric}
            selected={part}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  );
}

function Explained({ state, part }: { readonly state: LadderState; readonly part: SelectedPart | null }) {
  if (part === null) return null;
  switch (part.kind) {
    case 'stage':
      return <StageInspector stage={part.stage} metric={state.metric} />;
    case 'decision':
      return <DecisionInspector path={state.path} stage={part.stage} decision={part.decision} metric={state.metric} />;
    case 'item':
      return <ItemInspector path={state.path} stage={part.stage} item={part.item} />;
  }
}
