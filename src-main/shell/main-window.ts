import { BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from './app-url';
import { initialBounds, keepWindowState, loadWindowState } from './window-state';

export interface MainWindowOptions {
  readonly preload: string;
  readonly stateFile: string;
  readonly icon: string;
  /** Zoom factor of the settings, 1 = 100 %. */
  readonly zoom: () => number;
  /** Set by electron-vite while developing. */
  readonly developmentUrl: string | undefined;
}

/** Height of the title bar in the window's own layout (design token `--title-bar-height`). */
const TITLE_BAR_HEIGHT = 36;

/** Colours of the native window controls, from the design tokens `--bg-canvas` and `--text-2`. */
const controlsOverlay = () =>
  nativeTheme.shouldUseDarkColors
    ? { color: '#0e1013', symbolColor: '#b3bac4', height: TITLE_BAR_HEIGHT }
    : { color: '#f1f3f5', symbolColor: '#454d57', height: TITLE_BAR_HEIGHT };

/** Opens the one window: sandboxed, isolated, shown when its first picture is ready. */
export function openMainWindow({ preload, stateFile, icon, zoom, developmentUrl }: MainWindowOptions): BrowserWindow {
  const state = loadWindowState(stateFile);
  const window = new BrowserWindow({
    ...initialBounds(state),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Assay',
    icon,
    titleBarStyle: 'hidden',
    titleBarOverlay: controlsOverlay(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0e1013' : '#f1f3f5',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  keepWindowState(window, stateFile);
  const recolour = () => window.setTitleBarOverlay(controlsOverlay());
  nativeTheme.on('updated', recolour);
  window.once('closed', () => nativeTheme.off('updated', recolour));
  // Chromium keeps the zoom by page, not by app: every load starts with the one of the settings.
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(zoom()));
  window.once('ready-to-show', () => {
    if (state?.isMaximized) window.maximize();
    window.show();
  });
  // A crash of the window does not touch training: show it again, and it re-attaches by asking for what it shows.
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(developmentUrl ?? `${APP_ORIGIN}/index.html`);
  return window;
}
