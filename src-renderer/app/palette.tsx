import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { markMatches, readPaletteInput } from '../lib/palette';
import { Icon } from '../ui/icon';
import { Kbd } from '../ui/kbd';
import { usePaletteGroups, type PaletteEntry } from './palette-entries';

export interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every command, run and setting by name: `>` commands, `#` runs, `=` query. */
export function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="palette-scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Search runs, commands, settings</Dialog.Title>
          <PaletteBody onClose={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ onClose }: { readonly onClose: () => void }) {
  const [input, setInput] = useState('');
  const { mode, text } = readPaletteInput(input);
  const groups = usePaletteGroups(mode, text);
  const choose = (entry: PaletteEntry) => {
    onClose();
    // After the dialog has given the focus back, so that the command may move it.
    requestAnimationFrame(entry.run);
  };
  return (
    <Command label="Search runs, commands, settings" shouldFilter={false} loop>
      <div className="palette-input">
        <Icon name="search" />
        <Command.Input value={input} onValueChange={setInput} placeholder="Search runs, commands, settings" autoFocus />
        <Kbd keys="Esc" />
      </div>
      <Command.List className="palette-list">
        <Command.Empty className="palette-empty">
          Nothing is called “{text}”. Try one word of it, or <kbd className="kbd">=</kbd> to ask the runs.
        </Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group.title} heading={group.title}>
            {group.entries.map((entry) => (
              <Command.Item
                key={entry.id}
                value={`${group.title} ${entry.id}`}
                onSelect={() => choose(entry)}
                className="palette-row"
              >
                <Icon name={entry.icon} />
                <span className="ellipsis">
                  {markMatches(entry.label, text).map((piece, index) =>
                    piece.isMatch ? <b key={index}>{piece.text}</b> : <span key={index}>{piece.text}</span>,
                  )}
                </span>
                <span className="grow ellipsis text-3 text-sm">{entry.detail}</span>
                {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <footer className="palette-foot">
        <Kbd keys="↑" />
        <Kbd keys="↓" /> move
        <Kbd keys="Enter" /> run
        <span className="grow" />
        <Kbd keys=">" /> commands
        <Kbd keys="#" /> runs
        <Kbd keys="=" /> query
      </footer>
    </Command>
  );
}
