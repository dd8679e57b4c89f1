import { useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { MissingData } from '#contract/configs';
import { useCommand } from '../../lib/commands';
import { useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Fault } from '../../ui/error-card';
import { Skeleton } from '../../ui/skeleton';
import { firstConfig } from './config-groups';
import { ExperimentList } from './experiment-list';
import { ExperimentPane } from './experiment-pane';
import { NewExperimentDialog } from './new-experiment-dialog';
import './experiments.css';

const NOTHING: readonly MissingData[] = [];
const CLEAN = { problems: 0, isDirty: false };

/** Editing: files at the left, text in the middle, what it would cost at the right. */
export function ExperimentsScreen() {
  const [location] = useHashLocation();
  const { data, error } = useRequest('configs:list', {});
  const missing = useRequest('configs:missing-data', {}).data?.files ?? NOTHING;
  const [isAsking, setAsking] = useState(false);
  const [state, setState] = useState(CLEAN);
  useCommand('experiment.new', () => setAsking(true));

  const files = data?.files ?? [];
  const path = pathOf(location) ?? firstConfig(files);
  return (
    <>
      <ExperimentList
        files={files}
        missingData={missing}
        openPath={path}
        problemCount={state.problems}
        isDirty={state.isDirty}
        onNew={() => setAsking(true)}
      />
      {error !== null ? (
        <Fault error={error} />
      ) : data === undefined ? (
        <Skeleton rows={10} label="Reading the experiments" />
      ) : path === null ? (
        <EmptyState
          icon="flask"
          title="No experiments yet"
          action={
            <Button variant="primary" icon="plus" onClick={() => setAsking(true)}>
              New experiment
            </Button>
          }
        >
          An experiment is a file in configs / experiments. It names data, model and training; one run is trained for
          each of its seeds.
        </EmptyState>
      ) : (
        <ExperimentPane key={path} path={path} onStateChange={setState} onDuplicate={() => setAsking(true)} />
      )}
      {isAsking && (
        <NewExperimentDialog
          open
          onOpenChange={setAsking}
          copyOf={path !== null && files.some((file) => file.path === path && file.kind === 'experiment') ? path : null}
          experiments={files.filter(({ kind }) => kind === 'experiment').map((file) => file.path)}
        />
      )}
    </>
  );
}

/** @returns the file that the address names; it comes encoded in one piece or with its slashes */
function pathOf(location: string): string | null {
  const rest = location.replace(/^\/experiments\/?/, '');
  return rest === '' || rest === location ? null : decodeURIComponent(rest);
}
