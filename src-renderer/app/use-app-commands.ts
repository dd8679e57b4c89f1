import { useEffect } from 'react';
import { request, subscribe } from '../lib/bridge';
import { runCommand, useCommand } from '../lib/commands';
import { goTo, PATHS } from '../lib/navigation';
import { notifyError } from '../lib/notices';
import { useSettings, updateSettings, useHasWorkspace } from '../lib/settings';
import { IS_MAC } from '../lib/platform';
import { commandForKey, isTyping } from '../lib/shortcuts';
import { nextZoom } from '../lib/zoom';
import { openSampleWorkspace, openWorkspaceByDialog } from '../lib/workspace-actions';
import { focusNextPane } from './focus-next-pane';
import type { Panes } from './use-panes';

const change = (settings: Parameters<typeof updateSettings>[0]): void =>
  void updateSettings(settings).catch(notifyError);
const openSample = (): void =>
  void openSampleWorkspace()
    .then(() => goTo(PATHS.experiments))
    .catch(notifyError);

interface AppActions {
  readonly panes: Panes;
  readonly openPalette: () => void;
  readonly openKeys: () => void;
  readonly openCredits: () => void;
}

/** Commands that answer on every screen. */
export function useAppCommands({ panes, openPalette, openKeys, openCredits }: AppActions): void {
  const settings = useSettings();
  const hasWorkspace = useHasWorkspace();

  useCommand('workspace.open', () => void openWorkspaceByDialog());
  useCommand('workspace.open-sample', openSample);
  useCommand('view.palette', openPalette);
  useCommand('view.keys', openKeys);
  useCommand('help.credits', openCredits);
  useCommand('view.next-pane', () => focusNextPane(document));
  useCommand('view.toggle-side-list', () => panes.toggle('sideList'));
  useCommand('view.toggle-inspector', () => panes.toggle('inspector'));
  useCommand('view.theme-dark', () => change({ theme: 'dark' }));
  useCommand('view.theme-light', () => change({ theme: 'light' }));
  useCommand('view.theme-system', () => change({ theme: 'system' }));
  useCommand('view.zoom-in', () => change({ zoom: nextZoom(settings.zoom, 1) }));
  useCommand('view.zoom-out', () => change({ zoom: nextZoom(settings.zoom, -1) }));
  useCommand('view.zoom-reset', () => change({ zoom: 1 }));
  useCommand('go.welcome', () => goTo(PATHS.welcome));
  useCommand('go.settings', () => goTo(PATHS.settings));
  useCommand('go.experiments', () => goTo(PATHS.experiments), { enabled: hasWorkspace });
  useCommand('go.runs', () => goTo(PATHS.runs), { enabled: hasWorkspace });
  useCommand('go.compare', () => goTo(PATHS.compare), { enabled: hasWorkspace });
  useCommand('go.stages', () => goTo(PATHS.stages), { enabled: hasWorkspace });
  useCommand('go.sweeps', () => goTo(PATHS.sweeps), { enabled: hasWorkspace });
  useCommand('go.models', () => goTo(PATHS.models), { enabled: hasWorkspace });
  useCommand('go.checkpoints', () => goTo(PATHS.checkpoints), { enabled: hasWorkspace });
  useCommand('go.inspect', () => goTo(PATHS.inspect()), { enabled: hasWorkspace });
  useCommand('help.documentation', () => void request('app:show-item', { path: 'docs' }).catch(notifyError));

  useEffect(() => subscribe('command', ({ id }) => void runCommand(id)), []);
}

/**
 * Shortcuts of the registry. A key that is taken here is not offered to the native menu again, so nothing runs twice.
 */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const id = commandForKey(event, IS_MAC);
      if (id === null || (isTyping(event) && isTextTarget(event.target))) return;
      // A question in front of the window is answered first.
      if (
        document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"]') !== null &&
        id !== 'view.palette'
      )
        return;
      if (!runCommand(id)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Capture: the editor binds some of the same keys.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

const isTextTarget = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"], .monaco-editor') !== null;
