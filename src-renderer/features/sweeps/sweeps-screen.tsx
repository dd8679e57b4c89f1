import { useSearch } from 'wouter';
import type { ConfigFile } from '#contract/configs';
import { goTo, PATHS } from '../../lib/navigation';
import { useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCardOf } from '../../ui/error-card';
import { Pane, PaneBody, PaneHeader } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { openingOf } from './opening';
import { StudyView } from './study-view';
import { SweepFileView } from './sweep-file-view';
import { SweepsSideList } from './sweeps-side-list';
import './sweeps.css';

const NO_FILES: readonly ConfigFile[] = [];

/** Studies and sweep files: what a search costs before it starts, what it does while it runs, what it found. */
export function SweepsScreen({ studyId }: { readonly studyId: string | null }) {
  const search = useSearch();
  const file = new URLSearchParams(search).get('file');
  const list = useRequest('sweeps:list', {});
  const configs = useRequest('configs:list', {});
  const files = configs.data?.files.filter(({ kind }) => kind === 'sweep') ?? NO_FILES;
  const error = list.error ?? configs.error;
  if (error !== null) {
    return (
      <Pane label="Sweeps">
        <PaneHeader title="Sweeps" />
        <div className="sweep-message">
          <ErrorCardOf error={error} actions={<Button onClick={() => void list.refetch()}>Ask again</Button>} />
        </div>
      </Pane>
    );
  }
  if (list.data === undefined || configs.data === undefined) return <Skeleton rows={10} label="Reading the sweeps" />;
  const { studies } = list.data;
  const opening = openingOf({ studyId, file }, studies, files);
  return (
    <>
      <SweepsSideList
        studies={studies}
        files={files}
        openStudy={opening.kind === 'study' ? opening.studyId : null}
        openFile={opening.kind === 'file' ? opening.path : null}
      />
      {opening.kind === 'study' ? (
        <OpenStudy key={opening.studyId} studyId={opening.studyId} />
      ) : opening.kind === 'file' ? (
        <SweepFileView key={opening.path} path={opening.path} />
      ) : (
        <NoSweeps />
      )}
    </>
  );
}

function OpenStudy({ studyId }: { readonly studyId: string }) {
  const { data, error, refetch, dataUpdatedAt } = useRequest('sweeps:get', { studyId });
  if (data !== undefined) return <StudyView detail={data} receivedAt={dataUpdatedAt} />;
  return (
    <Pane label="Sweep">
      <PaneHeader title="Sweep" detail={studyId} />
      <PaneBody>
        {error === null ? (
          <Skeleton rows={12} label="Reading the sweep" />
        ) : (
          <div className="sweep-message">
            <ErrorCardOf error={error} actions={<Button onClick={() => void refetch()}>Ask again</Button>} />
          </div>
        )}
      </PaneBody>
    </Pane>
  );
}

function NoSweeps() {
  return (
    <Pane label="Sweeps">
      <PaneHeader title="Sweeps" />
      <PaneBody>
        <EmptyState
          icon="sweep"
          title="No sweeps yet"
          action={
            <Button variant="primary" onClick={() => goTo(PATHS.experiments)}>
              Go to Experiments
            </Button>
          }
        >
          A sweep is a file under configs / sweeps that names an experiment and what to vary. This workspace has none.
        </EmptyState>
      </PaneBody>
    </Pane>
  );
}
