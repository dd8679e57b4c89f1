import type { CommandId } from '#contract/commands';
import { PATHS } from '../lib/navigation';
import type { IconName } from '../ui/icon';

/** An entry of the activity bar. */
export interface ScreenEntry {
  readonly label: string;
  readonly icon: IconName;
  readonly path: string;
  readonly command: CommandId;
  /** Needs an open workspace. */
  readonly needsWorkspace: boolean;
}

export const SCREENS: readonly ScreenEntry[] = [
  { label: 'Experiments', icon: 'flask', path: PATHS.experiments, command: 'go.experiments', needsWorkspace: true },
  { label: 'Runs', icon: 'runs', path: PATHS.runs, command: 'go.runs', needsWorkspace: true },
  { label: 'Compare', icon: 'compare', path: PATHS.compare, command: 'go.compare', needsWorkspace: true },
  { label: 'Stages', icon: 'stages', path: PATHS.stages, command: 'go.stages', needsWorkspace: true },
  { label: 'Sweeps', icon: 'sweep', path: PATHS.sweeps, command: 'go.sweeps', needsWorkspace: true },
  { label: 'Models', icon: 'models', path: PATHS.models, command: 'go.models', needsWorkspace: true },
  { label: 'Checkpoints', icon: 'flag', path: PATHS.checkpoints, command: 'go.checkpoints', needsWorkspace: true },
  { label: 'Inspect', icon: 'eye', path: PATHS.inspect(), command: 'go.inspect', needsWorkspace: true },
];

/** Takes the place of the screens while no workspace is open. */
export const WELCOME_SCREEN: ScreenEntry = {
  label: 'Welcome',
  icon: 'folder',
  path: PATHS.welcome,
  command: 'go.welcome',
  needsWorkspace: false,
};

/** At the bottom of the activity bar. */
export const SETTINGS_SCREEN: ScreenEntry = {
  label: 'Settings',
  icon: 'gear',
  path: PATHS.settings,
  command: 'go.settings',
  needsWorkspace: false,
};

/** @returns whether an address belongs to a screen */
export const isWithin = (location: string, entry: ScreenEntry): boolean =>
  location === entry.path || location.startsWith(`${entry.path}/`);
