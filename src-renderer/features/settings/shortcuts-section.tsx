import { COMMANDS, type CommandDescriptor } from '#contract/commands';
import { Kbd } from '../../ui/kbd';
import { SettingsPart } from './settings-part';

const MENU_WORDS: Readonly<Record<CommandDescriptor['menu'], string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  run: 'Run',
  go: 'Go',
  help: 'Help',
};

/** Every command that has keys; menus, palette and keys are made from the same list. */
export function ShortcutsSection() {
  return (
    <SettingsPart id="shortcuts" title="Shortcuts" detail="one list feeds menus, palette and keys">
      <table className="settings-table settings-shortcuts">
        <thead>
          <tr>
            <th>Command</th>
            <th>Menu</th>
            <th className="right">Keys</th>
          </tr>
        </thead>
        <tbody>
          {COMMANDS.filter(({ shortcut }) => shortcut !== undefined).map(({ id, title, menu, shortcut }) => (
            <tr key={id}>
              <td>{title}</td>
              <td className="text-3">{MENU_WORDS[menu]}</td>
              <td className="right">
                <Kbd keys={shortcut!} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SettingsPart>
  );
}
