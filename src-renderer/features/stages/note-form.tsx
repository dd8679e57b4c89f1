import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button';

/** A note without which the button beside it cannot be pressed. */
export function NoteForm({
  label,
  action,
  isBusy,
  onSubmit,
  children,
}: {
  readonly label: string;
  /** Words of the button. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly onSubmit: (note: string) => void;
  /** Above the note: what is chosen. */
  readonly children?: ReactNode;
}) {
  const id = useId();
  const [note, setNote] = useState('');
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== '') onSubmit(note.trim());
      }}
    >
      {children}
      <label htmlFor={id} className="text-2 text-xs">
        {label}
      </label>
      <textarea id={id} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button type="submit" icon="note" busy={isBusy} disabled={note.trim() === ''}>
        {action}
      </Button>
    </form>
  );
}
