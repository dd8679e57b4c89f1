import { useEffect, useState } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { CheckpointsScreen } from '../features/checkpoints/checkpoints-screen';
import { CompareScreen } from '../features/compare/compare-screen';
import { ExperimentsScreen } from '../features/experiments/experiments-screen';
import { InspectScreen } from '../features/inspect/inspect-screen';
import { ModelsScreen } from '../features/models/models-screen';
import { RunScreen } from '../features/run/run-screen';
import { RunsScreen } from '../features/runs/runs-screen';
import { SettingsScreen } from '../features/settings/settings-screen';
import { StagesScreen } from '../features/stages/stages-screen';
import { SweepsScreen } from '../features/sweeps/sweeps-screen';
import { WelcomeScreen } from '../features/welcome/welcome-screen';
import { dismissNotice, useNoticeStore } from '../lib/notices';
import { PATHS } from '../lib/navigation';
import { useRequest } from '../lib/query';
import { ErrorCardOf } from '../ui/error-card';
import { ToastStack } from '../ui/toast';
import { CloseDialog } from './close-dialog';
import { CreditsDialog } from './credits-dialog';
import { ErrorBoundary } from './error-boundary';
import { Frame } from './frame';
import { KeysDialog } from './keys-dialog';
import { Palette } from './palette';
import { SCREENS, SETTINGS_SCREEN, WELCOME_SCREEN, isWithin } from './screens';
import { useAppearance } from './use-appearance';
import { useLadderNotices } from './use-ladder-notices';
import { usePanes } from './use-panes';
import { useRunNotices } from './use-run-notices';
import { useAppCommands, useShortcuts } from './use-app-commands';

type Front = 'palette' | 'keys' | 'credits' | null;

/** The window: frame, open screen, and what stands in front of it. */
export function App() {
  const [front, setFront] = useState<Front>(null);
  const [location] = useHashLocation();
  const notices = useNoticeStore((state) => state.notices);
  const panes = usePanes();
  useAppearance();
  useShortcuts();
  useRunNotices();
  useLadderNotices();
  useAppCommands({
    panes,
    openPalette: () => setFront((current) => (current === 'palette' ? null : 'palette')),
    openKeys: () => setFront('keys'),
    openCredits: () => setFront('credits'),
  });
  useWindowTitle(location);
  const setOpen = (part: Front) => (isOpen: boolean) => setFront(isOpen ? part : null);

  return (
    <Router hook={useHashLocation}>
      <Frame location={location} panes={panes}>
        <ErrorBoundary key={location.split('/')[1]} place="screen">
          <Screens />
        </ErrorBoundary>
      </Frame>
      <Palette open={front === 'palette'} onOpenChange={setOpen('palette')} />
      <KeysDialog open={front === 'keys'} onOpenChange={setOpen('keys')} />
      <CreditsDialog open={front === 'credits'} onOpenChange={setOpen('credits')} />
      <CloseDialog />
      <ToastStack toasts={notices.filter(({ isShown }) => isShown)} onDismiss={dismissNotice} />
    </Router>
  );
}

/** The screen of the address. Without a workspace only Welcome and Settings are open. */
function Screens() {
  const info = useRequest('app:info', {});
  if (info.error !== null) {
    return (
      <div className="fault">
        <ErrorCardOf error={info.error} />
      </div>
    );
  }
  if (info.data === undefined) return null;
  return (
    <Switch>
      <Route path={PATHS.welcome} component={WelcomeScreen} />
      <Route path="/settings/:section?">{({ section }) => <SettingsScreen section={section ?? null} />}</Route>
      {info.data.workspace === null && (
        <Route>
          <Redirect to={PATHS.welcome} replace />
        </Route>
      )}
      <Route path="/experiments/*?" component={ExperimentsScreen} />
      <Route path={PATHS.runs} component={RunsScreen} />
      <Route path="/runs/:runId">{({ runId }) => <RunScreen runId={decodeURIComponent(runId)} />}</Route>
      <Route path={PATHS.compare} component={CompareScreen} />
      <Route path="/stages/*?" component={StagesScreen} />
      <Route path="/sweeps/:studyId?">
        {({ studyId }) => <SweepsScreen studyId={studyId === undefined ? null : decodeURIComponent(studyId)} />}
      </Route>
      <Route path={PATHS.models} component={ModelsScreen} />
      <Route path="/inspect/:runId?/:view?">
        {({ runId, view }) => (
          <InspectScreen
            runId={runId === undefined ? null : decodeURIComponent(runId)}
            view={view === undefined ? null : decodeURIComponent(view)}
          />
        )}
      </Route>
      <Route path="/checkpoints/:checkpointId?">
        {({ checkpointId }) => (
          <CheckpointsScreen checkpointId={checkpointId === undefined ? null : decodeURIComponent(checkpointId)} />
        )}
      </Route>
      <Route>
        <Redirect to={PATHS.experiments} replace />
      </Route>
    </Switch>
  );
}

function useWindowTitle(location: string): void {
  const workspace = useRequest('app:info', {}).data?.workspace;
  useEffect(() => {
    const screen = [...SCREENS, SETTINGS_SCREEN, WELCOME_SCREEN].find((entry) => isWithin(location, entry));
    document.title = [screen?.label, workspace?.name, 'Assay'].filter((part) => part !== undefined).join(' · ');
  }, [location, workspace]);
}
