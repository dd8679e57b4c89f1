import { z } from 'zod';

/**
 * The command registry: feeds menus, palette and shortcuts. `shortcut` uses `Mod` for Ctrl (Cmd on macOS). Where a command
 * acts on something, the screen that is open says whether it can run.
 */
export interface CommandDescriptor {
  readonly id: CommandId;
  /** Verb and object, sentence case. */
  readonly title: string;
  readonly menu: 'file' | 'edit' | 'view' | 'run' | 'go' | 'help';
  readonly shortcut?: string;
}

export const commandIdSchema = z.enum([
  'workspace.open',
  'workspace.open-sample',
  'experiment.new',
  'experiment.save',
  'experiment.run',
  'experiment.discard-draft',
  'run.pause',
  'run.continue',
  'run.stop',
  'run.resume',
  'run.fork',
  'run.compare',
  'run.trash',
  'run.undo-trash',
  'sweep.start',
  'sweep.stop',
  'sweep.resume',
  'sweep.requeue',
  'checkpoint.export',
  'table.copy-tsv',
  'table.copy-markdown',
  'table.copy-latex',
  'view.palette',
  'view.toggle-side-list',
  'view.toggle-inspector',
  'view.theme-dark',
  'view.theme-light',
  'view.theme-system',
  'view.zoom-in',
  'view.zoom-out',
  'view.zoom-reset',
  'view.next-pane',
  'view.keys',
  'go.welcome',
  'go.experiments',
  'go.runs',
  'go.compare',
  'go.stages',
  'go.sweeps',
  'go.models',
  'go.checkpoints',
  'go.inspect',
  'go.settings',
  'help.credits',
  'help.documentation',
]);
export type CommandId = z.infer<typeof commandIdSchema>;

const command = (
  id: CommandId,
  title: string,
  menu: CommandDescriptor['menu'],
  shortcut?: string,
): CommandDescriptor => ({ id, title, menu, ...(shortcut === undefined ? {} : { shortcut }) });

export const COMMANDS: readonly CommandDescriptor[] = [
  command('workspace.open', 'Open workspace…', 'file', 'Mod+O'),
  command('workspace.open-sample', 'Open sample workspace', 'file'),
  command('experiment.new', 'New experiment', 'file', 'Mod+N'),
  command('experiment.save', 'Save experiment', 'file', 'Mod+S'),
  command('experiment.discard-draft', 'Discard unsaved changes', 'file'),
  command('checkpoint.export', 'Export checkpoint…', 'file', 'Mod+E'),
  command('table.copy-tsv', 'Copy table as TSV', 'edit'),
  command('table.copy-markdown', 'Copy table as Markdown', 'edit'),
  command('table.copy-latex', 'Copy table as LaTeX', 'edit'),
  command('run.undo-trash', 'Undo moving to the trash', 'edit'),
  command('experiment.run', 'Start run', 'run', 'Mod+Enter'),
  command('run.pause', 'Pause run', 'run'),
  command('run.continue', 'Continue run', 'run'),
  command('run.stop', 'Stop run', 'run'),
  command('run.resume', 'Resume run', 'run'),
  command('run.fork', 'Fork run', 'run'),
  command('run.compare', 'Compare runs', 'run'),
  command('run.trash', 'Move run to the trash', 'run'),
  command('sweep.start', 'Start sweep', 'run'),
  command('sweep.stop', 'Stop sweep', 'run'),
  command('sweep.resume', 'Resume sweep', 'run'),
  command('sweep.requeue', 'Queue trials of the sweep again', 'run'),
  command('view.palette', 'Show all commands', 'view', 'Mod+K'),
  command('view.toggle-side-list', 'Show or hide the side list', 'view', 'Mod+B'),
  command('view.toggle-inspector', 'Show or hide the inspector', 'view', 'Mod+I'),
  command('view.next-pane', 'Go to the next pane', 'view', 'F6'),
  command('view.theme-dark', 'Use the dark theme', 'view'),
  command('view.theme-light', 'Use the light theme', 'view'),
  command('view.theme-system', 'Use the system theme', 'view'),
  command('view.zoom-in', 'Zoom in', 'view', 'Mod+='),
  command('view.zoom-out', 'Zoom out', 'view', 'Mod+-'),
  command('view.zoom-reset', 'Reset zoom', 'view', 'Mod+0'),
  command('go.experiments', 'Go to Experiments', 'go', 'Mod+1'),
  command('go.runs', 'Go to Runs', 'go', 'Mod+2'),
  command('go.compare', 'Go to Compare', 'go', 'Mod+4'),
  command('go.stages', 'Go to Stages', 'go', 'Mod+5'),
  command('go.sweeps', 'Go to Sweeps', 'go'),
  command('go.models', 'Go to Models', 'go'),
  command('go.checkpoints', 'Go to Checkpoints', 'go', 'Mod+3'),
  command('go.inspect', 'Go to Inspect', 'go'),
  command('go.settings', 'Go to Settings', 'go', 'Mod+,'),
  command('go.welcome', 'Go to Welcome', 'go'),
  command('view.keys', 'Show the keys of this screen', 'help', '?'),
  command('help.documentation', 'Open the documentation folder', 'help'),
  command('help.credits', 'Show data credits', 'help'),
];
