import type { IconName } from '../../ui/icon';

export interface SettingsSection {
  readonly id: 'engine' | 'data' | 'appearance' | 'runs' | 'shortcuts' | 'about';
  readonly title: string;
  readonly icon: IconName;
  /** What is in it, also searched by the palette and the search field. */
  readonly contains: string;
}

export const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  { id: 'engine', title: 'Engine and checks', icon: 'cpu', contains: 'executors, libraries, disk, doctor' },
  { id: 'data', title: 'Data', icon: 'database', contains: 'sources, fingerprint, credits' },
  { id: 'appearance', title: 'Appearance', icon: 'theme', contains: 'theme, zoom, motion' },
  { id: 'runs', title: 'Runs', icon: 'runs', contains: 'runs at once, sleep, notices' },
  { id: 'shortcuts', title: 'Shortcuts', icon: 'keyboard', contains: 'keys of all commands' },
  { id: 'about', title: 'Versions', icon: 'info', contains: 'Assay, Electron, Node, credits' },
];
