import { app, dialog, nativeTheme, type BrowserWindow } from 'electron';
import path from 'node:path';
import { TOPICS, type TopicName } from '#contract/channels';
import { toWorkbenchError } from '#contract/errors/workbench-error';
import { createHandlers } from './ipc/create-handlers';
import { publishTopic } from './ipc/publish-topic';
import { serveRequests } from './ipc/serve-requests';
import { createWorkbench } from './services/create-workbench';
import { userFolder } from './services/user-folder';
import { workspaceArgument } from './shell/workspace-argument';
import { installMenu } from './shell/application-menu';
import { registerAppScheme, serveApp } from './shell/app-protocol';
import { isOwnUrl } from './shell/app-url';
import { Closing } from './shell/closing';
import { lockDown } from './shell/lock-down';
import { openMainWindow } from './shell/main-window';
import { TrainingSigns } from './shell/training-signs';
import { utilityWorkerLauncher } from './shell/utility-worker-launcher';

const developmentUrl = process.env['ELECTRON_RENDERER_URL'];
const outFolder = import.meta.dirname;
const appRoot = app.getAppPath();

/** One process holds the window; a second start hands its arguments over and ends. */
function main(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  void app.whenReady().then(start);
}

async function start(): Promise<void> {
  const workbench = createWorkbench({
    appVersion: app.getVersion(),
    userFolder: userFolder(),
    resourcesRoot: appRoot,
    worker: { launch: utilityWorkerLauncher(path.join(outFolder, 'worker.js')) },
    continuesQueue: true,
  });
  let window: BrowserWindow | null = null;
  const contents = () => window?.webContents ?? null;

  const closing = new Closing({
    // Between two trials no run is active, but the sweep is.
    activeCount: () =>
      Math.max(workbench.workspace?.runs.activeCount ?? 0, workbench.workspace?.sweeps.activeCount ?? 0),
    askWindow: (runningCount) => publishTopic(contents(), 'app:close-requested', { runningCount }),
    stopAll: async () => {
      // First, so that no sweep begins another trial.
      await workbench.workspace?.sweeps.stopAll();
      await workbench.workspace?.runs.stopAll();
    },
  });
  const signs = new TrainingSigns(
    () => window,
    () => workbench.settings.current(),
  );

  lockDown(developmentUrl);
  serveApp(path.join(outFolder, '../renderer'));
  serveRequests(
    createHandlers({
      workbench,
      window: () => window,
      onCloseDecision: (decision) => closing.decide(decision, window),
    }),
    (url) => isOwnUrl(url, developmentUrl),
  );
  for (const topic of Object.keys(TOPICS) as TopicName[]) {
    workbench.topics.subscribe(topic, (payload) => publishTopic(contents(), topic, payload));
  }
  workbench.topics.subscribe('runs:changed', ({ rows }) => {
    signs.update(rows);
    closing.runsChanged(window !== null);
  });
  workbench.topics.subscribe('sweep:changed', ({ study, trials }) => {
    signs.updateStudy(study, trials);
    // The sweep leaves the list of active ones after this message.
    if (study.status !== 'running') setImmediate(() => closing.runsChanged(window !== null));
  });
  workbench.topics.subscribe('settings:changed', ({ theme, zoom }) => {
    nativeTheme.themeSource = theme;
    contents()?.setZoomFactor(zoom);
  });
  nativeTheme.themeSource = workbench.settings.current().theme;
  installMenu((id) => publishTopic(contents(), 'command', { id }));

  const openWindow = (): void => {
    window = openMainWindow({
      preload: path.join(outFolder, '../preload/index.cjs'),
      stateFile: path.join(app.getPath('userData'), 'window-state.json'),
      icon: path.join(appRoot, 'resources/icons/icon.png'),
      zoom: () => workbench.settings.current().zoom,
      developmentUrl,
    });
    closing.guard(window);
    window.once('closed', () => (window = null));
  };
  const showWindow = (): void => {
    if (!window) openWindow();
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  };

  const openNamedWorkspace = async (argv: readonly string[]): Promise<void> => {
    const folder = workspaceArgument(argv);
    if (folder === null) return;
    try {
      await workbench.openWorkspace(folder);
    } catch (error) {
      const { message, nextStep, code } = toWorkbenchError(error);
      await dialog.showMessageBox({ type: 'error', title: 'Assay', message, detail: `${nextStep}\n\n${code}` });
    }
  };

  app.on('second-instance', (_event, argv) => {
    showWindow();
    void openNamedWorkspace(argv);
  });
  app.on('activate', showWindow);
  app.on('before-quit', (event) => closing.quitting(event, window !== null));
  app.on('window-all-closed', () => closing.windowsClosed());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void closing.stopAndQuit());
  app.on('will-quit', () => void workbench.close());

  // The window opens at once; the workspace follows, and the window hears of it by topic.
  openWindow();
  await openNamedWorkspace(process.argv);
}

main();
