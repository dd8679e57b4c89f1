import { Menu } from 'electron';
import type { CommandId } from '#contract/commands';
import { menuTemplate } from './menu-template';

/** Installs the menu for the whole application. */
export function installMenu(onCommand: (id: CommandId) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform === 'darwin', onCommand)));
}
