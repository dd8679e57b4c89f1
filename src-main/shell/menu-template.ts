import type { MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type CommandDescriptor, type CommandId } from '#contract/commands';

const MENU_LABELS: Record<CommandDescriptor['menu'], string> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  run: 'Run',
  go: 'Go',
  help: 'Help',
};

/** Roles that Electron provides and that no command of ours replaces. */
const ROLE_ITEMS: Partial<Record<CommandDescriptor['menu'], MenuItemConstructorOptions[]>> = {
  edit: [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    { type: 'separator' },
  ],
  view: [{ role: 'reload' }, { role: 'togglefullscreen' }, { type: 'separator' }],
};

/** `Mod+Enter` in Electron's words. */
export function acceleratorOf(shortcut: string): string {
  return shortcut.replace('Mod', 'CommandOrControl');
}

/** Keys without a modifier would be taken from every text field if the menu owned them: the window handles those itself. */
const menuOwns = (shortcut: string | undefined): boolean => shortcut !== undefined && /Mod|^F\d/.test(shortcut);

function commandItem(command: CommandDescriptor, onCommand: (id: CommandId) => void): MenuItemConstructorOptions {
  return {
    id: command.id,
    label: command.title,
    ...(menuOwns(command.shortcut) ? { accelerator: acceleratorOf(command.shortcut!) } : {}),
    click: () => onCommand(command.id),
  };
}

/**
 * The menu of the platform, made from the command registry.
 * @param isMac macOS has an application menu, with Quit and About in it; elsewhere Quit is in File
 */
export function menuTemplate(isMac: boolean, onCommand: (id: CommandId) => void): MenuItemConstructorOptions[] {
  const menus = (Object.keys(MENU_LABELS) as CommandDescriptor['menu'][]).map((menu): MenuItemConstructorOptions => {
    const commands = COMMANDS.filter((command) => command.menu === menu).map((command) =>
      commandItem(command, onCommand),
    );
    const quit: MenuItemConstructorOptions[] =
      menu === 'file' && !isMac ? [{ type: 'separator' }, { role: 'quit' }] : [];
    return { label: MENU_LABELS[menu], submenu: [...(ROLE_ITEMS[menu] ?? []), ...commands, ...quit] };
  });
  return isMac ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}
