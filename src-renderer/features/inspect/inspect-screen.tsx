import type { RunDetail } from '#contract/run-detail';
import type { RunSummary } from '#contract/runs';
import { goTo, PATHS } from '../../lib/navigation';
import { useRequest } from '../../lib/query';
import { SideList } from '../../lib/slots';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Fault } from '../../ui/error-card';
import { IconButton } from '../../ui/icon-button';
import { ListItem, ListTitle } from '../../ui/list-item';
import { Pane, PaneBody, PaneHeader, SideHead } from '../../ui/pane';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { STATUS_LOOKS } from '../../ui/status-badge';
import { viewsOf } from './inspect-views';
import './inspect.css';

/** What a model looks at and what it does: pictures where people would rather look than read. */
export function InspectScreen({ runId, view }: { readonly runId: string | null; readonly view: string | null }) {
  const { data, error } = useRequest('runs:list', { query: '', includeTrash: false });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={10} label="Reading the runs" />;
  // A run has something to show once its first epoch is over.
  const runs = data.rows.filter(({ epoch }) => epoch > 0);
  const chosen = runId ?? runs[0]?.runId ?? null;
  return (
    <>
      <RunList runs={runs} chosen={chosen} />
      {chosen === null ? <NoRuns /> : <InspectedRun key={chosen} runId={chosen} view={view} />}
    </>
  );
}

function RunList({ runs, chosen }: { readonly runs: readonly RunSummary[]; readonly chosen: string | null }) {
  const families = [...new Set(runs.map(({ family }) => family))].sort();
  return (
    <SideList>
      <SideHead title="Inspect" detail={runs.length === 1 ? '1 run' : `${runs.length} runs`} />
      {families.map((family) => (
        <section key={family} aria-label={family}>
          <ListTitle>{family}</ListTitle>
          {runs
            .filter((run) => run.family === family)
            .map((run) => (
              <ListItem
                key={run.runId}
                icon={STATUS_LOOKS[run.status].icon}
                iconTone={STATUS_LOOKS[run.status].tone}
                selected={run.runId === chosen}
                trailing={`seed ${run.seed}`}
                onSelect={() => goTo(PATHS.inspect(run.runId))}
              >
                {run.name}
              </ListItem>
            ))}
        </section>
      ))}
    </SideList>
  );
}

function NoRuns() {
  return (
    <Pane label="Inspect">
      <PaneHeader title="Inspect" />
      <PaneBody>
        <EmptyState
          icon="eye"
          title="Nothing to look at yet"
          action={
            <Button variant="primary" onClick={() => goTo(PATHS.experiments)}>
              Go to Experiments
            </Button>
          }
        >
          A run keeps pictures of its model when an epoch ends. No run of this workspace has finished one.
        </EmptyState>
      </PaneBody>
    </Pane>
  );
}

function InspectedRun({ runId, view }: { readonly runId: string; readonly view: string | null }) {
  const { data, error } = useRequest('runs:get', { runId });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={10} label="Reading the run" />;
  return <Views detail={data} view={view} />;
}

function Views({ detail, view }: { readonly detail: RunDetail; readonly view: string | null }) {
  const { summary } = detail;
  const views = viewsOf(detail);
  const shown = views.find((one) => one.name === view) ?? views[0];
  return (
    <Pane label={`Inspect ${summary.name}, seed ${summary.seed}`}>
      <PaneHeader title={summary.name} detail={`seed ${summary.seed}`}>
        {shown !== undefined && views.length > 1 && (
          <Segmented
            label="View"
            value={shown.name}
            onValueChange={(name) => goTo(PATHS.inspect(summary.runId, name))}
            options={views.map((one) => ({ value: one.name, label: one.label }))}
          />
        )}
        <IconButton icon="runs" label="Show the run" onClick={() => goTo(PATHS.run(summary.runId))} />
      </PaneHeader>
      <PaneBody className="inspect-body">
        {shown === undefined ? (
          <EmptyState icon="eye" title="This run has no pictures">
            They are written when an epoch ends, and {summary.family} may have none for what this run was.
          </EmptyState>
        ) : (
          <shown.component detail={detail} />
        )}
      </PaneBody>
    </Pane>
  );
}
