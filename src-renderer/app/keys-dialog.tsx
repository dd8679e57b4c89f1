import { COMMANDS } from '#contract/commands';
import { activeHandler } from '../lib/command-handlers';
import { useCommandStore } from '../lib/commands';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';

/** Keys that belong to parts, not to commands. */
const PART_KEYS: readonly { readonly keys: string; readonly words: string }[] = [
  { keys: '↑', words: 'Move in lists, tables and charts, with the other arrows too' },
  { keys: 'Space', words: 'Select the row' },
  { keys: 'Enter', words: 'Open the row' },
  { keys: 'Esc', words: 'Close one level' },
];

/** The keys that do something on this screen now. */
export function KeysDialog({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const handlers = useCommandStore((state) => state.handlers);
  const commands = COMMANDS.filter(
    ({ id, shortcut }) => shortcut !== undefined && activeHandler(handlers, id) !== null,
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys of this screen">
      <dl className="keys-list">
        {commands.map(({ id, title, shortcut }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>
              <Kbd keys={shortcut!} />
            </dd>
          </div>
        ))}
        {PART_KEYS.map(({ keys, words }) => (
          <div key={keys}>
            <dt>{words}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="keys-end" />
    </Dialog>
  );
}
